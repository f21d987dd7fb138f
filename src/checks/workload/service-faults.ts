import type { Manifest } from '../../fleet/manifest';
import type { Fault } from '../check';
import { isMapping, listAt, repeated } from './json-parts';
import { portFaults } from './port-fault';

/** Source: kubernetes/kubernetes, pkg/apis/core/validation, ValidateService. */
export function serviceFaults(manifest: Manifest): readonly Fault[] {
  const ports = listAt(manifest, '/spec/ports');
  if (ports.length === 0) return needsPorts(manifest) ? [withoutPorts(manifest)] : [];
  const unnamed = ports.length > 1 ? ports.filter(({ item }) => (item.name ?? '') === '') : [];
  return [
    ...ports.flatMap(({ path }) => [
      ...portFaults(manifest, `${path}/port`),
      // Zero is what the API server reads as "the same as port".
      ...portFaults(manifest, `${path}/targetPort`, (port) => port === 0),
    ]),
    ...unnamed.map(({ path }) => ({
      at: manifest.at(path),
      message: 'a Service with several ports needs a name for each',
      help: 'Name the port.',
    })),
    ...repeated(ports, 'name').map(({ item, path }) => ({
      at: manifest.at(`${path}/name`),
      message: `two ports have the name ${item.name}`,
      help: 'Give each port a name of its own.',
    })),
  ];
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
