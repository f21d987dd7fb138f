import { childrenOf, type EvaluationOptions, type Expression, parsePromQL } from '../promql';
import { safeText } from '../report/printable';
import { METRIC_NAME } from '../series/labels';
import type { SeriesStore } from '../series/series-store';
import type { SnapshotHeader } from '../snapshot/snapshot-header';
import { didYouMean } from '../source/nearest';
import { utcTime } from '../source/utc-time';

/** A note as a line on standard error. */
export function noteLine(note: string): string {
  return `${safeText(`note: ${note}`)}\n`;
}

/** That a time, or each of a range, is outside of what was recorded; nothing where a part of it is inside. */
export function timeNotes(
  file: string,
  { start, end }: Pick<SnapshotHeader, 'start' | 'end'>,
  asked: { readonly from: number; readonly until: number },
): readonly string[] {
  const held = `${file} holds ${utcTime(start)} to ${utcTime(end)}`;
  if (asked.from > end) return [`${held}, and ${utcTime(asked.from)} is after that`];
  if (asked.until < start) return [`${held}, and ${utcTime(asked.until)} is before that`];
  return [];
}

/** The names in a query that no series of the snapshot has: what was not recorded gives nothing, as what does not exist. */
export function nameNotes(
  file: string,
  query: string,
  store: SeriesStore,
  { semantics = store.facts.semantics }: Pick<EvaluationOptions, 'semantics'>,
): readonly string[] {
  const { ast } = parsePromQL(query, semantics === undefined ? {} : { semantics });
  if (!ast) return [];
  const names = store.metricNames();
  const known = new Set(names);
  return [...new Set(namesIn(ast))]
    .filter((name) => !known.has(name))
    .map((name) => `no series in ${file} is named ${name}${didYouMean(name, names)}`);
}

function namesIn(expression: Expression): readonly string[] {
  if (expression.kind !== 'VectorSelector') return childrenOf(expression).flatMap(namesIn);
  if (expression.name !== undefined) return [expression.name];
  return expression.matchers.filter(({ name, op }) => name === METRIC_NAME && op === '=').map(({ value }) => value);
}
