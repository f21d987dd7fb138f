import { isPositiveInt32, POSITIVE_INT32_RULE } from '../../kubernetes/int32';
import type { MetricUnit } from '../../metrics/metric-definition';
import type { MetricTarget, TargetValues } from '../metrics/metric-target';
import type { PolicyProblem } from '../problems/policy-error';

/** The highest value a metric of a unit can have. */
const HIGHEST: { readonly [U in MetricUnit]: number } = {
  percent: 100,
  ratio: 1,
  quotient: Number.MAX_SAFE_INTEGER,
  mebibytes: Number.MAX_SAFE_INTEGER,
  count: Number.MAX_SAFE_INTEGER,
  perSecond: Number.MAX_SAFE_INTEGER,
  watts: Number.MAX_SAFE_INTEGER,
  seconds: Number.MAX_SAFE_INTEGER,
  microseconds: Number.MAX_SAFE_INTEGER,
};

const RANGE: { readonly [U in MetricUnit]: string } = {
  percent: 'a percentage from 0.001 to 100',
  ratio: 'a ratio from 0.001 to 1',
  quotient: `a number from 0.001 to ${Number.MAX_SAFE_INTEGER}`,
  mebibytes: `a size from 0.001 to ${Number.MAX_SAFE_INTEGER} MiB`,
  count: `a number from 0.001 to ${Number.MAX_SAFE_INTEGER}`,
  perSecond: `a rate from 0.001 to ${Number.MAX_SAFE_INTEGER}`,
  watts: `a power from 0.001 to ${Number.MAX_SAFE_INTEGER} W`,
  seconds: 'a time of at least 1 ms',
  microseconds: 'a time of at least 1 ns',
};

/** The controller counts in thousandths and rounds up, so a smaller threshold would mean another one. */
const SMALLEST = 0.001;

/** Thresholds that are never reached or never left. */
export function thresholdProblems(targets: readonly MetricTarget[]): readonly PolicyProblem[] {
  return targets.flatMap((target, index) => problemsOf(target, `scaling.metrics[${index}]`));
}

function problemsOf({ series, values }: MetricTarget, property: string): readonly PolicyProblem[] {
  if (values.kind === 'resource') {
    const { averageUtilization } = values;
    if (isPositiveInt32(averageUtilization)) return [];
    return [
      {
        code: 'metric-target-range',
        property: `${property} (${series})`,
        value: averageUtilization,
        allowed: `a percentage: ${POSITIVE_INT32_RULE}`,
        help: 'Write utilization(60) for 60 %.',
      },
    ];
  }
  const { unit } = values;
  const threshold = thresholdOf(values);
  if (threshold >= SMALLEST && threshold <= HIGHEST[unit]) return [];
  return [
    {
      code: 'metric-target-range',
      property: `${property} (${series})`,
      value: threshold,
      allowed: RANGE[unit],
      ...(threshold > HIGHEST[unit] && { why: 'The metric never gets there, so the service would never scale up.' }),
      help: helpFor(unit, threshold),
    },
  ];
}

/** Somebody may have meant a percentage; what is hardly above 1 is none. */
function helpFor(unit: MetricUnit, threshold: number): string {
  if (unit === 'ratio' && threshold >= 2 && threshold <= 100) {
    return `Write ${Number((threshold / 100).toPrecision(12))} for ${threshold} %.`;
  }
  return 'Choose a threshold that a busy pod passes and an idle one does not.';
}

/** For several pods it is the threshold of each, for a latency that of the service. */
function thresholdOf(values: Exclude<TargetValues, { readonly kind: 'resource' }>): number {
  if (values.kind !== 'external') return values.averageValue;
  return 'value' in values.threshold ? values.threshold.value : values.threshold.averageValue;
}
