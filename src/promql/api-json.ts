import { compareText } from '../series/labels';
import type { QueryResult } from './evaluation/query-result';
import type { PromQLError } from './promql-error';

/** A point as the HTTP API writes it: Unix seconds, and the value as text so that `NaN` and `+Inf` survive JSON. */
export type ApiPoint = readonly [seconds: number, value: string];

/** What the HTTP API of Prometheus answers: https://prometheus.io/docs/prometheus/latest/querying/api/ */
export type ApiResponse =
  | { readonly status: 'success'; readonly data: ApiData }
  | { readonly status: 'error'; readonly errorType: ApiErrorType; readonly error: string };

/** The `data` of a successful answer. */
export type ApiData =
  | { readonly resultType: 'scalar' | 'string'; readonly result: ApiPoint }
  | { readonly resultType: 'vector'; readonly result: readonly { metric: ApiMetric; value: ApiPoint }[] }
  | { readonly resultType: 'matrix'; readonly result: readonly { metric: ApiMetric; values: readonly ApiPoint[] }[] };

/** Label names in order. */
export type ApiMetric = Readonly<Record<string, string>>;

/** `bad_data`: the text is refused. `timeout`: the limit on wall time. `execution`: everything else. */
export type ApiErrorType = 'bad_data' | 'timeout' | 'execution';

/** A result in the form of `/api/v1/query` and `/api/v1/query_range`, for `JSON.stringify`. */
export function toApiResponse(result: QueryResult): ApiResponse {
  return { status: 'success', data: dataOf(result) };
}

/** An error in the form of the HTTP API. */
export function toApiError({ code, phase, message }: PromQLError): ApiResponse {
  const errorType = phase === 'parse' ? 'bad_data' : code === 'limit-time' ? 'timeout' : 'execution';
  return { status: 'error', errorType, error: message };
}

/** A number as Prometheus writes it: the shortest decimal, with an exponent below 1e-6 and from 1e21 on. */
export function apiNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  if (Object.is(value, -0)) return '-0';
  // JavaScript leaves out the zero of a one-digit exponent.
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}

function dataOf(result: QueryResult): ApiData {
  switch (result.type) {
    case 'scalar':
      return { resultType: 'scalar', result: point(result.time, result.value) };
    case 'string':
      return { resultType: 'string', result: [result.time / 1000, result.value] };
    case 'vector': {
      const samples = result.samples.map(({ labels, value, time }) => ({
        metric: sorted(labels),
        value: point(time, value),
      }));
      return { resultType: 'vector', result: samples };
    }
    case 'matrix': {
      const series = result.series.map(({ labels, timestamps, values }) => ({
        metric: sorted(labels),
        values: Array.from(timestamps, (time, at) => point(time, values[at]!)),
      }));
      return { resultType: 'matrix', result: series };
    }
  }
}

function point(time: number, value: number): ApiPoint {
  return [time / 1000, apiNumber(value)];
}

function sorted(labels: ApiMetric): ApiMetric {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => compareText(a, b)));
}
