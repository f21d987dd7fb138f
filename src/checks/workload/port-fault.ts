import type { Manifest } from '../../fleet/manifest';
import type { Pointer } from '../../source/pointer';
import type { Fault } from '../check';

/** A port number that is none. Source: apimachinery, util/validation, IsValidPortNum. */
export function portFaults(
  manifest: Manifest,
  path: Pointer,
  isUnset: (port: number) => boolean = () => false,
): readonly Fault[] {
  const port = manifest.valueAt(path);
  if (typeof port !== 'number' || isUnset(port) || (port >= 1 && port <= 65_535)) return [];
  const message = `${path.slice(path.lastIndexOf('/') + 1)} is ${port}`;
  return [{ at: manifest.at(path), message, help: 'Write a port from 1 to 65535.' }];
}
