import { QUERY_PATTERN_WEIGHT } from '../../series/re2';
import { type EvaluationErrorCode, evaluationError } from '../promql-error';
import type { TextSpan } from '../syntax/text-span';

/** Bounds on one query. What exceeds one ends in an error that names it, never in a long wait. */
export interface QueryLimits {
  /**
   * Samples read from series and values produced by all parts of the query together.
   * @default 50000000
   */
  readonly samples?: number;
  /**
   * Series that one selector may select.
   * @default 100000
   */
  readonly series?: number;
  /**
   * Steps of the query, and of each subquery.
   * @default 100000
   */
  readonly steps?: number;
  /**
   * Samples looked at, once for each window that holds them, and steps of inner loops.
   * @default 10000000000
   */
  readonly work?: number;
  /**
   * Wall time in milliseconds, measured with `clock`.
   * @default 30000
   */
  readonly milliseconds?: number;
  /**
   * A clock in milliseconds.
   * @default `performance.now`
   */
  readonly clock?: () => number;
}

/** The limits of a query that sets none. */
export const DEFAULT_LIMITS = {
  samples: 50_000_000,
  series: 100_000,
  steps: 100_000,
  work: 10_000_000_000,
  milliseconds: 30_000,
} as const;

/** A series takes memory for every step, whether it has a value there or not; series that come and go are mostly empty. */
const CELLS_PER_SAMPLE = 4;

/** Work between two looks at the clock. */
const WORK_PER_LOOK = 500_000;

/** Counts what a query uses up. */
export class Budget {
  private readonly limits: Required<Omit<QueryLimits, 'clock'>>;
  private readonly clock: () => number;
  private readonly deadline: number;
  private samples = 0;
  private cells = 0;
  private work = 0;
  private patternWeight = 0;
  private nextLook = WORK_PER_LOOK;

  public constructor(limits: QueryLimits = {}) {
    // The only clock in this room: no answer depends on it, and a limit that somebody has to ask for protects nobody.
    const { clock = () => performance.now(), ...numbers } = limits;
    this.limits = { ...DEFAULT_LIMITS, ...definedOnly(numbers) };
    this.clock = clock;
    this.deadline = clock() + this.limits.milliseconds;
  }

  /** Counts samples read or values produced. */
  public addSamples(count: number, span: TextSpan): void {
    this.samples += count;
    if (this.samples > this.limits.samples) this.exceed('limit-samples', 'samples', 'samples', span);
    this.addWork(count, span);
  }

  /** Counts the memory of a series over the steps, before it is taken. */
  public addColumn(steps: number, span: TextSpan): void {
    this.cells += steps;
    if (this.cells > this.limits.samples * CELLS_PER_SAMPLE) {
      this.exceed('limit-samples', 'samples', 'samples, with memory for four times as many steps of series', span);
    }
  }

  /** Counts steps of a loop that produce nothing. */
  public addWork(count: number, span: TextSpan): void {
    this.work += count;
    if (this.work > this.limits.work) this.exceed('limit-work', 'work', 'looks at samples', span);
    if (this.work < this.nextLook) return;
    this.nextLook = this.work + WORK_PER_LOOK;
    this.checkTime(span);
  }

  /** Counts a regular expression that is compiled while the query runs. */
  public addPattern(weight: number, span: TextSpan): void {
    this.patternWeight += weight;
    if (this.patternWeight > QUERY_PATTERN_WEIGHT) {
      throw evaluationError('bad-replace-regex', 'the regular expressions of the query are too large together', span);
    }
    this.checkTime(span);
  }

  public checkTime(span: TextSpan): void {
    if (this.clock() > this.deadline) this.exceed('limit-time', 'milliseconds', 'ms of wall time', span);
  }

  public checkSeries(count: number, span: TextSpan): void {
    if (count > this.limits.series) this.exceed('limit-series', 'series', `series in one selector, not ${count}`, span);
  }

  public checkSteps(count: number, span: TextSpan): void {
    if (count > this.limits.steps) this.exceed('limit-steps', 'steps', `steps, not ${count}`, span);
  }

  private exceed(code: EvaluationErrorCode, limit: keyof typeof DEFAULT_LIMITS, what: string, span: TextSpan): never {
    const message = `the query may use ${this.limits[limit]} ${what}; narrow it, or raise the limit "${limit}"`;
    throw evaluationError(code, message, span);
  }
}

function definedOnly<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
