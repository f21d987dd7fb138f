import { Duration } from 'cdk8s';
import { parseBounds } from '../../../src/autoscaling/ahpa/bounds';
import { coverageOf } from '../../../src/autoscaling/ahpa/coverage';
import {
  calendarDay,
  type LocalTime,
  localTimeAt,
  MINUTE_MS,
  minuteOfDay,
} from '../../../src/autoscaling/ahpa/local-time';
import { metrics, ScalingPolicy, Schedule } from '../../../src/index';
import { compile, samplePolicy, type Untyped } from '../sample';

const YEAR = { from: '2026-01-01', until: '2027-01-01' };
const START = Date.parse('2026-01-01T00:00:00Z');
const MINUTES_OF_YEAR = 365 * 1440;
/** No zone changes its clocks within a quarter of an hour. */
const QUARTER = 15;

type Steps = Untyped;
const bounds = (minReplicas: number) => ({ minReplicas, maxReplicas: 50 });
const WEEKDAYS = { '00:00': bounds(4), '08:30': bounds(10), '18:00': bounds(7), '22:15': bounds(5) };
const WEEKEND = { '00:00': bounds(2), '10:00': bounds(6) };

const schedule = (timeZone: string, dates: { from: string; until: string } = YEAR) =>
  Schedule.weekly({ timeZone, ...dates, weekdays: WEEKDAYS, weekend: WEEKEND });

/** The floor that the author wrote for what the clock on his wall shows, by day of the week and minute. */
const WRITTEN_FLOORS = Array.from({ length: 7 }, (_, dayOfWeek) => {
  const steps: Steps = dayOfWeek === 0 || dayOfWeek === 6 ? WEEKEND : WEEKDAYS;
  return Array.from({ length: 1440 }, (__, minute): number => {
    const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    const start = Object.keys(steps).filter((key) => key <= time);
    return steps[start.at(-1)!].minReplicas;
  });
});

/** What the clock of a zone shows at each quarter of an hour of the year: within one, nothing but the minute moves. */
function quartersOf(zone: string): readonly LocalTime[] {
  return Array.from({ length: MINUTES_OF_YEAR / QUARTER }, (_, index) =>
    localTimeAt(START + index * QUARTER * MINUTE_MS, zone),
  );
}

/** The minutes of the year at which a manifest does not have exactly one bound, with a floor that is allowed. */
function wrongMinutes(
  author: string,
  controller: string,
  allowed: (found: number, written: number) => boolean,
): readonly string[] {
  const { periods, complete } = parseBounds(schedule(author).instanceBounds(controller));
  expect(complete).toBe(true);
  const [authorQuarters, controllerQuarters] = [quartersOf(author), quartersOf(controller)];
  const wrong: string[] = [];
  const begin = localTimeAt(START, author) === START ? 0 : 1440 / QUARTER;
  for (let quarter = begin; quarter < (MINUTES_OF_YEAR - 1440) / QUARTER; quarter++) {
    const local = controllerQuarters[quarter]!;
    const day = calendarDay(local);
    const first = minuteOfDay(local);
    const today = periods
      .filter(({ start, end }) => start <= local && local < end)
      .flatMap((period) => period.bounds)
      .filter(({ cron }) => cron.matchesDay(day));
    const written = authorQuarters[quarter]!;
    const floors = WRITTEN_FLOORS[calendarDay(written).dayOfWeek]!;
    for (let minute = 0; minute < QUARTER; minute++) {
      const active = today.filter(({ cron }) => cron.minutesOfDay[first + minute] === 1);
      const floor = floors[minuteOfDay(written) + minute]!;
      if (active.length === 1 && allowed(active[0]!.minReplicas, floor)) continue;
      const at = new Date(START + (quarter * QUARTER + minute) * MINUTE_MS).toISOString();
      wrong.push(`${at}: ${active.map((one) => one.minReplicas)} for ${floor}`);
    }
  }
  return wrong.slice(0, 5);
}

