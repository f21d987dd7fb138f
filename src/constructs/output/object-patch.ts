import { JsonPatch } from 'cdk8s';
import { type Pointer, segmentsOf } from '../../source/pointer';
import { isListIndex, valueAt } from './value-at';

/**
 * One operation of a JSON patch (RFC 6902). Paths are JSON pointers to a part of the object, such as
 * `/spec/template/spec/priorityClassName`; a list has members at its indexes, and `-` is behind its end. Values are what JSON
 * can hold: numbers are finite, objects are plain.
 */
export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move' | 'copy'; readonly from: string; readonly path: string };

/** A patch of objects that Foresail writes, for what its props do not have. */
export interface ObjectPatch {
  /** The kind of the objects to patch, such as `Deployment`. */
  readonly kind: string;
  /**
   * Their API version, such as `kustomize.toolkit.fluxcd.io/v1`: two groups may have a kind of one name.
   *
   * @default - any
   */
  readonly apiVersion?: string;
  /** The name of the one to patch. @default - each object of the kind */
  readonly name?: string;
  /** The namespace of those to patch; `default` for those that name none. @default - any */
  readonly namespace?: string;
  /** The operations, one after the other. */
  readonly patch: readonly PatchOperation[];
}

/** What came of a patch: the object, or the first operation that cannot be done, and why. */
export type PatchResult<T> =
  | { readonly is: 'patched'; readonly object: T }
  | { readonly is: 'fault'; readonly index: number; readonly reason: string };

/**
 * Applies a patch to plain JSON, which may be changed. The patch has the shape of one. cdk8s' own would pass over a path that
 * is not there.
 */
export function applyPatch<T extends object>(object: T, patch: readonly PatchOperation[]): PatchResult<T> {
  let patched: T = object;
  for (const [index, operation] of patch.entries()) {
    const reason = obstacleTo(operation, patched);
    if (reason !== undefined) return { is: 'fault', index, reason };
    try {
      patched = JsonPatch.apply(patched, operationOf(operation)) as T;
    } catch {
      return {
        is: 'fault',
        index,
        reason: operation.op === 'test' ? 'another value stands there' : 'it cannot be done',
      };
    }
  }
  return { is: 'patched', object: patched };
}

function operationOf(operation: PatchOperation): JsonPatch {
  const { op, path } = operation;
  switch (op) {
    case 'add':
      return JsonPatch.add(path, operation.value);
    case 'replace':
      return JsonPatch.replace(path, operation.value);
    case 'test':
      return JsonPatch.test(path, operation.value);
    case 'remove':
      return JsonPatch.remove(path);
    case 'move':
      return JsonPatch.move(operation.from, path);
    case 'copy':
      return JsonPatch.copy(operation.from, path);
  }
}

/** Why an operation does not apply; undefined where it does, a failing test apart. */
function obstacleTo(operation: PatchOperation, object: object): string | undefined {
  const { op, path } = operation;
  if ('from' in operation) {
    if (!exists(object, operation.from)) return `${operation.from} is not there`;
    if (op === 'move' && path.startsWith(`${operation.from}/`)) {
      return `${path} is a part of ${operation.from}, which cannot move into itself`;
    }
  }
  if (op === 'remove' || op === 'replace' || op === 'test') {
    return exists(object, path) ? undefined : `${path} is not there`;
  }
  return canAdd(object, segmentsOf(path)) ? undefined : `there is nothing that ${path} could be added to`;
}

function exists(root: unknown, path: Pointer): boolean {
  return valueAt(root, segmentsOf(path)) !== undefined;
}

function canAdd(root: unknown, segments: readonly string[]): boolean {
  const parent = valueAt(root, segments.slice(0, -1));
  const last = segments.at(-1)!;
  if (Array.isArray(parent)) return last === '-' || (isListIndex(last) && Number(last) <= parent.length);
  return typeof parent === 'object' && parent !== null && last !== '__proto__';
}
