import fc from 'fast-check';
import { type CalendarMinute, parseCron } from '../../../src/autoscaling/ahpa/cron';

function minutesOfWeek(text: string): number {
  const { cron } = parseCron(text);
  let count = 0;
  for (let dayOfWeek = 0; dayOfWeek < 7; dayOfWeek++) {
    if (!cron?.matchesDay({ dayOfWeek, dayOfMonth: 1, month: 1 })) continue;
    count += cron.minutesOfDay.reduce((sum, minute) => sum + minute, 0);
  }
  return count;
}

function at(dayOfWeek: number, hour: number, minute: number, dayOfMonth = 2, month = 1): CalendarMinute {
  return { dayOfWeek, hour, minute, dayOfMonth, month };
}

describe('parseCron', () => {
  it.each([
    ['* 0-8 ? * MON-FRI', 2700],
    ['* 9-15 ? * MON-FRI', 2100],
    ['* 16-23 ? * MON-FRI', 2400],
    ['* * ? * SAT,SUN', 2880],
    ['* * * * *', 10080],
    ['0 9 * * *', 7],
    ['*/15 8-18/2 ? * 1-5', 4 * 6 * 5],
    ['30/10 22/1 ? * sun', 3 * 2],
    ['  *\t0-8   ? * MON-FRI ', 2700],
  ])('counts the minutes of a week that %j selects', (text, minutes) => {
    expect(minutesOfWeek(text)).toBe(minutes);
  });

  it('takes the last hour of a range as a whole', () => {
    const { cron } = parseCron('* 0-8 ? * MON-FRI');
    expect(cron?.matches(at(1, 8, 59))).toBe(true);
    expect(cron?.matches(at(1, 9, 0))).toBe(false);
    expect(cron?.matches(at(6, 8, 0))).toBe(false);
  });

  it('matches either day field when both are restricted, and says so', () => {
    const { cron } = parseCron('* 0-8 1,15 * MON');
    expect(cron?.eitherDayField).toBe(true);
    expect(cron?.matches(at(1, 0, 0, 2))).toBe(true);
    expect(cron?.matches(at(3, 0, 0, 15))).toBe(true);
    expect(cron?.matches(at(3, 0, 0, 2))).toBe(false);
  });

  it.each([
    ['* * 1-15 * *', 3, 15, true],
    ['* * 1-15 * ?', 3, 16, false],
    ['* * ? * WED', 3, 16, true],
    ['* * ? * WED', 4, 16, false],
  ])('lets the other day field decide in %j', (text, dayOfWeek, dayOfMonth, matches) => {
    const { cron } = parseCron(text);
    expect(cron?.eitherDayField).toBe(false);
    expect(cron?.matches(at(dayOfWeek, 12, 0, dayOfMonth))).toBe(matches);
  });

  it.each([
    ['* * * JAN-mar *', 3, true],
    ['* * * JAN-mar *', 4, false],
    ['* * * 6/3 *', 9, true],
    ['* * * 6/3 *', 8, false],
  ])('reads the month field of %j', (text, month, matches) => {
    expect(parseCron(text).cron?.matches(at(1, 0, 0, 1, month))).toBe(matches);
  });

  it('knows which expressions are alike every week', () => {
    expect(parseCron('* * ? * MON').cron?.weekly).toBe(true);
    expect(parseCron('* * 1 * ?').cron?.weekly).toBe(false);
    expect(parseCron('* * * 6 ?').cron?.weekly).toBe(false);
  });

  it.each([
    ['0 22-6 ? * *', 'wraparound', 2, 6, 'split it: 22-23,0-6'],
    ['* * ? * FRI-MON', 'wraparound', 8, 15, 'split it: FRI-SAT,SUN-MON'],
    ['0 * 0-8 ? * MON', 'field-count', 0, 15, 'drop the seconds field, which only CronHPA has'],
    ['* * * *', 'field-count', 0, 7, 'write five fields: minute, hour, day of month, month, day of week'],
    ['', 'field-count', 0, 0, 'write five fields: minute, hour, day of month, month, day of week'],
    ['* * ? * 7', 'out-of-range', 8, 9, 'write 0 or SUN for Sunday'],
    ['60 * * * *', 'out-of-range', 0, 2, 'use a number from 0 to 59'],
    ['* 5,24 * * *', 'out-of-range', 4, 6, 'use a number from 0 to 23'],
    ['* * 0 * *', 'out-of-range', 4, 5, 'use a number from 1 to 31'],
    ['*/0 * * * *', 'out-of-range', 0, 3, 'use a step of 1 or more'],
    ['? * * * *', 'syntax', 0, 1, 'use *; ? stands for * in day of month and day of week only'],
    ['* * * * MON,', 'syntax', 12, 13, undefined],
    ['* MON * * *', 'syntax', 2, 5, undefined],
    ['* * * * MONDAY', 'syntax', 8, 14, undefined],
    ['* -1 * * *', 'syntax', 2, 4, undefined],
    ['* 1-2-3 * * *', 'syntax', 2, 7, undefined],
    ['* * L * ?', 'unsupported', 4, 5, 'list the days as numbers or names'],
    ['* * 15W * ?', 'unsupported', 4, 7, 'list the days as numbers or names'],
    ['* * ? * MON#2', 'unsupported', 8, 13, 'list the days as numbers or names'],
    ['@daily', 'unsupported', 0, 6, undefined],
    ['@every 1h', 'unsupported', 0, 6, undefined],
    ['CRON_TZ=UTC * * * * *', 'unsupported', 0, 11, undefined],
    ['TZ=UTC * * * * *', 'unsupported', 0, 6, undefined],
  ])('refuses %j with %s', (text, code, start, end, help) => {
    const { cron, problems } = parseCron(text);
    expect(cron).toBeUndefined();
    expect(problems).toEqual([expect.objectContaining({ code, start, end, ...(help !== undefined && { help }) })]);
  });

  it('collects the problems of every field', () => {
    expect(parseCron('60 24 0 13 7').problems.map(({ start }) => start)).toEqual([0, 3, 6, 8, 11]);
  });

  it('selects the same minutes as an enumeration written another way', () => {
    fc.assert(
      fc.property(expression(), minute(), ({ fields, text }, time) => {
        expect(parseCron(text).cron?.matches(time)).toBe(matchesNaively(fields, time));
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[*?0-9A-Z,/ -]{0,30}$/)), (text) => {
        const { cron, problems } = parseCron(text);
        expect(cron === undefined).toBe(problems.length > 0);
        for (const { start, end } of problems) expect(start <= end && end <= text.length + 1).toBe(true);
      }),
    );
  });
});

