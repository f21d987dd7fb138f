import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import type { Json } from '../../source/node';
import type { KubernetesMinor } from '../minor';
import { isServed, SERVED_APIS, servedApi } from '../served-api';
import { minorNumber, rootOf } from './api-facts';
import { explainErrors } from './explain-errors';
import { expandSchema } from './json-schema';
import type { ShapeContext, ShapeProblem } from './shape-problem';
import { withoutNulls } from './without-nulls';

export type { ShapeProblem, ShapeProblemCode } from './shape-problem';

/** An API server takes requests of 3 MB. No object with more values fits, and each could cost an error. */
const MOST_VALUES = 300_000;

const SETTINGS: Options = {
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  verbose: true,
  // The schemas are ours, and a process runs few objects through each: checking and optimizing them would double the time.
  validateSchema: false,
  code: { optimize: false },
};

const validators = new Map<string, ValidateFunction>();
let ajv: Ajv | undefined;

/**
 * Checks an object against the API of a minor: known fields, required fields, types and closed sets of values. What admission
 * checks beyond that is not judged here. `not-modelled` where we have no facts about the kind.
 */
export function validateShape(
  object: Json,
  apiVersion: string,
  kind: string,
  minor: KubernetesMinor,
): readonly ShapeProblem[] | 'not-modelled' {
  const context: ShapeContext = { apiVersion, kind, minor };
  if (servedApi(apiVersion, kind) && !isServed(apiVersion, kind, minor)) return [notServed(apiVersion, kind, minor)];
  const root = rootOf(apiVersion, kind);
  if (!root) return 'not-modelled';
  if (countValues(object) > MOST_VALUES) return [tooLarge(kind)];
  return explainErrors(errorsOf(object, validatorOf(root.model, minor)), minorNumber(minor), context);
}

/** A null is judged as a field that is not there, but an unknown field is one whatever stands there. */
function errorsOf(object: Json, validate: ValidateFunction): readonly ErrorObject[] {
  if (validate(object)) return [];
  const errors = validate.errors ?? [];
  const read = withoutNulls(object);
  if (read === object) return errors;
  const left = validate(read) ? [] : (validate.errors ?? []);
  const isUnknownField = ({ keyword }: ErrorObject) => keyword === 'additionalProperties';
  return [...errors.filter(isUnknownField), ...left.filter((error) => !isUnknownField(error))];
}

function validatorOf(model: string, minor: KubernetesMinor): ValidateFunction {
  const key = `${minor} ${model}`;
  const known = validators.get(key);
  if (known) return known;
  ajv ??= new Ajv(SETTINGS).addVocabulary(['foresailType', 'foresailModel']);
  const validate = ajv.compile(expandSchema(model, minorNumber(minor)));
  validators.set(key, validate);
  return validate;
}

function notServed(apiVersion: string, kind: string, minor: KubernetesMinor): ShapeProblem {
  const { from, to, successor } = servedApi(apiVersion, kind)!;
  const life = to === undefined ? `it is served from ${from} on` : `it was served up to ${to}`;
  return {
    code: 'not-served',
    severity: 'error',
    path: '/apiVersion',
    message: `${apiVersion} ${kind} is not served by Kubernetes ${minor}; ${life}`,
    help: successor ? `Use apiVersion ${successor}.` : `Kubernetes ${minor} serves ${servedVersions(kind, minor)}.`,
  };
}

function servedVersions(kind: string, minor: KubernetesMinor): string {
  const served = SERVED_APIS.filter((api) => api.kind === kind && isServed(api.apiVersion, kind, minor));
  return served.map(({ apiVersion }) => apiVersion).join(', ');
}

function tooLarge(kind: string): ShapeProblem {
  return {
    code: 'wrong-value',
    severity: 'error',
    path: '',
    message: `the ${kind} has more than ${MOST_VALUES} values`,
    help: 'Split it: an API server takes at most 3 MB.',
  };
}

/** Counts the values of an object, but no further than the limit. */
function countValues(object: Json): number {
  let count = 0;
  const open: Json[] = [object];
  for (let value = open.pop(); value !== undefined && count <= MOST_VALUES; value = open.pop()) {
    count++;
    if (typeof value === 'object' && value !== null) for (const child of Object.values(value)) open.push(child);
  }
  return count;
}
