import type { MetricUnit } from '../metrics/metric-definition';
import type { MetricTarget } from './metric-target';
import type { PolicyProblem } from './policy-error';

/** The highest value a metric of a unit can have. */
const HIGHEST: { readonly [U in MetricUnit]: number } = {
  percent: 100,
  ratio: 1,
  mebibytes: Number.MAX_SAFE_INTEGER,
  count: Number.MAX_SAFE_INTEGER,
};

const RANGE: { readonly [U in MetricUnit]: string } = {
  percent: 'a percentage above 0 and up to 100',
  ratio: 'a ratio above 0 and up to 1',
  mebibytes: 'a size above 0',
  count: 'a number above 0',
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
    if (Number.isInteger(averageUtilization) && averageUtilization >= 1) return [];
    return [
      {
        code: 'metric-target-range',
        property: `${property} (${series})`,
        value: averageUtilization,
        allowed: 'an integer percentage of at least 1',
        help: 'Write utilization(60) for 60 %.',
      },
    ];
  }
  const { unit, averageValue } = values;
  if (averageValue >= SMALLEST && averageValue <= HIGHEST[unit]) return [];
  return [
    {
      code: 'metric-target-range',
      property: `${property} (${series})`,
      value: averageValue,
      allowed: RANGE[unit],
      ...(averageValue > HIGHEST[unit] && { why: 'The metric never gets there, so the service would never scale up.' }),
      help:
        unit === 'ratio' && averageValue > 1 && averageValue <= 100
          ? `Write ${averageValue / 100} for ${averageValue} %.`
          : 'Choose a threshold that a busy pod passes and an idle one does not.',
    },
  ];
}
