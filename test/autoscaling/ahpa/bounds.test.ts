import {
  type BoundsPeriod,
  boundsActiveAt,
  parseBounds,
  validityOf,
  type WrittenPeriod,
} from '../../../src/autoscaling/ahpa/bounds';
import { coverageOf } from '../../../src/autoscaling/ahpa/coverage';
import { formatLocalTime, localTimeAt, parseLocalTime } from '../../../src/autoscaling/ahpa/local-time';

const SEED_BOUNDS = [
  { cron: '* 0-8 ? * MON-FRI', maxReplicas: 50, minReplicas: 4 },
  { cron: '* 9-15 ? * MON-FRI', maxReplicas: 50, minReplicas: 10 },
  { cron: '* 16-23 ? * MON-FRI', maxReplicas: 50, minReplicas: 12 },
];
const SEED: WrittenPeriod = { startTime: '2021-12-16 00:00:00', endTime: '2022-12-16 00:00:00', bounds: SEED_BOUNDS };
const NOW = Date.UTC(2026, 10, 21);
const SHANGHAI = 'Asia/Shanghai';

const period = (startTime: string, endTime: string, ...crons: readonly string[]): WrittenPeriod => ({
  startTime,
  endTime,
  bounds: crons.map((cron) => ({ cron, minReplicas: 1, maxReplicas: 5 })),
});

function periodsOf(...written: readonly WrittenPeriod[]): readonly BoundsPeriod[] {
  const { periods, problems } = parseBounds(written);
  expect(problems).toEqual([]);
  return periods;
}

const local = (text: string) => parseLocalTime(text)!;

describe('boundsActiveAt', () => {
  it.each([
    ['Mon', '2022-06-06 08:59:00', '4/50'],
    ['Mon', '2022-06-06 09:00:00', '10/50'],
    ['Mon', '2022-06-06 15:59:59', '10/50'],
    ['Mon', '2022-06-06 16:00:00', '12/50'],
    ['Fri', '2022-06-10 23:59:00', '12/50'],
    ['Sat', '2022-06-11 00:00:00', undefined],
    ['Sun', '2022-06-12 12:00:00', undefined],
    ['Thu, the first second', '2021-12-16 00:00:00', '4/50'],
    ['Wed, before the first second', '2021-12-15 23:59:59', undefined],
    ['Thu, the last second', '2022-12-15 23:59:59', '12/50'],
    ['Fri, the end itself', '2022-12-16 00:00:00', undefined],
  ])('finds the bound of the seed on %s %s', (_, time, expected) => {
    const active = boundsActiveAt(periodsOf(SEED), local(time));
    expect(active.map(({ minReplicas, maxReplicas }) => `${minReplicas}/${maxReplicas}`)).toEqual(
      expected === undefined ? [] : [expected],
    );
  });
});

describe('parseBounds', () => {
  it.each<[string, WrittenPeriod, readonly [string, string][]]>([
    ['the seed', SEED, []],
    ['a date without a time', { ...SEED, startTime: '2021-12-16' }, [['date-format', '/0/startTime']]],
    ['a day that does not exist', { ...SEED, endTime: '2022-02-30 00:00:00' }, [['date-format', '/0/endTime']]],
    ['an hour of 24', { ...SEED, endTime: '2022-02-20 24:00:00' }, [['date-format', '/0/endTime']]],
    ['an end before the start', { ...SEED, startTime: '2023-01-01 00:00:00' }, [['inverted', '/0/endTime']]],
    ['an empty period', { ...SEED, endTime: SEED.startTime }, [['inverted', '/0/endTime']]],
    [
      'a bound with min above max',
      { ...SEED, bounds: [{ cron: '* * * * *', minReplicas: 6, maxReplicas: 5 }] },
      [['min-greater-than-max', '/0/bounds/0/minReplicas']],
    ],
    [
      'an empty bound',
      { ...SEED, bounds: [{}] },
      [
        ['missing', '/0/bounds/0/minReplicas'],
        ['missing', '/0/bounds/0/maxReplicas'],
        ['missing', '/0/bounds/0/cron'],
      ],
    ],
    [
      'a wrong cron expression in the second bound',
      { ...SEED, bounds: [SEED_BOUNDS[0]!, { cron: '* 22-6 ? * *', minReplicas: 1, maxReplicas: 2 }] },
      [['cron', '/0/bounds/1/cron']],
    ],
  ])('judges %s', (_, written, expected) => {
    const { problems, complete } = parseBounds([written]);
    expect(problems.map(({ code, path }) => [code, path])).toEqual(expected);
    expect(complete).toBe(expected.length === 0);
  });

  it('hands on where in the expression the problem is', () => {
    const { problems } = parseBounds([period('2026-01-01 00:00:00', '2027-01-01 00:00:00', '* 22-6 ? * *')]);
    expect(problems[0]?.cron).toMatchObject({ code: 'wraparound', start: 2, end: 6 });
  });
});

