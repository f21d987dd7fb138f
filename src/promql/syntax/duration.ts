import type { TextSpan } from './text-span';

/** A length of time in milliseconds. Fractions stand for the nanoseconds that Prometheus keeps. */
export interface FixedDuration {
  readonly kind: 'fixed';
  readonly milliseconds: number;
}

/** Arithmetic over the step and range of the query, in seconds: known when it is evaluated. */
export interface ComputedDuration {
  readonly kind: 'computed';
  readonly formula: DurationFormula;
  readonly span: TextSpan;
}

/** `[5m]`, or from Prometheus 3.4 `[2 * step()]`. What does not depend on the query is worked out when it is parsed. */
export type Duration = FixedDuration | ComputedDuration;

/** The arithmetic of a duration, in seconds. */
export type DurationFormula =
  | { readonly kind: 'number'; readonly seconds: number }
  | { readonly kind: 'query'; readonly property: 'step' | 'range' }
  | { readonly kind: 'negative'; readonly operand: DurationFormula }
  | {
      readonly kind: 'operation';
      readonly op: '+' | '-' | '*' | '/' | '%' | '^' | 'min_of' | 'max_of';
      readonly left: DurationFormula;
      readonly right: DurationFormula;
    };

/** The step and the length of the query, in seconds. */
export interface QueryTiming {
  readonly step: number;
  readonly range: number;
}

/** A fixed duration. */
export function fixedDuration(milliseconds: number): FixedDuration {
  return { kind: 'fixed', milliseconds };
}

/** Seconds to milliseconds by way of whole nanoseconds, as Prometheus rounds a duration that was written as a number. */
export function millisecondsOfSeconds(seconds: number): number {
  return Math.round(seconds * 1e9) / 1e6;
}
