import type { SeriesStore } from '../../series/series-store';
import type { SelectorTerm } from '../metric-selector';
import { externalQuery, type QueryFailure } from '../queries';
import type { ExternalMetric } from '../registry';
import { externalValue, type ResultSample, type ServedValue } from '../values';
import { ask } from './prometheus-answer';

export interface ExternalValuesRequest {
  readonly namespace: string;
  readonly metric: string;
  readonly selector: readonly SelectorTerm[];
}

/** One item of the answer. A scalar has no labels at all. */
export interface ExternalItem extends ServedValue {
  readonly labels: ResultSample['labels'] | undefined;
  readonly value: number;
  readonly time: number;
}

/** How far the adapter gets with a request. */
export type ExternalAnswer =
  | { readonly is: 'notRegistered' }
  | { readonly is: 'notBuilt'; readonly metric: ExternalMetric; readonly failure: QueryFailure }
  | { readonly is: 'failed'; readonly metric: ExternalMetric; readonly promql: string; readonly reason: string }
  /** The adapter knows no answer of this kind, and its own error reaches the client. */
  | { readonly is: 'wrongType'; readonly metric: ExternalMetric; readonly promql: string; readonly reason: string }
  | {
      readonly is: 'answered';
      readonly metric: ExternalMetric;
      readonly promql: string;
      readonly items: readonly ExternalItem[];
    };

/** Looks a metric up, builds its query, asks and makes an item of each sample. */
export function externalAnswer(
  listed: readonly ExternalMetric[],
  store: SeriesStore,
  { metric: name, namespace, selector }: ExternalValuesRequest,
  time: number,
): ExternalAnswer {
  const metric = listed.find((one) => one.name === name);
  if (!metric) return { is: 'notRegistered' };
  const query = externalQuery(metric.rule, { seriesName: metric.seriesName, namespace, selector });
  if ('failure' in query) return { is: 'notBuilt', metric, failure: query };
  const { promql } = query;
  const answer = ask(store, promql, time);
  if ('refusal' in answer) return { is: 'failed', metric, promql, reason: answer.refusal.message };
  const { result } = answer;
  switch (result.type) {
    case 'vector':
      return { is: 'answered', metric, promql, items: result.samples.map((sample) => itemOf(sample, sample.labels)) };
    case 'scalar':
      return { is: 'answered', metric, promql, items: [itemOf(result, undefined)] };
    case 'matrix':
      return { is: 'wrongType', metric, promql, reason: 'the result is a matrix, not an instant vector or a scalar' };
    case 'string':
      return { is: 'failed', metric, promql, reason: 'the result is a string, not an instant vector or a scalar' };
  }
}

function itemOf({ value, time }: { readonly value: number; readonly time: number }, labels: ExternalItem['labels']) {
  return { labels, value, time, ...externalValue(value) };
}
