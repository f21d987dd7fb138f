import { boundsInZone } from '../../autoscaling/ahpa/bounds-in-zone';
import type { InstanceBounds } from '../../autoscaling/ahpa/model';
import { MINUTES_OF_DAY, type WeekStep } from '../../autoscaling/ahpa/weekly-bounds';
import type { PolicyProblem } from '../problems/policy-error';
import { scheduleText } from './schedule-text';
import { spanOf, weeklyProblems, weeklyShapeProblems, weeklySizeProblems } from './weekly-problems';
import { DAY_KINDS, type DaySteps, type ReplicaBounds, stepsOf, type WeeklyProps } from './weekly-props';

/** Floors and ceilings that follow the clock, for `ScalingPolicy.ahpa`. */
export class Schedule {
  /** The same bounds each week. */
  public static weekly(props: WeeklyProps): Schedule {
    return new Schedule(props);
  }

  private constructor(private readonly props: WeeklyProps) {}

  /** The zone in which the schedule is written. */
  public get timeZone(): string {
    return this.props.timeZone;
  }

  /** Every step with the property that holds it. @internal */
  public steps(): readonly { readonly property: string; readonly bounds: ReplicaBounds }[] {
    return DAY_KINDS.flatMap((days) =>
      stepsOf(this.props[days]).map(([time, bounds]) => ({
        property: `scaling.schedule.${days}['${time}']`,
        bounds,
      })),
    );
  }

  /** Values that are not even of the right kind. @internal */
  public shapeProblems(property: string): readonly PolicyProblem[] {
    return weeklyShapeProblems(this.props, property);
  }

  /** What no autoscaler could carry, as a controller in this zone has to be told it. @internal */
  public problems(controllerZone: string = this.timeZone): readonly PolicyProblem[] {
    const problems = weeklyProblems(this.props);
    return problems.length > 0 ? problems : weeklySizeProblems(this.props, controllerZone);
  }

  /** The schedule as AHPA's bounds, in the zone in which its controller evaluates them. @internal */
  public instanceBounds(controllerZone: string): readonly InstanceBounds[] {
    return boundsInZone({ ...spanOf(this.props), steps: this.weekSteps() }, controllerZone);
  }

  /** What the author wrote, for readers of the manifest. @internal */
  public text(): string {
    const { weekdays, weekend, ...others } = this.props;
    return scheduleText({ ...others, weekdays: sortedSteps(weekdays), weekend: sortedSteps(weekend) });
  }

  /** The steps of the week, from Monday on. */
  private weekSteps(): readonly WeekStep[] {
    const { weekdays, weekend } = this.props;
    return [weekdays, weekdays, weekdays, weekdays, weekdays, weekend, weekend].flatMap((steps, day) =>
      sortedSteps(steps).map((step) => ({ ...step, minute: day * MINUTES_OF_DAY + step.minute })),
    );
  }
}

/** The steps of a kind of day, in the order of the day. */
function sortedSteps(day: DaySteps): readonly WeekStep[] {
  return stepsOf(day)
    .map(([time, { minReplicas, maxReplicas }]) => ({ minute: minuteOf(time), minReplicas, maxReplicas }))
    .sort((a, b) => a.minute - b.minute);
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
