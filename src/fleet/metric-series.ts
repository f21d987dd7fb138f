import { offerOf } from '../adapter/rule-offer';
import type { ProjectConfig } from '../config/project-config';
import { findMetric } from '../metrics/catalogue';
import type { AutoscalerMetric } from './autoscaler';
import type { Fleet } from './fleet';
import type { FleetSnapshot } from './fleet-snapshot';
import { requestOf } from './metric-request';
import type { FleetRule } from './rule-set';
import { supplyOf } from './supply';

/** The series behind a metric, and the rule that makes it one where there is one among the files. */
export interface MetricSeries {
  readonly series: string;
  readonly rule: FleetRule | undefined;
}

/** What an autoscaler metric is made from: by the rule that serves it, else by the catalogue; undefined where neither knows. */
export function seriesOf(
  metric: AutoscalerMetric,
  fleet: Fleet,
  project: ProjectConfig,
  snapshot: FleetSnapshot | undefined,
): MetricSeries | undefined {
  const request = requestOf(metric);
  if (!request) return undefined;
  const supply = supplyOf(request, fleet, project, snapshot);
  if (supply.is === 'served') return { series: supply.series, rule: supply.rule };
  if (supply.is === 'expected' || supply.is === 'otherResources') {
    const { series } = offerOf(supply.rule.compiled);
    if (series !== undefined) return { series, rule: supply.rule };
  }
  const known = findMetric(request.name);
  return known && { series: known.series, rule: undefined };
}
