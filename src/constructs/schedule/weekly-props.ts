type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
type Hour = `${'0' | '1'}${Digit}` | `2${'0' | '1' | '2' | '3'}`;
type Minute = `${'0' | '1' | '2' | '3' | '4' | '5'}${Digit}`;

/** A minute of the day, `00:00` to `23:59`. */
export type TimeOfDay = `${Hour}:${Minute}`;

/** Floor and ceiling from a time of day on. */
export interface ReplicaBounds {
  /** At least the policy's `minReplicas`. */
  readonly minReplicas: number;
  /** At most the policy's `maxReplicas`. */
  readonly maxReplicas: number;
}

/**
 * A day as a step function: each entry holds until the next one, the last until midnight. Gaps and overlaps cannot be
 * written.
 */
export interface DaySteps extends Readonly<Partial<Record<TimeOfDay, ReplicaBounds>>> {
  /** How the day begins. */
  readonly '00:00': ReplicaBounds;
}

/** A week of replica bounds, and the time in which it holds. */
export interface WeeklyProps {
  /** The IANA time zone of every date and time here, such as `Asia/Shanghai`. */
  readonly timeZone: string;
  /** The first day, `YYYY-MM-DD`. */
  readonly from: string;
  /**
   * The day after the last one, `YYYY-MM-DD`, at most 100 years after `from`. From then on the policy's own bounds hold. Each
   * change of the clocks in between, in this zone or in the controller's alone, is a period of its own in the manifest: of
   * periods times steps there may be 1,000.
   */
  readonly until: string;
  /** Monday to Friday. */
  readonly weekdays: DaySteps;
  /** Saturday and Sunday. */
  readonly weekend: DaySteps;
}

/** The kinds of day that a schedule tells apart. */
export const DAY_KINDS = ['weekdays', 'weekend'] as const;

/** The steps of a kind of day, as they are written. */
export function stepsOf(day: DaySteps): readonly [string, ReplicaBounds][] {
  return Object.entries((day as DaySteps | undefined) ?? {});
}
