import type { Manifest } from '../../fleet/manifest';
import type { Fault } from '../check';
import { isMapping } from './json-parts';

/** A Service that must have ports, and has none. Source: kubernetes/kubernetes, pkg/apis/core/validation, ValidateService. */
export function serviceFaults(manifest: Manifest): readonly Fault[] {
  return needsPorts(manifest) ? [withoutPorts(manifest)] : [];
}

function needsPorts(manifest: Manifest): boolean {
  const ports = manifest.valueAt('/spec/ports') ?? [];
  const isNone = Array.isArray(ports) && ports.length === 0;
  const isOpen = [manifest.valueAt('/spec/type'), manifest.valueAt('/spec/clusterIP')].some((value) =>
    String(value).includes('${'),
  );
  return (
    isNone &&
    !isOpen &&
    (isMapping(manifest.valueAt('/spec')) || !manifest.has('/spec')) &&
    manifest.valueAt('/spec/type') !== 'ExternalName' &&
    manifest.valueAt('/spec/clusterIP') !== 'None'
  );
}

function withoutPorts(manifest: Manifest): Fault {
  return {
    at: manifest.at('/spec', '/spec/ports'),
    message: 'the Service has no ports',
    help: 'List its ports; only a headless Service (clusterIP: None) and one of type ExternalName do without.',
  };
}
