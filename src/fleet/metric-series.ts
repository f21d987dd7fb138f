import { queryShapeOf, type ShapeSelector } from '../adapter/query-shape';
import { seriesForName } from '../adapter/rule-offer';
import type { ProjectConfig } from '../config/project-config';
import { isCardSeries } from '../metrics/card-series';
import { findMetric } from '../metrics/catalogue';
import { METRIC_NAME } from '../series/labels';
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

/** Every series that the query behind a metric reads; undefined for one whose name its text does not tell. */
export function seriesReadFor({ series, rule }: MetricSeries): readonly (string | undefined)[] {
  if (!rule) return [series];
  const shape = queryShapeOf(rule.compiled);
  if (!shape) return [series, undefined];
  return shape.selectors.map((selector) => (selector.isSeries ? series : nameOf(selector)));
}

function nameOf({ selector, ownMatchers }: ShapeSelector): string | undefined {
  return selector.name ?? ownMatchers.find(({ name, op }) => name === METRIC_NAME && op === '=')?.value;
}
