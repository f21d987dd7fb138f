import type { AutoscalerMetric } from '../../fleet/autoscaler';
import { seriesOf } from '../../fleet/metric-series';
import { unitOf } from '../../fleet/metric-unit';
import type { MetricUnit } from '../../metrics/metric-definition';
import { defineCheck, failed, notCheckable, passed } from '../check';
import { type RecordedRange, recordedRange } from './recorded-range';

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
  run(metric, context) {
    const { fleet, project, snapshot } = context;
    const { name, target } = metric.reading;
    const field = target.averageValue.given ? target.averageValue : target.value;
    const value = field.value?.toNumber();
    if (name.value === undefined || value === undefined) return notCheckable('the target cannot be read');
    const found = seriesOf(metric, fleet, project, snapshot);
    const unit = unitOf(name.value, found?.series, found?.rule);
    if (unit === undefined) {
      const recorded = snapshot && recordedRange(metric, context, snapshot);
      if (recorded && 'reason' in recorded && recorded.lacks) return notCheckable(recorded.reason, recorded.lacks);
      const seen = recorded && !('reason' in recorded) ? byRange(name.value, value, recorded) : 'unknown';
      if (seen === 'unknown') return notCheckable(`the unit of ${name.value} is not known`);
      return seen === 'other' ? passed : failed({ at: metric.autoscaler.manifest.at(field.path), ...seen });
    }
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

/** Names of what is counted in shares. */
const SHARE = /util|usage|perc|ratio|_active|occupancy|saturation/i;

/** What the recorded values tell of a metric that is called like a share. A quiet rate may stay below 1 too, so its name has to. */
function byRange(name: string, target: number, { least, greatest, fractional }: RecordedRange) {
  if (!SHARE.test(name)) return greatest > 1 && target > 1 ? ('other' as const) : ('unknown' as const);
  const evidence = { target, least, greatest };
  if (least >= 0 && greatest <= 1 && fractional && target > 1 && target <= 100) {
    return {
      message: `${name} is never above ${Number(greatest.toPrecision(3))} where it was recorded, as a ratio from 0 to 1, and the target is ${target}: it is never reached, and the service never scales out`,
      help: `For ${target} % write ${asShare(target)}.`,
      evidence,
    };
  }
  if (greatest > 1 && greatest <= 100 && target <= 1) {
    return {
      severity: 'warning' as const,
      message: `${name} was recorded up to ${Number(greatest.toPrecision(3))}, as a percentage, and the target is ${target}: almost any load exceeds it, and the service stands at maxReplicas`,
      help: `If ${Math.round(target * 1000) / 10} % is meant, write ${Math.round(target * 1000) / 10}.`,
      evidence,
    };
  }
  return greatest > 1 && target > 1 ? ('other' as const) : ('unknown' as const);
}

/** A percentage as the quantity of a share. */
function asShare(percent: number): string {
  const milli = Math.round(percent * 10);
  return milli % 1000 === 0 ? `${milli / 1000}` : `${milli}m`;
}
