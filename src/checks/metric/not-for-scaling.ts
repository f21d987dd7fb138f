import { queryShapeOf, SERIES_STAND_IN } from '../../adapter/query-shape';
import type { AutoscalerMetric } from '../../fleet/autoscaler';
import { seriesOf } from '../../fleet/metric-series';
import type { FleetRule } from '../../fleet/rule-set';
import { metricsOfSeries } from '../../metrics/catalogue';
import { withoutParens } from '../../promql';
import { defineCheck, failed, passed } from '../check';

/** A value that does not rise with the load: what scales on it scales the wrong way, or never. */
export const notForScaling = defineCheck<AutoscalerMetric>({
  id: 'metric/not-for-scaling',
  severity: 'warning',
  title: 'an autoscaler scales on a metric that does not rise with the load',
  subjects: (fleet) => fleet.autoscalers.flatMap(({ metrics }) => metrics).filter(isServedByAdapter),
  run(metric, { fleet, project, snapshot }) {
    const found = seriesOf(metric, fleet, project, snapshot);
    if (found?.series === undefined) return passed;
    if (found.rule && !takesSeriesAsItIs(found.rule)) return passed;
    const { series } = found;
    const reason = metricsOfSeries(series).find((known) => known.series === series)?.notForScaling;
    if (reason === undefined) return passed;
    return failed({
      at: metric.place,
      object: metric.object,
      message: `${series} is no measure of load: ${reason}`,
      help: 'Scale on requests that wait or run, on utilization, or on memory that is used; show this one to people.',
      evidence: { series },
    });
  },
});

function isServedByAdapter({ reading }: AutoscalerMetric): boolean {
  return reading.source === 'Pods' || reading.source === 'Object' || reading.source === 'External';
}

/** Only aggregated: what is subtracted or divided is another measure. */
function takesSeriesAsItIs({ compiled }: FleetRule): boolean {
  let inner = queryShapeOf(compiled)?.expression;
  while (inner !== undefined) {
    const expression = withoutParens(inner);
    if (expression.kind === 'VectorSelector') return expression.name === SERIES_STAND_IN;
    inner = expression.kind === 'Aggregate' && expression.op !== 'count' ? expression.expression : undefined;
  }
  return false;
}
