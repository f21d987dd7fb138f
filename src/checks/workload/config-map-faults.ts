import type { Manifest } from '../../fleet/manifest';
import { pointer } from '../../source/pointer';
import type { Fault } from '../check';
import { isMapping } from './json-parts';

/** Source: kubernetes/kubernetes, pkg/apis/core/validation, ValidateConfigMap; apimachinery, util/validation, IsConfigMapKey. */
export function configMapFaults(manifest: Manifest): readonly Fault[] {
  const [data = [], binary = []] = ['data', 'binaryData'].map((field) => keysOf(manifest, field));
  const faults = [...data, ...binary]
    .filter(({ key }) => !isConfigMapKey(key) && !key.includes('${'))
    .map(({ key, field }) => ({
      at: manifest.keyAt(pointer(field, key)),
      message: `"${key}" is no key of a ConfigMap`,
      help: 'Use at most 253 letters, digits, "-", "_" and "."; not "." alone, and not ".." at the start.',
    }));
  const twice = binary.filter(({ key }) => data.some((other) => other.key === key));
  return [
    ...faults,
    ...twice.map(({ key, field }) => ({
      at: manifest.keyAt(pointer(field, key)),
      message: `"${key}" stands in data and in binaryData`,
      help: 'Keep one of them.',
    })),
  ];
}

function keysOf(manifest: Manifest, field: string): readonly { readonly key: string; readonly field: string }[] {
  const value = manifest.valueAt(pointer(field));
  return isMapping(value) ? Object.keys(value).map((key) => ({ key, field })) : [];
}

function isConfigMapKey(key: string): boolean {
  return key.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(key) && key !== '.' && !key.startsWith('..');
}
