import type { BoundsPeriod } from '../ahpa/bounds';
import type { LocalRange } from '../ahpa/coverage';
import type { ReplicaSchedule } from './replica-schedule';
import { type ReplicaWeek, replicaWeekOf } from './replica-week';

/**
 * The weeks of schedules, each computed once: services of one schedule share theirs, and where clocks change, every summer has
 * the week of the one before.
 */
export class ReplicaWeeks {
  private readonly weeks: ReplicaWeek[] = [];
  /** By what a week depends on: what holds outside, and the bounds in force. */
  private readonly numbers = new Map<string, number>();
  private readonly texts = new Map<BoundsPeriod, string>();

  /** The number of the week that a schedule has within a range; the same number for the same week. */
  public numberOf(schedule: ReplicaSchedule, range: LocalRange): number {
    const { outside, periods } = schedule;
    const inForce = periods.filter(({ start, end }) => start < range.to && end > range.from);
    const key = [outside.min, outside.max, ...inForce.map((period) => this.textOf(period))].join('\n');
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.weeks.push(replicaWeekOf(schedule, range)) - 1;
    this.numbers.set(key, number);
    return number;
  }

  public week(number: number): ReplicaWeek {
    return this.weeks[number]!;
  }

  private textOf(period: BoundsPeriod): string {
    const known = this.texts.get(period);
    if (known !== undefined) return known;
    const text = period.bounds.map(({ cron, minReplicas: min, maxReplicas: max }) => `${cron.text} ${min} ${max}`);
    this.texts.set(period, text.join('\n'));
    return text.join('\n');
  }
}
