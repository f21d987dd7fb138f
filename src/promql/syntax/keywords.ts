import { atLeastVersion } from '../semantics';

const OPERATORS = ['and', 'or', 'unless', 'atan2'] as const;

/** Aggregation operators with the version they came with. */
export const AGGREGATIONS = [
  'sum',
  'avg',
  'count',
  'min',
  'max',
  'group',
  'stddev',
  'stdvar',
  'topk',
  'bottomk',
  'count_values',
  'quantile',
  'limitk',
  'limit_ratio',
] as const;
export type AggregationOperator = (typeof AGGREGATIONS)[number];

/** Words that a version does not know are plain identifiers there. */
const SINCE: ReadonlyMap<string, string> = new Map([
  ['limitk', '2.54'],
  ['limit_ratio', '2.54'],
  ['step', '3.6'],
  ['anchored', '3.7'],
  ['smoothed', '3.7'],
  ['fill', '3.10'],
  ['fill_left', '3.10'],
  ['fill_right', '3.10'],
  ['range', '3.12'],
  ['min_of', '3.13'],
  ['max_of', '3.13'],
]);

const MODIFIERS = ['offset', 'by', 'without', 'on', 'ignoring', 'group_left', 'group_right', 'bool', 'start', 'end'];
const KEYWORDS: ReadonlySet<string> = new Set([...OPERATORS, ...AGGREGATIONS, ...MODIFIERS, ...SINCE.keys()]);
const AGGREGATION_WORDS: ReadonlySet<string> = new Set(AGGREGATIONS);
const NOT_A_METRIC = new Set(['atan2', 'bool', 'on', 'ignoring', 'group_left', 'group_right']);

/** Words that may be functions although they are keywords. */
export const CALLABLE_KEYWORDS: ReadonlySet<string> = new Set(['start', 'end', 'step', 'range', 'min_of', 'max_of']);

/** Words inside the brackets of a range. */
export const DURATION_KEYWORDS: ReadonlySet<string> = new Set(['step', 'range', 'min_of', 'max_of']);

/** Whether a version reads a lower-case word as a keyword. */
export function isKeyword(word: string, version: string): boolean {
  if (!KEYWORDS.has(word)) return false;
  const since = SINCE.get(word);
  return since === undefined || atLeastVersion(version, since);
}

/** Whether a lower-case word is an aggregation operator. */
export function isAggregation(word: string): word is AggregationOperator {
  return AGGREGATION_WORDS.has(word);
}

/** Whether a keyword may also name a metric. */
export function mayNameMetric(keyword: string): boolean {
  return !NOT_A_METRIC.has(keyword);
}

/** Whether a keyword may also name a label in a list such as `by (...)`. */
export function mayNameLabel(keyword: string): boolean {
  return keyword !== 'without';
}
