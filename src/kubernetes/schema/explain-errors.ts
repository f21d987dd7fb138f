import type { ErrorObject } from 'ajv';
import type { Json } from '../../source/node';
import { type Pointer, pointer, segmentsOf } from '../../source/pointer';
import { explainType, explainValue } from './explain-value';
import type { JsonSchema } from './json-schema';
import type { ShapeContext, ShapeProblem } from './shape-problem';
import type { TypeExpression } from './type-expression';
import { explainUnknownField } from './unknown-field';

/** A reader gains nothing from more, and each costs a search for the nearest name. */
const MOST_EXPLAINED = 1_000;

/** Turns ajv's errors into problems in our own words, one for each fault. */
export function explainErrors(
  errors: readonly ErrorObject[],
  minor: number,
  context: ShapeContext,
): readonly ShapeProblem[] {
  const problems = explainFaults(errors.slice(0, MOST_EXPLAINED), minor, context).map(withSeverityOfPlace);
  return errors.length <= MOST_EXPLAINED ? problems : [...problems, andMore(errors.length - MOST_EXPLAINED, context)];
}

/** The API server drops what a manifest says of its status. */
function withSeverityOfPlace(problem: ShapeProblem): ShapeProblem {
  return problem.path.startsWith('/status/') ? { ...problem, severity: 'warning' } : problem;
}

function andMore(count: number, { kind }: ShapeContext): ShapeProblem {
  return {
    code: 'wrong-value',
    severity: 'error',
    path: '',
    message: `the ${kind} has ${count} more faults`,
    help: `Mend the first ${MOST_EXPLAINED}, then validate again.`,
  };
}

function explainFaults(errors: readonly ErrorObject[], minor: number, context: ShapeContext): readonly ShapeProblem[] {
  const explained = new Set<Pointer>();
  const problems: ShapeProblem[] = [];
  for (const error of errors) {
    if (error.keyword !== 'additionalProperties') continue;
    const field = error.params.additionalProperty as string;
    const model = (error.parentSchema as JsonSchema).foresailModel ?? '';
    const { explains, ...reason } = explainUnknownField(field, model, minor, context);
    for (const name of explains) explained.add(error.instancePath + pointer(name));
    problems.push({ ...reason, severity: 'error', path: error.instancePath + pointer(field) });
  }
  for (const error of errors) {
    if (error.keyword === 'additionalProperties' || isOfAnotherType(error)) continue;
    const problem = explainError(error, context);
    // A misspelt or moved field is one fault, not also a missing one.
    if (problem.code !== 'missing' || !explained.has(problem.path)) problems.push(problem);
  }
  return problems;
}

/** None of the allowed texts, for it is no text at all: told by its type. */
function isOfAnotherType({ keyword, data }: ErrorObject): boolean {
  return keyword === 'enum' && typeof data !== 'string';
}

function explainError(error: ErrorObject, context: ShapeContext): ShapeProblem {
  const schema = error.parentSchema as JsonSchema;
  const path = error.instancePath;
  if (error.keyword === 'required') {
    const field = error.params.missingProperty as string;
    const where = path === '' ? `the ${context.kind}` : `\`${nameOf(path)}\``;
    return {
      code: 'missing',
      severity: 'error',
      path: path + pointer(field),
      message: `\`${field}\` is missing in ${where}`,
      help: `Add \`${field}\`: ${context.apiVersion} ${context.kind} requires it.`,
    };
  }
  const type: TypeExpression = schema.foresailType ?? { kind: 'model', name: schema.foresailModel ?? '' };
  const explain = error.keyword === 'type' ? explainType : explainValue;
  return { ...explain(path === '' ? context.kind : nameOf(path), type, error.data as Json), path };
}

/** `containers[0]` for `/spec/template/spec/containers/0`: the last key, with the indexes after it. */
function nameOf(path: Pointer): string {
  const segments = [...segmentsOf(path)];
  let indexes = '';
  while (segments.length > 1 && /^\d+$/.test(segments.at(-1)!)) indexes = `[${segments.pop()}]${indexes}`;
  return `${segments.at(-1)}${indexes}`;
}
