import { seriesForName } from '../adapter/rule-offer';
import type { ProjectConfig } from '../config/project-config';
import { isCardSeries } from '../metrics/card-series';
import { findMetric } from '../metrics/catalogue';
import type { AutoscalerMetric } from './autoscaler';
import type { Fleet } from './fleet';
import type { FleetSnapshot } from './fleet-snapshot';
import { requestOf } from './metric-request';
import type { FleetRule } from './rule-set';
import { supplyOf } from './supply';

/** The series behind a metric, and the rule that makes it one where there is one among the files. */
export interface MetricSeries {
  /** Undefined where the rule takes series by a pattern, and nothing tells which of them this is. */
  readonly series: string | undefined;
  readonly rule: FleetRule | undefined;
}

/**
 * What an autoscaler metric is made from: by the rule that serves it, else by its name, where that is a metric of the catalogue
 * or one of DCGM's; undefined where neither tells.
 */
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
  if ('rule' in supply) return { series: seriesForName(supply.rule.compiled, request.name), rule: supply.rule };
  const known = findMetric(request.name);
  if (known) return { series: known.series, rule: undefined };
  return isCardSeries(request.name) ? { series: request.name, rule: undefined } : undefined;
}