// An independent reading: each item says which values it holds, by a predicate.
interface Item {
  readonly text: string;
  readonly holds: (value: number) => boolean;
  readonly star: boolean;
}

type Fields = readonly (readonly Item[])[];

const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

function item(field: number): fc.Arbitrary<Item> {
  const [min, max] = RANGES[field]!;
  const value = fc.integer({ min, max });
  const step = fc.integer({ min: 1, max: 20 });
  const star = fc.constantFrom(...(field === 2 || field === 4 ? ['*', '?'] : ['*']));
  return fc.oneof(
    star.map((text) => ({ text, holds: () => true, star: true })),
    value.map((v) => ({ text: String(v), holds: (n: number) => n === v, star: false })),
    fc.tuple(value, value).map(([a, b]) => {
      const [low, high] = a <= b ? [a, b] : [b, a];
      return { text: `${low}-${high}`, holds: (n: number) => low <= n && n <= high, star: false };
    }),
    fc.tuple(value, step).map(([a, s]) => ({
      text: `${a}/${s}`,
      holds: (n: number) => n >= a && (n - a) % s === 0,
      star: false,
    })),
    fc.tuple(star, step).map(([text, s]) => ({
      text: `${text}/${s}`,
      holds: (n: number) => (n - min) % s === 0,
      star: s === 1,
    })),
  );
}

function expression(): fc.Arbitrary<{ fields: Fields; text: string }> {
  return fc
    .tuple(...RANGES.map((_, field) => fc.array(item(field), { minLength: 1, maxLength: 3 })))
    .map((fields) => ({ fields, text: fields.map((items) => items.map(({ text }) => text).join(',')).join(' ') }));
}

function minute(): fc.Arbitrary<CalendarMinute> {
  return fc.record({
    minute: fc.integer({ min: 0, max: 59 }),
    hour: fc.integer({ min: 0, max: 23 }),
    dayOfMonth: fc.integer({ min: 1, max: 31 }),
    month: fc.integer({ min: 1, max: 12 }),
    dayOfWeek: fc.integer({ min: 0, max: 6 }),
  });
}

function matchesNaively(fields: Fields, time: CalendarMinute): boolean {
  const values = [time.minute, time.hour, time.dayOfMonth, time.month, time.dayOfWeek];
  const hits = fields.map((items, field) => items.some(({ holds }) => holds(values[field]!)));
  const free = fields.map((items) => items.some(({ star }) => star));
  const day = free[2] || free[4] ? hits[2]! && hits[4]! : hits[2]! || hits[4]!;
  return hits[0]! && hits[1]! && hits[3]! && day;
}
