import type { ReadField } from '../read-field';
import type { AhpaAdmissionProblem } from './admission-problem';

/** The least percent that is not called low. An assumption: below it, the forecast is too small for more than a fifth of the time. */
export const LEAST_QUANTILE = 80;

/** `prediction.quantile`: every vendor sample writes a whole percent, the vendor's table a fraction. */
export function quantileProblems({ value, path }: ReadField<number>): readonly AhpaAdmissionProblem[] {
  if (value === undefined) return [];
  const problem = (
    code: AhpaAdmissionProblem['code'],
    severity: AhpaAdmissionProblem['severity'],
    message: string,
    help: string,
  ): readonly AhpaAdmissionProblem[] => [{ code, severity, path, message, help }];
  if (value === 1) {
    return problem(
      'quantile-out-of-range',
      'error',
      'quantile is 1, which reads as 1 % or as 100 %',
      'write a whole percent from 2 to 99, such as 95',
    );
  }
  if (!(value > 0 && value < 100)) {
    return problem(
      'quantile-out-of-range',
      'error',
      `quantile is ${value}, but must lie between 0 and 100`,
      'write a whole percent from 2 to 99, such as 95',
    );
  }
  if (value < 1) {
    return problem(
      'quantile-fraction',
      'warning',
      `quantile is the fraction ${value}; every vendor sample writes a whole percent`,
      `write ${Math.min(99, Math.max(2, Math.round(value * 100)))}`,
    );
  }
  const whole = Number.isInteger(value)
    ? []
    : problem(
        'quantile-not-integer',
        'warning',
        `quantile is ${value}; a client of the API reads whole numbers only`,
        `write ${Math.min(99, Math.max(2, Math.round(value)))}`,
      );
  if (value >= LEAST_QUANTILE) return whole;
  return [
    ...whole,
    ...problem(
      'quantile-low',
      'warning',
      `quantile is ${value}: in ${100 - value} % of the time the forecast plans too few pods`,
      'use 90 to 99 unless too few pods do no harm',
    ),
  ];
}