describe('a schedule in another zone than the controller', () => {
  it.each([
    ['Europe/Berlin', 'Asia/Shanghai', 3],
    ['America/New_York', 'Asia/Shanghai', 3],
    ['Asia/Kolkata', 'Asia/Shanghai', 1],
    ['Europe/Berlin', 'Asia/Kolkata', 3],
    ['Europe/Berlin', 'Europe/Paris', 1],
    ['Asia/Shanghai', 'Asia/Shanghai', 1],
  ])('%s in %s gives the floor of its author in each minute of a year', (author, controller, periods) => {
    expect(schedule(author).instanceBounds(controller)).toHaveLength(periods);
    expect(wrongMinutes(author, controller, (found, written) => found === written)).toEqual([]);
  });

  it('is never below its floor in the hour that the clock of the controller shows twice', () => {
    expect(wrongMinutes('Asia/Kolkata', 'America/New_York', (found, written) => found >= written)).toEqual([]);
    // Spring, autumn, the hour that comes twice, and what is before and after.
    expect(
      schedule('Asia/Kolkata')
        .instanceBounds('America/New_York')
        .map(({ startTime, endTime }) => `${startTime} ${endTime}`),
    ).toEqual([
      '2025-12-31 13:30:00 2026-03-08 02:00:00',
      '2026-03-08 03:00:00 2026-11-01 01:00:00',
      '2026-11-01 01:00:00 2026-11-01 02:00:00',
      '2026-11-01 02:00:00 2026-12-31 13:30:00',
    ]);
  });

  it('shifts the weekday with the hour', () => {
    const [winter] = schedule('America/New_York').instanceBounds('Asia/Shanghai');
    const night = winter!.bounds.filter(({ minReplicas }) => minReplicas === 10).map(({ cron }) => cron);
    expect(night).toEqual(['30-59 21 ? * MON-FRI', '* 22-23 ? * MON-FRI', '* 0-6 ? * TUE-SAT']);
  });

  it('has no overlap and no gap, over ten years', () => {
    const decade = schedule('Europe/Berlin', { from: '2026-01-01', until: '2036-01-01' }).instanceBounds(
      'Asia/Shanghai',
    );
    expect(decade).toHaveLength(21);
    const stretches = coverageOf(parseBounds(decade).periods, START, 'Asia/Shanghai')!;
    expect(stretches.filter(({ uncoveredMinutes, overlap }) => uncoveredMinutes > 0 || overlap)).toEqual([]);
    expect(stretches).toHaveLength(21);
  });
});

describe('the manifest of a schedule', () => {
  const policy = samplePolicy({
    scaling: ScalingPolicy.ahpa({
      minReplicas: 1,
      maxReplicas: 50,
      metrics: [metrics.resource.gpu.utilization(20)],
      prediction: { quantile: 95 },
      scaleStrategy: 'observer',
      schedule: schedule('Europe/Berlin'),
    }),
    startup: { expected: Duration.minutes(3) },
  });

  it('says in which zone its bounds are, and prints the schedule in its own and in UTC', () => {
    const { metadata } = compile(policy).AdvancedHorizontalPodAutoscaler;
    expect(metadata.annotations).toEqual({
      'foresail.dev/bounds-timezone': 'Asia/Shanghai',
      'foresail.dev/schedule': `Europe/Berlin, from 2026-01-01 until 2027-01-01: weekdays 00:00 4-50, 08:30 10-50, 18:00 7-50, 22:15 5-50; weekend 00:00 2-50, 10:00 6-50
UTC while Europe/Berlin is at +01:00: weekdays 23:00 the day before 4-50, 07:30 10-50, 17:00 7-50, 21:15 5-50; weekend 23:00 the day before 2-50, 09:00 6-50
UTC while Europe/Berlin is at +02:00: weekdays 22:00 the day before 4-50, 06:30 10-50, 16:00 7-50, 20:15 5-50; weekend 22:00 the day before 2-50, 08:00 6-50`,
    });
  });

  it('has one period where the cluster says that its controller runs in that zone', () => {
    const { spec, metadata } = compile(policy, { ahpaTimeZone: 'Europe/Berlin' }).AdvancedHorizontalPodAutoscaler;
    expect(spec.instanceBounds).toHaveLength(1);
    expect(metadata.annotations['foresail.dev/bounds-timezone']).toBe('Europe/Berlin');
  });
});
