import { evaluateInstant, PromQLError, type QueryResult } from '../../promql';
import type { SeriesStore } from '../../series/series-store';

/** What Prometheus answers to the adapter, or why it refuses. */
export type PrometheusAnswer = { readonly result: QueryResult } | { readonly refusal: PromQLError };

/** Sends a query as the adapter does: for one time, without options of its own. */
export function ask(store: SeriesStore, promql: string, time: number): PrometheusAnswer {
  try {
    return { result: evaluateInstant(store, promql, { time }) };
  } catch (error) {
    if (!(error instanceof PromQLError)) throw error;
    return { refusal: error };
  }
}
