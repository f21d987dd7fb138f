import type { ApiResource } from '../../kubernetes/resource-table';
import type { SeriesStore } from '../../series/series-store';
import type { SelectorTerm } from '../metric-selector';
import { customQuery, type QueryFailure } from '../queries';
import type { CustomMetric } from '../registry';
import { isSameResource } from '../rules/resource-association';
import { type ObjectValues, type ResultSample, valuesOfObjects } from '../values';
import { ask } from './prometheus-answer';

/** A request for values of objects, the objects already known. */
export interface CustomValuesRequest {
  readonly resource: ApiResource;
  /** Undefined for what is asked for without a namespace. */
  readonly namespace: string | undefined;
  readonly names: readonly string[];
  readonly metric: string;
  readonly selector: readonly SelectorTerm[];
}

/** How far the adapter gets with a request. */
export type CustomAnswer =
  /** No such metric, or not for this resource with or without a namespace. */
  | { readonly is: 'notRegistered' }
  /** No query can be built; the request is answered as if there were no such metric. */
  | { readonly is: 'notBuilt'; readonly metric: CustomMetric; readonly failure: QueryFailure }
  /** Prometheus refuses the query, or its result is no vector. */
  | { readonly is: 'failed'; readonly metric: CustomMetric; readonly promql: string; readonly reason: string }
  | {
      readonly is: 'answered';
      readonly metric: CustomMetric;
      readonly promql: string;
      readonly samples: readonly ResultSample[];
      /** The label by which samples find their objects. */
      readonly label: string;
      readonly values: ObjectValues;
    };

/** Looks a metric up, builds its query, asks and matches the samples to the objects. */
export function customAnswer(
  listed: readonly CustomMetric[],
  store: SeriesStore,
  request: CustomValuesRequest,
  time: number,
): CustomAnswer {
  const { resource, namespace, names, selector } = request;
  const metric = listed.find(
    (one) =>
      one.name === request.metric &&
      isSameResource(one.resource, resource) &&
      one.namespaced === (namespace !== undefined),
  );
  if (!metric) return { is: 'notRegistered' };
  const { rule, seriesName } = metric;
  const query = customQuery(rule, { seriesName, resource, namespace, names, selector });
  if ('failure' in query) return { is: 'notBuilt', metric, failure: query };
  const { promql } = query;
  const answer = ask(store, promql, time);
  if ('refusal' in answer) return { is: 'failed', metric, promql, reason: answer.refusal.message };
  const { result } = answer;
  if (result.type !== 'vector') {
    return { is: 'failed', metric, promql, reason: `the result is a ${result.type}, not an instant vector` };
  }
  const label = rule.association.labelOf(resource)!;
  const { samples } = result;
  return { is: 'answered', metric, promql, samples, label, values: valuesOfObjects(samples, label, names) };
}
