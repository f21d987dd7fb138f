import type { PolicyProblem } from '../problems/policy-error';
import { listOf, oneOf, record, type Shape, shaped, text } from '../problems/shape';

const OPERATIONS = ['add', 'remove', 'replace', 'move', 'copy', 'test'] as const;

const POINTER = shaped(
  (value) => typeof value === 'string' && /^(\/([^~/]|~[01])*)+$/.test(value),
  'a JSON pointer to a part of the object, such as /spec/template/spec/priorityClassName',
  'Begin with "/", and write "~1" for a "/" and "~0" for a "~" in a key.',
);

const NAME = shaped((value) => typeof value === 'string' && value !== '', 'a name', 'Leave it out for any.');

const KIND = shaped((value) => typeof value === 'string' && value !== '', 'a kind', "Write kind: 'Deployment'.");

const API_VERSION = shaped(
  (value) => typeof value === 'string' && value !== '',
  'an API version',
  "Leave it out for any, or write apiVersion: 'apps/v1'.",
);

/** Only what JSON can hold keeps its meaning: `NaN` would be written as null, and a `Date` or `Map` as something else. */
const JSON_VALUE: Shape = (value, property) => jsonProblems(value, property, []);

const SHAPES: { readonly [op in (typeof OPERATIONS)[number]]: Shape } = {
  add: record({ op: text, path: POINTER, value: JSON_VALUE }),
  replace: record({ op: text, path: POINTER, value: JSON_VALUE }),
  test: record({ op: text, path: POINTER, value: JSON_VALUE }),
  remove: record({ op: text, path: POINTER }),
  move: record({ op: text, path: POINTER, from: POINTER }),
  copy: record({ op: text, path: POINTER, from: POINTER }),
};

const ANY_OPERATION = record({ op: oneOf(...OPERATIONS), 'path?': text, 'from?': text, 'value?': () => [] });

const OPERATION: Shape = (value, property) => {
  const { op } = (value ?? {}) as { readonly op?: unknown };
  const known = OPERATIONS.find((name) => name === op);
  return (known ? SHAPES[known] : ANY_OPERATION)(value, property);
};

/** The run-time twin of a list of `ObjectPatch`. */
export const objectPatches: Shape = listOf(
  record({ kind: KIND, 'apiVersion?': API_VERSION, 'name?': NAME, 'namespace?': NAME, patch: listOf(OPERATION) }),
);

function jsonProblems(value: unknown, property: string, above: readonly unknown[]): readonly PolicyProblem[] {
  if (value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value)) return [];
  if (above.includes(value)) return [noJson(property, value, 'It holds itself: leave that part out.')];
  const within = [...above, value];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => jsonProblems(item, `${property}[${index}]`, within));
  }
  if (!isPlain(value)) return [noJson(property, value, 'Write what shall stand in the manifest.')];
  return Object.entries(value).flatMap(([key, each]) =>
    // JSON leaves such a key out, as the manifest does.
    each === undefined ? [] : jsonProblems(each, `${property}.${key}`, within),
  );
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function noJson(property: string, value: unknown, help: string): PolicyProblem {
  const allowed = 'JSON: a text, a finite number, true, false, null, or a list or plain object of these';
  return { code: 'value-type', property, value, allowed, help };
}
