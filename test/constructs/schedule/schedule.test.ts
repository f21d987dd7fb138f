import fc from 'fast-check';
import { parseBounds } from '../../../src/autoscaling/ahpa/bounds';
import { Schedule } from '../../../src/index';
import type { Untyped } from '../sample';

const day = (min: number) => ({ '00:00': { minReplicas: min, maxReplicas: 50 } });
const schedule = (props: Untyped = {}) =>
  Schedule.weekly({
    timeZone: 'Asia/Shanghai',
    from: '2026-01-01',
    until: '2036-01-01',
    weekdays: day(4),
    weekend: day(2),
    ...props,
  });
const crons = (steps: Untyped) =>
  schedule({ weekdays: steps })
    .instanceBounds('Asia/Shanghai')[0]!
    .bounds.filter(({ cron }) => cron.endsWith('MON-FRI'))
    .map(({ cron, minReplicas }) => [cron, minReplicas]);
const from = (min: number) => ({ minReplicas: min, maxReplicas: 50 });

describe('a weekly schedule', () => {
  it.each([
    ['one step', { '00:00': from(4) }, [['* * ? * MON-FRI', 4]]],
    [
      'the steps of the AHPA page',
      { '00:00': from(4), '09:00': from(10), '16:00': from(12) },
      [
        ['* 0-8 ? * MON-FRI', 4],
        ['* 9-15 ? * MON-FRI', 10],
        ['* 16-23 ? * MON-FRI', 12],
      ],
    ],
    [
      'a step within an hour',
      { '00:00': from(4), '08:30': from(10) },
      [
        ['* 0-7 ? * MON-FRI', 4],
        ['0-29 8 ? * MON-FRI', 4],
        ['30-59 8 ? * MON-FRI', 10],
        ['* 9-23 ? * MON-FRI', 10],
      ],
    ],
    [
      'two steps within one hour',
      { '00:00': from(1), '12:10': from(2), '12:11': from(3), '13:00': from(4) },
      [
        ['* 0-11 ? * MON-FRI', 1],
        ['0-9 12 ? * MON-FRI', 1],
        ['10 12 ? * MON-FRI', 2],
        ['11-59 12 ? * MON-FRI', 3],
        ['* 13-23 ? * MON-FRI', 4],
      ],
    ],
    [
      'steps in any order',
      { '23:00': from(3), '00:00': from(1) },
      [
        ['* 0-22 ? * MON-FRI', 1],
        ['* 23 ? * MON-FRI', 3],
      ],
    ],
  ])('writes %s as cron expressions', (_, steps, expected) => {
    expect(crons(steps)).toEqual(expected);
  });

  it('gives each minute of the week exactly the bounds that its author wrote', () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 1, max: 1439 }), { maxLength: 6 });
    const dayOf = (starts: readonly number[]) =>
      Object.fromEntries([0, ...starts].map((minute, index) => [timeOf(minute), from(index + 1)]));
    fc.assert(
      fc.property(minutes, minutes, (weekdays, weekend) => {
        const written = schedule({ weekdays: dayOf(weekdays), weekend: dayOf(weekend) });
        const { bounds } = written.instanceBounds('Asia/Shanghai')[0]!;
        const [period] = parseBounds([
          { startTime: '2026-01-01 00:00:00', endTime: '2036-01-01 00:00:00', bounds: [...bounds] },
        ]).periods;
        for (const dayOfWeek of [0, 1, 5, 6]) {
          const starts = dayOfWeek === 0 || dayOfWeek === 6 ? weekend : weekdays;
          const wrong = Array.from({ length: 1440 }, (_, minute) => minute).filter((minute) => {
            const at = { minute: minute % 60, hour: Math.floor(minute / 60), dayOfMonth: 1, month: 1, dayOfWeek };
            const active = period?.bounds.filter(({ cron }) => cron.matches(at)) ?? [];
            return active.length !== 1 || active[0]?.minReplicas !== stepAt(starts, minute);
          });
          expect(wrong).toEqual([]);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('names the property of each step', () => {
    expect(
      schedule()
        .steps()
        .map(({ property }) => property),
    ).toEqual(["scaling.schedule.weekdays['00:00']", "scaling.schedule.weekend['00:00']"]);
  });

  it.each<[string, Untyped, string, string]>([
    ['a zone that is missing', { timeZone: undefined }, 'time-zone', 'scaling.schedule.timeZone'],
    ['a zone that is a bare offset', { timeZone: '+08:00' }, 'time-zone', 'scaling.schedule.timeZone'],
    ['a zone that is none', { timeZone: 'Mars/Base' }, 'time-zone', 'scaling.schedule.timeZone'],
    ['a date that is none', { from: '2026-02-30' }, 'schedule-dates', 'scaling.schedule.from'],
    ['a date with a time', { until: '2036-01-01T00:00' }, 'schedule-dates', 'scaling.schedule.until'],
    ['an end before the start', { until: '2025-12-31' }, 'schedule-dates', 'scaling.schedule.until'],
    ['an end at the start', { until: '2026-01-01' }, 'schedule-dates', 'scaling.schedule.until'],
    ['a day without a beginning', { weekdays: { '09:00': from(1) } }, 'schedule-steps', 'scaling.schedule.weekdays'],
    ['a time that is none', { weekend: { ...day(1), '24:00': from(1) } }, 'schedule-steps', 'scaling.schedule.weekend'],
  ])('refuses %s', (_, props, code, property) => {
    expect(schedule(props).problems()).toMatchObject([{ code, property }]);
  });

  it('refuses a time that nobody plans for, before anything is computed', () => {
    const started = performance.now();
    expect(schedule({ timeZone: 'Europe/Berlin', until: '9999-01-01' }).problems()).toMatchObject([
      { code: 'schedule-dates', property: 'scaling.schedule.until', allowed: 'a day at most 100 years after from' },
    ]);
    expect(performance.now() - started).toBeLessThan(1000);
    expect(schedule({ timeZone: 'Europe/Berlin', until: '2126-01-01' }).problems()).toEqual([]);
  });

  it('refuses more periods and steps than an object can carry, in the zone of the controller', () => {
    const steps = Object.fromEntries(
      Array.from({ length: 24 }, (_, hour) => [timeOf(hour * 60), from(hour + 1)]),
    ) as Untyped;
    const busy = schedule({ timeZone: 'Europe/Berlin', until: '2046-01-01', weekdays: steps, weekend: steps });
    expect(busy.problems('Asia/Shanghai')).toEqual([
      {
        code: 'schedule-size',
        property: 'scaling.schedule',
        summary:
          'the schedule has 48 steps in each of 41 periods, since the clocks of Europe/Berlin and of the controller, Asia/Shanghai, change against each other: 1968 in all, and an object carries 1000.',
        help: 'Let the schedule end earlier: until.',
      },
    ]);
    expect(busy.problems('Europe/Berlin')).toEqual([]);
    const perMinute = Object.fromEntries(Array.from({ length: 1001 }, (_, minute) => [timeOf(minute), from(1)]));
    expect(schedule({ weekdays: perMinute }).problems()).toMatchObject([
      { code: 'schedule-size', help: 'Write fewer steps.' },
    ]);
  });

  it('finds nothing wrong with a right one', () => {
    expect(schedule().problems()).toEqual([]);
  });
});

function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** The number of the step that holds at a minute: steps are numbered in the order in which they were drawn. */
function stepAt(starts: readonly number[], minute: number): number {
  const all = [0, ...starts];
  const start = Math.max(...all.filter((each) => each <= minute));
  return all.indexOf(start) + 1;
}
