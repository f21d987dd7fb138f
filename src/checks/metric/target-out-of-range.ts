import type { AutoscalerMetric } from '../../fleet/autoscaler';
import { isLong, recordedText } from '../../fleet/evaluation/recorded-time';
import type { Severity } from '../../source/finding';
import { defineCheck, failed, notCheckable, passed, withoutSnapshot } from '../check';
import { recordedRange } from './recorded-range';

/** The part of the time that a gauge stands at its greatest value where it is bounded. */
const AT_ITS_END = 0.1;
const TOLERANCE = 0.1;

/** A target that the recorded values never come to, or are always beyond. */
export const targetOutOfRange = defineCheck<AutoscalerMetric>({
  id: 'metric/target-out-of-range',
  severity: 'warning',
  title: 'a target is outside of the range that its metric was recorded in',
  subjects: (fleet) =>
    fleet.hpas
      .flatMap(({ metrics }) => metrics)
      .filter(
        ({ reading }) => reading.source === 'Pods' || reading.source === 'Object' || reading.source === 'External',
      ),
  run(metric, context) {
    const { snapshot } = context;
    if (!snapshot) return withoutSnapshot;
    const { target, name } = metric.reading;
    const field = target.averageValue.given ? target.averageValue : target.value;
    const value = field.value?.toNumber();
    if (value === undefined) return notCheckable('the target cannot be read');
    const recorded = recordedRange(metric, context, snapshot);
    if ('reason' in recorded) return notCheckable(recorded.reason, recorded.lacks);
    const { least, most, atMost, what } = recorded;
    const range = `${name.value}${what} was from ${text(least)} to ${text(most)} in the recorded ${recordedText(snapshot)}`;
    const severity = (certain: boolean): Severity => (certain || isLong(snapshot) ? 'warning' : 'info');
    const evidence = { target: value, least, most };
    const at = metric.autoscaler.manifest.at(field.path);
    if (recorded.mostWithFewest < value) {
      const bounded = atMost > AT_ITS_END && least < most;
      return failed({
        at,
        severity: severity(bounded),
        message: `the target ${value} is never reached: ${range}${bounded ? `, and stands at its greatest value for ${Math.round(atMost * 100)} % of the time, as a bounded value does` : ''}; the service never scales out on it`,
        help: bounded
          ? 'Set the target below that end, such as at 80 % of it, or scale on what waits instead of what runs.'
          : 'Where the recorded time had the load that should scale out, lower the target.',
        evidence,
      });
    }
    if (recorded.leastWithMost > value * (1 + TOLERANCE)) {
      return failed({
        at,
        severity: severity(false),
        message: `the target ${value} is always exceeded: ${range}; the service stands at maxReplicas`,
        help: 'Raise the target, or look whether its unit is that of the metric.',
        evidence,
      });
    }
    return passed;
  },
});

function text(value: number): string {
  return String(Number(value.toPrecision(4)));
}
