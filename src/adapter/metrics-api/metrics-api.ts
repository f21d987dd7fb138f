import { type ApiResource, BUILT_IN_RESOURCES, findResource } from '../../kubernetes/resource-table';
import type { SeriesStore } from '../../series/series-store';
import { ackBuiltInOf } from '../ack-built-in-metrics';
import { type Discovery, type DiscoveryOptions, discover } from '../discovery';
import type { QueryFailure } from '../queries';
import type { LoadedConfig } from '../rules/load';
import { consequenceOf } from '../rules/load-error';
import { isSameResource } from '../rules/resource-association';
import {
  type ApiResourceList,
  customListing,
  type ExternalMetricValueList,
  externalListing,
  externalValueList,
  type MetricValueList,
  metricValueList,
  unspeakable,
} from './api-json';
import { type ApiObjects, namesOf } from './api-objects';
import { type CustomApiRequest, type ExternalApiRequest, parseApiPath } from './api-path';
import { type CustomAnswer, type CustomValuesRequest, customAnswer } from './custom-answer';
import { type ExternalAnswer, type ExternalValuesRequest, externalAnswer } from './external-answer';
import { parseSelectorText } from './selector-text';
import {
  badRequest,
  internalError,
  isStatus,
  metricNotFound,
  metricNotFoundFor,
  noSuchPath,
  notReproduced,
  plainError,
  type Status,
  unavailable,
} from './status';

export interface MetricsApiOptions extends Omit<DiscoveryOptions, 'now'> {
  /**
   * When the requests are made, in ms since the epoch: listings see series of the last `maxAgeMs`, queries are evaluated then.
   * @default - the end of the recorded time, else the last sample
   */
  readonly time?: number;
  /** Custom resources of the cluster, beyond the built-in ones: what a request may name. */
  readonly customResources?: readonly ApiResource[];
}

/** What the metrics APIs answer: the body of `kubectl get --raw`. */
export type ApiAnswer = ApiResourceList | MetricValueList | ExternalMetricValueList | Status;

/** An answer, and what only the adapter's own log would say about it. */
export interface LoggedAnswer {
  readonly body: ApiAnswer;
  readonly log?: string;
}

/**
 * The custom and external metrics APIs as the adapter serves them with a configuration, from recorded series.
 *
 * @param objects what list requests find, by plural resource: `{ pods: [{ namespace, name, labels }] }`
 */
export function metricsApi(
  config: LoadedConfig,
  store: SeriesStore,
  objects: ApiObjects,
  options: MetricsApiOptions = {},
): MetricsApi {
  return new MetricsApi(config, store, objects, options);
}

export class MetricsApi {
  public readonly time: number;
  public readonly discovery: Discovery;
  /** `down`: the adapter exits at its start. `no-rules`: ACK's runs on without any. */
  public readonly state: 'up' | 'down' | 'no-rules';
  private readonly table: readonly ApiResource[];

  public constructor(
    config: LoadedConfig,
    private readonly store: SeriesStore,
    private readonly objects: ApiObjects,
    { time, customResources = [], ...options }: MetricsApiOptions,
  ) {
    this.time = time ?? store.facts.end ?? lastSampleOf(store);
    this.table = [...BUILT_IN_RESOURCES, ...customResources];
    this.state = stateOf(config, options.dialect ?? 'upstream');
    const loaded = this.state === 'up' ? config : { ...config, rules: [], externalRules: [] };
    this.discovery = discover(loaded, store, { ...options, now: this.time });
  }

  /** Answers a path with its query, such as `/apis/custom.metrics.k8s.io/v1beta1`. Errors are a `Status`; it never throws. */
  public get(path: string): ApiAnswer {
    return this.answer(path).body;
  }

  /** As `get`, with the reason behind an error. */
  public answer(path: string): LoggedAnswer {
    const request = parseApiPath(path);
    if (isStatus(request)) return { body: request };
    if (this.state === 'down')
      return { body: unavailable(), log: 'the adapter does not start with this configuration' };
    const isCustom = request.is === 'custom' || request.is === 'customListing';
    if (!(isCustom ? this.discovery.custom : this.discovery.external).served) {
      return { body: noSuchPath(), log: 'without rules for it, the adapter does not serve this API' };
    }
    switch (request.is) {
      case 'customListing':
        return { body: customListing(request.version, this.customMetrics) };
      case 'externalListing':
        return { body: externalListing(this.externalMetrics) };
      case 'custom':
        return this.custom(request);
      case 'external':
        return this.external(request);
    }
  }

  /** How far the adapter gets with values of objects. */
  public customAnswer(request: CustomValuesRequest): CustomAnswer {
    return customAnswer(this.customMetrics, this.store, request, this.time);
  }

  /** How far the adapter gets with an external metric. */
  public externalAnswer(request: ExternalValuesRequest): ExternalAnswer {
    return externalAnswer(this.externalMetrics, this.store, request, this.time);
  }

  /** One query that Prometheus refuses fails the whole refresh: after a start nothing is listed. */
  private get customMetrics() {
    const { metrics, refused } = this.discovery.custom;
    return refused.length > 0 ? [] : metrics;
  }

