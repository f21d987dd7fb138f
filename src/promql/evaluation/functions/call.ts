import { type EvaluationErrorCode, evaluationError } from '../../promql-error';
import { type Call, withoutParens } from '../../syntax/ast';
import { type Column, knownColumn, type StepValues, type Value, vectorOf } from '../column';
import type { Evaluator } from '../evaluator';
import { type Grid, timeAt } from '../grid';
import { evaluateSampleTimes } from '../instant-selector';
import { LabelSet } from '../label-set';
import { evaluateAbsent, evaluateAbsentOverTime } from './absence';
import { CALENDAR_FUNCTIONS } from './calendar';
import { evaluateHistogramFraction, evaluateHistogramQuantile } from './classic-histogram';
import { clamp, ELEMENT_FUNCTIONS, roundTo } from './element-wise';
import { mapVector } from './map-vector';
import { evaluateOverRange, rangeFunction } from './over-range';
import { evaluateLabelJoin, evaluateLabelReplace } from './relabel';
import { evaluateSort, evaluateSortByLabel } from './sorting';

type CallEvaluator = (evaluator: Evaluator, node: Call, grid: Grid) => Value;

const NATIVE_HISTOGRAM = new Set([
  'histogram_avg',
  'histogram_count',
  'histogram_stddev',
  'histogram_stdvar',
  'histogram_sum',
]);

const EVALUATORS: ReadonlyMap<string, CallEvaluator> = new Map<string, CallEvaluator>([
  ['absent', evaluateAbsent],
  ['absent_over_time', evaluateAbsentOverTime],
  ['clamp', (evaluator, node, grid) => clampVector(evaluator, node, grid, 1, 2)],
  ['clamp_max', (evaluator, node, grid) => clampVector(evaluator, node, grid, undefined, 1)],
  ['clamp_min', (evaluator, node, grid) => clampVector(evaluator, node, grid, 1, undefined)],
  ['histogram_fraction', evaluateHistogramFraction],
  ['histogram_quantile', evaluateHistogramQuantile],
  ['label_join', evaluateLabelJoin],
  ['label_replace', evaluateLabelReplace],
  ['pi', (_, __, grid) => constant(Math.PI, grid)],
  ['round', evaluateRound],
  ['scalar', evaluateScalar],
  ['sort', evaluateSort],
  ['sort_by_label', evaluateSortByLabel],
  ['sort_by_label_desc', evaluateSortByLabel],
  ['sort_desc', evaluateSort],
  ['time', (_, __, grid) => ({ kind: 'scalar', values: times(grid) })],
  ['timestamp', evaluateTimestamp],
  ['vector', (evaluator, node, grid) => vectorOf([fullColumn(evaluator.scalar(node.arguments[0]!, grid))])],
]);

/** Functions with rules of their own come first; the others are of a range, of each element, or of a date. */
export function evaluateCall(evaluator: Evaluator, node: Call, grid: Grid): Value {
  const special = EVALUATORS.get(node.name);
  if (special) return special(evaluator, node, grid);
  const overRange = rangeFunction(node.name);
  if (overRange) return evaluateOverRange(evaluator, node, overRange, grid);
  const ofElement = ELEMENT_FUNCTIONS.get(node.name);
  if (ofElement) return mapVector(evaluator, node, grid, evaluator.vector(node.arguments[0]!, grid), ofElement);
  const ofDate = CALENDAR_FUNCTIONS.get(node.name);
  if (ofDate) return evaluateCalendar(evaluator, node, grid, ofDate);
  throw unsupported(node);
}

/** The same number at every step. */
export function constant(value: number, grid: Grid): Value {
  return { kind: 'scalar', values: new Float64Array(grid.steps).fill(value) };
}

function unsupported({ name, span }: Call): Error {
  const native = NATIVE_HISTOGRAM.has(name);
  const code: EvaluationErrorCode = native ? 'unsupported-native-histogram' : 'unsupported-function';
  const reason = native ? 'reads native histograms, which are not supported' : 'is not supported';
  return evaluationError(code, `the function ${name} ${reason}`, span);
}

function clampVector(
  evaluator: Evaluator,
  node: Call,
  grid: Grid,
  least: number | undefined,
  most: number | undefined,
): Value {
  const bound = (at: number | undefined, otherwise: number) =>
    at === undefined ? new Float64Array(grid.steps).fill(otherwise) : evaluator.scalar(node.arguments[at]!, grid);
  const lower = bound(least, Number.NEGATIVE_INFINITY);
  const upper = bound(most, Number.POSITIVE_INFINITY);
  const vector = evaluator.vector(node.arguments[0]!, grid);
  return mapVector(evaluator, node, grid, vector, (value, step) =>
    upper[step]! < lower[step]! ? undefined : clamp(value, lower[step]!, upper[step]!),
  );
}

function evaluateRound(evaluator: Evaluator, node: Call, grid: Grid): Value {
  const multiple = node.arguments[1] ? evaluator.scalar(node.arguments[1], grid) : undefined;
  const vector = evaluator.vector(node.arguments[0]!, grid);
  const keepsName = evaluator.context.semantics.roundKeepsName;
  return mapVector(evaluator, node, grid, vector, (value, step) => roundTo(value, multiple?.[step] ?? 1), keepsName);
}

function evaluateCalendar(evaluator: Evaluator, node: Call, grid: Grid, compute: (seconds: number) => number): Value {
  const argument = node.arguments[0];
  if (argument) return mapVector(evaluator, node, grid, evaluator.vector(argument, grid), compute);
  return vectorOf([fullColumn(times(grid).map((seconds) => compute(Math.trunc(seconds))))]);
}

/** The value of a vector of one element; NaN for any other vector. */
function evaluateScalar(evaluator: Evaluator, node: Call, grid: Grid): Value {
  const values = new Float64Array(grid.steps).fill(Number.NaN);
  const elements = new Uint8Array(grid.steps);
  for (const column of evaluator.columns(node.arguments[0]!, grid)) {
    const read = column.read();
    for (let step = 0; step < grid.steps; step++) {
      if (read.present[step] === 0) continue;
      values[step] = elements[step] === 0 ? read.values[step]! : Number.NaN;
      elements[step] = 1;
    }
  }
  return { kind: 'scalar', values };
}

/** The sample time of a selector's elements; the evaluation time of any other vector's. */
function evaluateTimestamp(evaluator: Evaluator, node: Call, grid: Grid): Value {
  const argument = withoutParens(node.arguments[0]!);
  const now = times(grid);
  if (argument.kind !== 'VectorSelector') {
    const vector = evaluator.vector(node.arguments[0]!, grid);
    return mapVector(evaluator, node, grid, vector, (_, step) => now[step]!);
  }
  const columns: readonly Column[] = evaluateSampleTimes(evaluator.context, argument, grid);
  return mapVector(evaluator, node, grid, vectorOf(columns), (time) => time);
}

function times(grid: Grid): Float64Array {
  return Float64Array.from({ length: grid.steps }, (_, step) => timeAt(grid, step) / 1000);
}

function fullColumn(values: Float64Array): Column {
  const built: StepValues = { values, present: new Uint8Array(values.length).fill(1), count: values.length };
  return knownColumn(LabelSet.empty, built);
}
