import { divisionsOf, queryShapeOf } from '../adapter/query-shape';
import { findMetric, metricsOfSeries } from '../metrics/catalogue';
import type { MetricUnit } from '../metrics/metric-definition';
import { withoutParens } from '../promql';
import type { FleetRule } from './rule-set';

/** The unit of an API metric: by its name in the catalogue, else by what its rule makes of known series. */
export function unitOf(name: string, series: string | undefined, rule: FleetRule | undefined): MetricUnit | undefined {
  const named = findMetric(name);
  if (named) return named.unit;
  const shape = rule && queryShapeOf(rule.compiled);
  const outermost = shape && withoutParens(shape.expression);
  if (outermost?.kind === 'Binary') {
    // Only a plain quotient of like things is known to be a ratio: any factor would change the unit.
    if (outermost.op !== '/') return undefined;
    const [division] = divisionsOf(outermost);
    const units = [...division!.dividend, ...division!.divisor].map(({ selector, isSeries }) =>
      unitOfSeries(isSeries ? series : selector.name),
    );
    return units.length >= 2 && units[0] !== undefined && units.every((unit) => unit === units[0])
      ? 'ratio'
      : undefined;
  }
  if (outermost && outermost.kind !== 'Aggregate') return undefined;
  return unitOfSeries(series);
}

function unitOfSeries(series: string | undefined): MetricUnit | undefined {
  if (series === undefined) return undefined;
  // A metric that is made by dividing says nothing about its series.
  return metricsOfSeries(series).find((metric) => metric.denominator === undefined)?.unit;
}
