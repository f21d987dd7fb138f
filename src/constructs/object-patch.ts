import { JsonPatch } from 'cdk8s';
import { segmentsOf } from '../source/pointer';

/** One operation of a JSON patch (RFC 6902). Paths are JSON pointers, such as `/spec/template/spec/priorityClassName`. */
export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move' | 'copy'; readonly from: string; readonly path: string };

/** A patch of objects that Foresail writes, for what its props do not have. */
export interface ObjectPatch {
  /** The kind of the objects to patch, such as `Deployment`. */
  readonly kind: string;
  /** The name of the one to patch. @default - each object of the kind */
  readonly name?: string;
  /** The operations, one after the other. */
  readonly patch: readonly PatchOperation[];
}

/** What came of a patch: the object, or the first operation that cannot be done, and why. */
export type PatchResult<T> =
  | { readonly is: 'patched'; readonly object: T }
  | { readonly is: 'fault'; readonly index: number; readonly reason: string };

/** Applies a patch to plain JSON, which may be changed. cdk8s' own would pass over a path that is not there. */
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
  if (!['add', 'remove', 'replace', 'move', 'copy', 'test'].includes(op)) return `there is no operation ${String(op)}`;
  for (const one of 'from' in operation ? [operation.from, path] : [path]) {
    if (typeof one !== 'string' || !one.startsWith('/')) return `${String(one)} is no JSON pointer`;
  }
  if ('from' in operation && !exists(object, segmentsOf(operation.from))) return `${operation.from} is not there`;
  if (op === 'remove' || op === 'replace' || op === 'test') {
    return exists(object, segmentsOf(path)) ? undefined : `${path} is not there`;
  }
  return canAdd(object, segmentsOf(path)) ? undefined : `there is nothing that ${path} could be added to`;
}

function exists(root: unknown, segments: readonly string[]): boolean {
  return valueAt(root, segments) !== undefined;
}

function canAdd(root: unknown, segments: readonly string[]): boolean {
  const parent = valueAt(root, segments.slice(0, -1));
  const last = segments.at(-1)!;
  if (Array.isArray(parent)) return last === '-' || (/^(0|[1-9]\d*)$/.test(last) && Number(last) <= parent.length);
  return typeof parent === 'object' && parent !== null && last !== '__proto__';
}

/** Own properties alone: a pointer must not reach what every object has. */
function valueAt(root: unknown, segments: readonly string[]): unknown {
  let value = root;
  for (const segment of segments) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as { readonly [key: string]: unknown })[segment];
  }
  return value;
}