describe('validityOf', () => {
  it.each([
    ['the seed, years later', [SEED], NOW, 'expired'],
    [
      'the last second before the end in Shanghai',
      [period('2026-01-01 00:00:00', '2027-01-01 00:00:00', '* * * * *')],
      Date.UTC(2026, 11, 31, 15, 59, 59),
      'active',
    ],
    [
      'the end in Shanghai, still the day before in UTC',
      [period('2026-01-01 00:00:00', '2027-01-01 00:00:00', '* * * * *')],
      Date.UTC(2026, 11, 31, 16, 0, 0),
      'expired',
    ],
    ['a period to come', [period('2030-01-01 00:00:00', '2031-01-01 00:00:00')], NOW, 'not-started'],
    [
      'one period over and one to come',
      [SEED, period('2030-01-01 00:00:00', '2031-01-01 00:00:00')],
      NOW,
      'not-started',
    ],
    ['no period', [], NOW, 'none'],
  ])('says of %s: %s', (_, written, now, state) => {
    expect(validityOf(periodsOf(...written), now, SHANGHAI).state).toBe(state);
  });

  it('depends on the zone', () => {
    const periods = periodsOf(period('2026-01-01 00:00:00', '2027-01-01 00:00:00'));
    const now = Date.UTC(2026, 11, 31, 20);
    expect(validityOf(periods, now, 'UTC').state).toBe('active');
    expect(validityOf(periods, now, SHANGHAI).state).toBe('expired');
  });
});

