import { atLeastVersion } from '../semantics';
import type { ValueType } from './ast';

/** What a function takes and gives. */
export interface FunctionSignature {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  /** How many parameters at the end may be left out or repeated: 0 none, -1 any number. */
  readonly variadic: number;
  readonly result: ValueType;
  /** Since which version a server knows it; absent: before 2.42. */
  readonly since?: string;
  /** The first version without it. */
  readonly until?: string;
  /** Behind the feature flag for experimental functions, until the version given. */
  readonly experimentalUntil?: string;
}

/** Never left the feature flag. */
const STILL_EXPERIMENTAL = '999.0';

type Rest = Partial<Pick<FunctionSignature, 'variadic' | 'since' | 'until' | 'experimentalUntil'>>;

function signature(
  name: string,
  parameters: readonly ValueType[],
  result: ValueType,
  rest: Rest = {},
): FunctionSignature {
  return { name, parameters, result, variadic: 0, ...rest };
}

const V: ValueType = 'vector';
const M: ValueType = 'matrix';
const S: ValueType = 'scalar';
const T: ValueType = 'string';

/** Functions from one instant vector to another. */
export const ELEMENT_WISE = [
  'abs',
  'acos',
  'acosh',
  'asin',
  'asinh',
  'atan',
  'atanh',
  'ceil',
  'cos',
  'cosh',
  'deg',
  'exp',
  'floor',
  'ln',
  'log10',
  'log2',
  'rad',
  'sgn',
  'sin',
  'sinh',
  'sqrt',
  'tan',
  'tanh',
] as const;

/** Functions of the calendar; without an argument they take the evaluation time. */
export const CALENDAR = [
  'day_of_month',
  'day_of_week',
  'day_of_year',
  'days_in_month',
  'hour',
  'minute',
  'month',
  'year',
] as const;

/** Functions from a range vector to an instant vector, without other arguments. */
export const OVER_RANGE = [
  'absent_over_time',
  'avg_over_time',
  'changes',
  'count_over_time',
  'delta',
  'deriv',
  'idelta',
  'increase',
  'irate',
  'last_over_time',
  'max_over_time',
  'min_over_time',
  'present_over_time',
  'rate',
  'resets',
  'stddev_over_time',
  'stdvar_over_time',
  'sum_over_time',
] as const;

const experimental = (since: string, until = STILL_EXPERIMENTAL): Rest => ({ since, experimentalUntil: until });

const SIGNATURES: readonly FunctionSignature[] = [
  ...ELEMENT_WISE.map((name) => signature(name, [V], V)),
  ...CALENDAR.map((name) => signature(name, [V], V, { variadic: 1 })),
  ...OVER_RANGE.map((name) => signature(name, [M], V)),
  signature('absent', [V], V),
  signature('clamp', [V, S, S], V),
  signature('clamp_max', [V, S], V),
  signature('clamp_min', [V, S], V),
  signature('double_exponential_smoothing', [M, S, S], V, experimental('3.0')),
  signature('end', [], S, experimental('3.12')),
  signature('first_over_time', [M], V, experimental('3.7', '3.14')),
  signature('histogram_avg', [V], V, { since: '2.51' }),
  signature('histogram_count', [V], V),
  signature('histogram_fraction', [S, S, V], V),
  signature('histogram_quantile', [S, V], V),
  signature('histogram_quantiles', [V, T, S, S], V, { variadic: 9, ...experimental('3.11') }),
  signature('histogram_stddev', [V], V, { since: '2.48' }),
  signature('histogram_stdvar', [V], V, { since: '2.48' }),
  signature('histogram_sum', [V], V),
  signature('holt_winters', [M, S, S], V, { until: '3.0' }),
  signature('info', [V, V], V, { variadic: 1, ...experimental('2.55') }),
  signature('label_join', [V, T, T, T], V, { variadic: -1 }),
  signature('label_replace', [V, T, T, T, T], V),
  signature('mad_over_time', [M], V, experimental('2.49')),
  signature('max_of', [S, S], S, experimental('3.13')),
  signature('min_of', [S, S], S, experimental('3.13')),
  signature('pi', [], S),
  signature('predict_linear', [M, S], V),
  signature('quantile_over_time', [S, M], V),
  signature('range', [], S, experimental('3.12')),
  signature('round', [V, S], V, { variadic: 1 }),
  signature('scalar', [V], S),
  signature('sort', [V], V),
  signature('sort_by_label', [V, T], V, { variadic: -1, ...experimental('2.49') }),
  signature('sort_by_label_desc', [V, T], V, { variadic: -1, ...experimental('2.49') }),
  signature('sort_desc', [V], V),
  signature('start', [], S, experimental('3.12')),
  signature('start_timestamp', [V], V, experimental('3.14')),
  signature('step', [], S, experimental('3.12')),
  signature('time', [], S),
  signature('timestamp', [V], V),
  signature('ts_of_first_over_time', [M], V, experimental('3.7')),
  signature('ts_of_last_over_time', [M], V, experimental('3.5')),
  signature('ts_of_max_over_time', [M], V, experimental('3.5')),
  signature('ts_of_min_over_time', [M], V, experimental('3.5')),
  signature('vector', [S], V),
];

const BY_NAME: ReadonlyMap<string, FunctionSignature> = new Map(SIGNATURES.map((each) => [each.name, each]));

/** Every function of every version. */
export const FUNCTION_NAMES: readonly string[] = SIGNATURES.map((each) => each.name);

/** The signature of a function, whatever the version. */
export function functionSignature(name: string): FunctionSignature | undefined {
  return BY_NAME.get(name);
}

/** Whether a version of the server has the function at all. */
export function existsIn(signature: FunctionSignature, version: string): boolean {
  const { since, until } = signature;
  if (since !== undefined && !atLeastVersion(version, since)) return false;
  return until === undefined || !atLeastVersion(version, until);
}

/** Whether a version has the function only behind its feature flag. */
export function isExperimentalIn(signature: FunctionSignature, version: string): boolean {
  return signature.experimentalUntil !== undefined && !atLeastVersion(version, signature.experimentalUntil);
}
