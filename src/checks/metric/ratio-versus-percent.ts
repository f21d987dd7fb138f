import type { AutoscalerMetric } from '../../fleet/autoscaler';
import { seriesOf } from '../../fleet/metric-series';
import { unitOf } from '../../fleet/metric-unit';
import type { MetricUnit } from '../../metrics/metric-definition';
import { defineCheck, failed, notCheckable, passed } from '../check';

/** A target in percent for a value from 0 to 1, or the other way round. */
export const ratioVersusPercent = defineCheck<AutoscalerMetric>({
  id: 'metric/ratio-versus-percent',
  severity: 'error',
  title: 'a target is in percent and its metric a ratio from 0 to 1, or the reverse',
  subjects: (fleet) =>
    fleet.autoscalers
      .flatMap(({ metrics }) => metrics)
      .filter(
        ({ reading }) => reading.source === 'Pods' || reading.source === 'Object' || reading.source === 'External',
      ),
  run(metric, { fleet, project, snapshot }) {
    const { name, target } = metric.reading;
    const field = target.averageValue.given ? target.averageValue : target.value;
    const value = field.value?.toNumber();
    if (name.value === undefined || value === undefined) return notCheckable('the target cannot be read');
    const found = seriesOf(metric, fleet, project, snapshot);
    const unit = unitOf(name.value, found?.series, found?.rule);
    if (unit === undefined) return notCheckable(`the unit of ${name.value} is not known`);
    // Without a rule, the catalogue knows the name, and the rule of the vendor's page.
    const what = found?.rule ? name.value : `${name.value}, as its name says,`;
    const fault = faultOf(what, unit, value);
    return fault
      ? failed({ at: metric.autoscaler.manifest.at(field.path), ...fault, evidence: { unit, target: value } })
      : passed;
  },
});

function faultOf(what: string, unit: MetricUnit, target: number) {
  if (unit === 'ratio' && target > 1) {
    return {
      message: `${what} is a ratio from 0 to 1, and the target is ${target}: it is never reached, and the service never scales out`,
      help:
        target <= 100
          ? `For ${target} % write ${asShare(target)}.`
          : 'Write a target from 0 to 1, such as 800m for 80 %.',
    };
  }
  if (unit === 'percent' && target <= 1) {
    const percent = Math.round(target * 1000) / 10;
    return {
      severity: 'warning' as const,
      message: `${what} is in percent, and the target is ${target} %: almost any load exceeds it, and the service stands at maxReplicas`,
      help: `If ${percent} % is meant, write ${percent}.`,
    };
  }
  return undefined;
}

/** A percentage as the quantity of a share. */
function asShare(percent: number): string {
  const milli = Math.round(percent * 10);
  return milli % 1000 === 0 ? `${milli / 1000}` : `${milli}m`;
}