  private get externalMetrics() {
    const { metrics, refused } = this.discovery.external;
    return refused.length > 0 ? [] : metrics;
  }

  private custom(request: CustomApiRequest): LoggedAnswer {
    const { resource: written, namespace, name, metric, version } = request;
    const objects = parseSelectorText(request.labelSelector);
    if ('error' in objects) return { body: badRequest(objects.error) };
    const selector = parseSelectorText(request.metricLabelSelector);
    if ('error' in selector) return { body: plainError(selector.error) };
    const resource = this.resourceOf(written);
    const bySelector = name === '*';
    if (!resource) {
      const log = `the resource ${JSON.stringify(written)} is not known`;
      return {
        body: bySelector ? internalError('unable to list matching resources') : metricNotFound(written, metric),
        log,
      };
    }
    const names = bySelector ? namesOf(this.objects, resource, namespace, objects) : [name];
    const answer = this.customAnswer({ resource, namespace, names, metric, selector });
    switch (answer.is) {
      case 'notRegistered':
        return { body: metricNotFound(written, metric), log: this.notListed(resource, namespace, metric) };
      case 'notBuilt':
        return {
          body: notBuilt(answer.failure, metricNotFound(written, metric)),
          log: names.length === 0 ? noObject(resource, namespace, request.labelSelector) : answer.failure.message,
        };
      case 'failed':
        return { body: internalError('unable to fetch metrics'), log: `${answer.reason}: ${answer.promql}` };
      case 'answered': {
        const { items } = answer.values;
        if (!bySelector && items.length === 0) {
          return { body: metricNotFoundFor(written, metric, name), log: `no sample for it: ${answer.promql}` };
        }
        const refused = items.length > 0 ? unspeakable(selector) : undefined;
        if (refused !== undefined) return { body: plainError(refused) };
        return { body: metricValueList({ version, resource, namespace, metric, selector, time: this.time }, items) };
      }
    }
  }

  private notListed(resource: ApiResource, namespace: string | undefined, metric: string): string {
    const other = this.customMetrics.find((one) => one.name === metric && isSameResource(one.resource, resource));
    if (!other) return 'the metric is not listed';
    return namespace === undefined
      ? 'the metric is listed as namespaced, and the request names no namespace'
      : 'the metric is listed without namespace, and the request names one';
  }

  private external({ namespace, metric, labelSelector }: ExternalApiRequest): LoggedAnswer {
    const selector = parseSelectorText(labelSelector);
    if ('error' in selector) return { body: badRequest(selector.error) };
    const isAck = this.discovery.dialect === 'ack';
    if (isAck && ackBuiltInOf(metric) !== undefined) {
      return { body: notReproduced(`the ACK adapter serves ${metric} from a cloud service`) };
    }
    const answer = this.externalAnswer({ namespace, metric, selector });
    switch (answer.is) {
      case 'notRegistered': {
        // The text is the adapter's own.
        if (isAck) return { body: plainError(`no any matched metrics from provider: {${metric}}`) };
        return {
          body: metricNotFound(namespace === 'default' ? 'namespaces' : '', metric),
          log: 'the metric is not listed',
        };
      }
      case 'notBuilt':
        return {
          body: notBuilt(answer.failure, internalError('unable to fetch metrics')),
          log: answer.failure.message,
        };
      case 'failed':
        return { body: internalError('unable to fetch metrics'), log: `${answer.reason}: ${answer.promql}` };
      case 'wrongType':
        return {
          body: plainError('encountered an unexpected query result type'),
          log: `${answer.reason}: ${answer.promql}`,
        };
      case 'answered':
        return { body: externalValueList(metric, answer.items) };
    }
  }

  /** `deployments.apps`: the group is what follows the first dot. */
  private resourceOf(written: string): ApiResource | undefined {
    const dot = written.indexOf('.');
    const [resource, group] = dot === -1 ? [written, ''] : [written.slice(0, dot), written.slice(dot + 1)];
    return findResource({ resource, group }, this.table);
  }
}

function notBuilt({ failure, message }: QueryFailure, otherwise: Status): Status {
  return failure === 'not-reproduced' ? notReproduced(message) : otherwise;
}

function stateOf({ errors }: LoadedConfig, dialect: Discovery['dialect']): MetricsApi['state'] {
  const consequences = errors.map(({ code }) => consequenceOf(code, dialect));
  if (consequences.length === 0) return 'up';
  // A file that cannot be read leaves nothing to compile.
  return consequences.includes('no-rules') ? 'no-rules' : 'down';
}

function lastSampleOf(store: SeriesStore): number {
  let last = 0;
  for (const { timestamps } of store.select([])) last = Math.max(last, timestamps.at(-1) ?? 0);
  return last;
}

function noObject({ singular }: ApiResource, namespace: string | undefined, labelSelector: string): string {
  const some = `no ${singular}${namespace === undefined ? '' : ` in the namespace ${namespace}`}`;
  return labelSelector === '' ? `${some} is known` : `${some} has the labels ${labelSelector}`;
}
