import type { MetricDefinition } from '../../metrics/metric-definition';

/** What an autoscaler asks for: the name in the metrics API, and what it is made of where that is known. */
export interface ReadMetric {
  readonly apiName: string;
  /** Several where several policies declare a metric of that name. */
  readonly definitions: readonly MetricDefinition[];
}

/** The first of the names under which a metric is forbidden; undefined where it is not. */
export function forbiddenName(metric: ReadMetric, forbidden: readonly string[]): string | undefined {
  const families = new Set([metric.apiName, ...metric.definitions.flatMap(namesOf)].map(familyOf));
  return forbidden.find((name) => families.has(familyOf(name)));
}

/** What a policy does that scales on a metric which is forbidden under a name. */
export function forbiddenText({ apiName }: ReadMetric, name: string): string {
  return familyOf(apiName) === familyOf(name)
    ? `scales on ${name}, which is not allowed here.`
    : `scales on ${apiName}, which is made of ${name}, and that is not allowed here.`;
}

/** The metric's own name, which is not that of its sum, and each series in its query. */
function namesOf({ name, series, addend, denominator }: MetricDefinition): readonly string[] {
  return [name, series, addend, denominator].filter((each) => each !== undefined);
}

/** Whoever forbids a histogram or counter means each of its series; the metrics API has no colons. */
function familyOf(name: string): string {
  return name.replace(/_(bucket|sum|count|total)$/, '').replaceAll(':', '_');
}