describe('coverageOf', () => {
  it('finds the weekend of the seed uncovered: 2880 of 10080 minutes', () => {
    const [stretch, ...others] = coverageOf(periodsOf(SEED), NOW, SHANGHAI)!;
    expect(others).toEqual([]);
    expect(stretch).toMatchObject({
      judged: 'reference-week',
      minutes: 10080,
      uncoveredMinutes: 2880,
      gapIsWeekend: true,
      overlap: undefined,
    });
    expect(((stretch!.uncoveredMinutes / stretch!.minutes) * 100).toFixed(2)).toBe('28.57');
    expect(stretch!.gaps.map(({ from, to }) => [formatLocalTime(from), formatLocalTime(to)])).toEqual([
      ['2021-12-18 00:00:00', '2021-12-20 00:00:00'],
    ]);
  });

  it.each([
    ['weekends added', ['* * ? * MON-FRI', '* * ? * SAT,SUN'], 0, false],
    ['one hour a day missing', ['* 0-22 * * *'], 7 * 60, false],
    ['Saturday missing', ['* * ? * SUN-FRI'], 1440, false],
    ['weekend missing', ['* * ? * 1-5'], 2880, true],
    ['no bound at all', [], 10080, false],
  ])('counts uncovered minutes with %s', (_, crons, uncoveredMinutes, gapIsWeekend) => {
    const periods = periodsOf(period('2026-01-01 00:00:00', '2030-01-01 00:00:00', ...crons));
    expect(coverageOf(periods, NOW, SHANGHAI)).toEqual([
      expect.objectContaining({ minutes: 10080, uncoveredMinutes, gapIsWeekend }),
    ]);
  });

  it('looks at every minute where a day of the month is named, for 400 days at most', () => {
    const periods = periodsOf(period('2026-12-01 00:00:00', '2030-01-01 00:00:00', '* * 2-31 * ?'));
    expect(coverageOf(periods, NOW, SHANGHAI)).toEqual([
      expect.objectContaining({ judged: 'every-minute', minutes: 400 * 1440, uncoveredMinutes: 14 * 1440 }),
    ]);
  });

  it('looks at every minute of a period shorter than a week', () => {
    const periods = periodsOf(period('2026-12-05 12:00:00', '2026-12-07 00:00:30', '* 13-23 ? * SAT'));
    const [stretch] = coverageOf(periods, NOW, SHANGHAI)!;
    expect(stretch).toMatchObject({ judged: 'every-minute', minutes: 36 * 60 + 1, uncoveredMinutes: 60 + 24 * 60 + 1 });
  });

  it('lets two periods that run together cover the week together', () => {
    const periods = periodsOf(
      period('2026-01-01 00:00:00', '2030-01-01 00:00:00', '* * ? * MON-FRI'),
      period('2026-01-01 00:00:00', '2030-01-01 00:00:00', '* * ? * SAT,SUN'),
    );
    expect(coverageOf(periods, NOW, SHANGHAI)).toEqual([expect.objectContaining({ uncoveredMinutes: 0 })]);
  });

  it('reports the time between two periods as a stretch of its own, and nothing of the past', () => {
    const periods = periodsOf(
      period('2020-01-01 00:00:00', '2021-01-01 00:00:00', '* * * * *'),
      period('2026-01-01 00:00:00', '2027-01-01 00:00:00', '* * * * *'),
      period('2027-02-01 00:00:00', '2028-01-01 00:00:00', '* * * * *'),
    );
    const stretches = coverageOf(periods, NOW, SHANGHAI)!;
    expect(stretches.map(({ range, uncoveredMinutes }) => [formatLocalTime(range.from), uncoveredMinutes])).toEqual([
      ['2026-11-21 08:00:00', 0],
      ['2027-01-01 00:00:00', 10080],
      ['2027-02-01 00:00:00', 0],
    ]);
  });

  it('names the first minute at which overlapping bounds differ', () => {
    const periods = periodsOf({
      startTime: '2026-11-23 00:00:00',
      endTime: '2030-01-01 00:00:00',
      bounds: [
        { cron: '* 0-9 ? * *', minReplicas: 4, maxReplicas: 50 },
        { cron: '* 9-23 ? * *', minReplicas: 2, maxReplicas: 50 },
      ],
    });
    const [stretch] = coverageOf(periods, NOW, SHANGHAI)!;
    expect(formatLocalTime(stretch!.overlap!.at)).toBe('2026-11-23 09:00:00');
    expect([stretch!.overlap!.first.path, stretch!.overlap!.other.path]).toEqual(['/0/bounds/0', '/0/bounds/1']);
  });

  type Replicas = readonly [cron: string, min: number, max: number];
  it.each<[string, Replicas, Replicas, string | undefined]>([
    ['hours that touch', ['* 9-14 ? * *', 10, 50], ['* 15-23 ? * *', 12, 50], undefined],
    ['a higher floor behind', ['* 9-15 ? * *', 10, 50], ['* 15-23 ? * *', 12, 50], '2026-11-23 15:00:00'],
    ['a higher floor before', ['* 15-23 ? * *', 12, 50], ['* 9-15 ? * *', 10, 50], '2026-11-23 15:00:00'],
    ['a lower ceiling behind', ['* 9-15 ? * *', 10, 50], ['* 15-23 ? * *', 10, 40], '2026-11-23 15:00:00'],
    ['a higher ceiling behind', ['* 9-15 ? * *', 10, 40], ['* 15-23 ? * *', 10, 50], '2026-11-23 15:00:00'],
    ['a narrower bound within', ['* * ? * *', 1, 50], ['30 12 ? * *', 2, 40], '2026-11-23 12:30:00'],
    ['the same replicas', ['* 9-15 ? * *', 10, 50], ['* 15-23 ? * *', 10, 50], undefined],
    ['other days', ['* * ? * MON-FRI', 10, 50], ['* * ? * SAT,SUN', 12, 50], undefined],
  ])('finds whether two bounds differ at one time, in whatever order: %s', (_, one, other, at) => {
    const bounds = [one, other].map(([cron, minReplicas, maxReplicas]) => ({ cron, minReplicas, maxReplicas }));
    const periods = periodsOf({ startTime: '2026-11-23 00:00:00', endTime: '2030-01-01 00:00:00', bounds });
    const overlap = coverageOf(periods, NOW, SHANGHAI)![0]!.overlap;
    expect(overlap && formatLocalTime(overlap.at)).toBe(at);
  });

  it('refuses to judge more bounds than a person would write', () => {
    const crons = Array.from({ length: 200 }, () => '* * * * *');
    expect(coverageOf(periodsOf(period('2026-01-01 00:00:00', '2030-01-01 00:00:00', ...crons)), NOW, 'UTC')).toBe(
      undefined,
    );
  });
});

describe('localTimeAt', () => {
  it.each([
    [Date.UTC(2026, 10, 21, 0, 0), 'Asia/Shanghai', '2026-11-21 08:00:00'],
    [Date.UTC(2026, 10, 21, 0, 0), 'UTC', '2026-11-21 00:00:00'],
    [Date.UTC(2026, 6, 1, 12, 0), 'Europe/Berlin', '2026-07-01 14:00:00'],
    [Date.UTC(2026, 11, 1, 12, 0), 'Europe/Berlin', '2026-12-01 13:00:00'],
    [Date.UTC(2026, 11, 31, 18, 30), 'Asia/Kolkata', '2027-01-01 00:00:00'],
  ])('shows %d in %s as %s', (instant, zone, expected) => {
    expect(formatLocalTime(localTimeAt(instant, zone))).toBe(expected);
  });

  it('refuses a zone it does not know', () => {
    expect(() => localTimeAt(0, 'Mars/Olympus')).toThrow('unknown time zone "Mars/Olympus"');
  });
});
