import { Quantity } from '../../kubernetes/quantity';
import type { ApiResource } from '../../kubernetes/resource-table';
import type { LabelSelector, LabelSelectorRequirement } from '../../kubernetes/selector';
import { sortedLabels } from '../../series/labels';
import { isoText } from '../../source/iso-time';
import type { SelectorTerm } from '../metric-selector';
import type { CustomMetric, ExternalMetric } from '../registry';
import type { ObjectValue } from '../values';
import { CUSTOM_GROUP, type CustomVersion, EXTERNAL_GROUP, EXTERNAL_VERSION } from './api-path';
import type { ExternalItem } from './external-answer';

// The order of the keys is that of the API's Go structs, so that the bytes are the same too.

/** The discovery document of a metrics API. */
export interface ApiResourceList {
  readonly kind: 'APIResourceList';
  readonly apiVersion: 'v1';
  readonly groupVersion: string;
  readonly resources: readonly {
    /** `pods/metric`, or the metric alone where it is external. */
    readonly name: string;
    readonly singularName: '';
    readonly namespaced: boolean;
    readonly kind: 'MetricValueList' | 'ExternalMetricValueList';
    readonly verbs: readonly ['get'];
  }[];
}

/** Values of a custom metric: `metricName` and `selector` in v1beta1, `metric` in v1beta2. */
export interface MetricValueList {
  readonly kind: 'MetricValueList';
  readonly apiVersion: string;
  readonly metadata: Record<string, never>;
  readonly items: readonly MetricValue[];
}

export interface MetricValue {
  readonly describedObject: {
    readonly kind: string;
    readonly namespace?: string;
    readonly name: string;
    readonly apiVersion: string;
  };
  readonly metricName?: string;
  readonly metric?: { readonly name: string; readonly selector: LabelSelector | null };
  /** RFC 3339, whole seconds. */
  readonly timestamp: string;
  /** A Kubernetes quantity. */
  readonly value: string;
  readonly selector?: LabelSelector | null;
}

export interface ExternalMetricValueList {
  readonly kind: 'ExternalMetricValueList';
  readonly apiVersion: string;
  readonly metadata: Record<string, never>;
  readonly items: readonly {
    readonly metricName: string;
    readonly metricLabels: Readonly<Record<string, string>> | null;
    readonly timestamp: string;
    readonly value: string;
  }[];
}

export function customListing(version: CustomVersion, metrics: readonly CustomMetric[]): ApiResourceList {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: `${CUSTOM_GROUP}/${version}`,
    resources: metrics.map(({ entry, namespaced }) => ({
      name: entry,
      singularName: '',
      namespaced,
      kind: 'MetricValueList',
      verbs: ['get'],
    })),
  };
}

export function externalListing(metrics: readonly ExternalMetric[]): ApiResourceList {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: `${EXTERNAL_GROUP}/${EXTERNAL_VERSION}`,
    resources: metrics.map(({ name }) => ({
      name,
      singularName: '',
      namespaced: true,
      kind: 'ExternalMetricValueList',
      verbs: ['get'],
    })),
  };
}

/** What all values of one answer share. */
export interface MetricValueFrame {
  readonly version: CustomVersion;
  readonly resource: ApiResource;
  readonly namespace: string | undefined;
  readonly metric: string;
  /** Of the request; without terms there is none. */
  readonly selector: readonly SelectorTerm[];
  /** The adapter's own clock: a value that is minutes old looks fresh. */
  readonly time: number;
}

export function metricValueList(frame: MetricValueFrame, items: readonly ObjectValue[]): MetricValueList {
  return {
    kind: 'MetricValueList',
    apiVersion: `${CUSTOM_GROUP}/${frame.version}`,
    metadata: {},
    items: items.map((item) => metricValue(frame, item)),
  };
}

function metricValue(
  { version, resource, namespace, metric, selector, time }: MetricValueFrame,
  { name, milli }: ObjectValue,
): MetricValue {
  const describedObject = {
    kind: resource.kind,
    ...(namespace !== undefined && { namespace }),
    name,
    apiVersion: `${resource.group}/${preferredVersion(resource)}`,
  };
  const echo = selector.length === 0 ? null : echoOf(selector);
  const timestamp = timeText(time);
  const value = Quantity.ofMilli(milli).canonical();
  return version === 'v1beta1'
    ? { describedObject, metricName: metric, timestamp, value, selector: echo }
    : { describedObject, metric: { name: metric, selector: echo }, timestamp, value };
}

/** Groups whose preferred version is not v1. */
const PREFERRED_VERSIONS: ReadonlyMap<string, string> = new Map([['autoscaling', 'v2']]);

function preferredVersion({ group }: ApiResource): string {
  return PREFERRED_VERSIONS.get(group) ?? 'v1';
}

/** The operator that the API cannot write back into a selector; it fails then, and the query was sent in vain. */
export function unspeakable(selector: readonly SelectorTerm[]): string | undefined {
  return selector.some(({ operator }) => operator === '!=') ? '"!=" is not a valid label selector operator' : undefined;
}

function echoOf(selector: readonly SelectorTerm[]): LabelSelector {
  const matchLabels = new Map<string, string>();
  const matchExpressions: LabelSelectorRequirement[] = [];
  for (const { key, operator, values } of selector) {
    if (operator === '=') matchLabels.set(key, values[0]!);
    else matchExpressions.push({ key, operator, ...(values.length > 0 && { values }) });
  }
  return {
    ...(matchLabels.size > 0 && { matchLabels: Object.fromEntries(matchLabels) }),
    ...(matchExpressions.length > 0 && { matchExpressions }),
  };
}

export function externalValueList(metric: string, items: readonly ExternalItem[]): ExternalMetricValueList {
  return {
    kind: 'ExternalMetricValueList',
    apiVersion: `${EXTERNAL_GROUP}/${EXTERNAL_VERSION}`,
    metadata: {},
    items: items.map(({ labels, time, milli }) => ({
      metricName: metric,
      metricLabels: labels ? Object.fromEntries(sortedLabels(labels)) : null,
      timestamp: timeText(time),
      value: Quantity.ofMilli(milli).canonical(),
    })),
  };
}

function timeText(time: number): string {
  return isoText(time).replace(/\.\d{3}Z$/, 'Z');
}
