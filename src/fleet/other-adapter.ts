import type { MetricRequest } from './metric-request';

interface OtherAdapter {
  readonly name: string;
  readonly apis: readonly MetricRequest['api'][];
  readonly pattern: RegExp;
}

/** Metric names that only one program gives: slashes become bars, because a slash cannot stand in a request path. */
const OTHER_ADAPTERS: readonly OtherAdapter[] = [
  {
    name: 'the Stackdriver adapter',
    apis: ['custom', 'external'],
    // Source: GoogleCloudPlatform/k8s-stackdriver, custom-metrics-stackdriver-adapter/README.md.
    pattern: /^[a-z0-9-]+(\.[a-z0-9-]+)*\.(googleapis\.com|istio\.io|knative\.dev)\|/,
  },
  {
    name: 'KEDA',
    apis: ['external'],
    // Source: kedacore/keda, pkg/scalers: the index of the trigger comes first.
    pattern: /^s[0-9]+-/,
  },
  {
    name: 'the Datadog Cluster Agent',
    apis: ['external'],
    // Source: DataDog/datadog-agent: `datadogmetric@namespace:name` refers to a DatadogMetric.
    pattern: /^datadogmetric@/,
  },
];

/** Who serves a metric of this name, where its name alone tells that no rule does. */
export function otherAdapterOf({ api, name }: MetricRequest): string | undefined {
  return OTHER_ADAPTERS.find(({ apis, pattern }) => apis.includes(api) && pattern.test(name))?.name;
}
