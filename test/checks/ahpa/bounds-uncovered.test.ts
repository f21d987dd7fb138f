import { faultsOf, findingsOf, helpOf, judgeObjects, reasonsOf } from '../sample';
import { ahpa, period } from '../sample-manifests';
import { judgeOnCluster } from '../serving';

const ID = 'ahpa/bounds-uncovered';

type Bounds = Parameters<typeof period>[0];

const withPeriods = (...instanceBounds: readonly object[]) => ahpa({ spec: { instanceBounds } });
const withBounds = (bounds: Bounds) => withPeriods(period(bounds));

/** The bounds of the vendor's sample: 2700, 2100 and 2400 of the 10,080 minutes of a week. */
const SEED: Bounds = [
  ['* 0-8 ? * MON-FRI', 4, 50],
  ['* 9-15 ? * MON-FRI', 10, 50],
  ['* 16-23 ? * MON-FRI', 12, 50],
];

it("ahpa/bounds-uncovered finds the weekend of the vendor's sample, at instanceBounds", () => {
  const report = judgeObjects([withBounds(SEED)]);
  expect(findingsOf(report, ID)).toEqual([
    'warning 23:3 in 28.57 % of the week no bound is active (all of Saturday and Sunday in Asia/Shanghai, which is assumed; Fri 16:00 to Sun 16:00 in UTC): there minReplicas 1 and maxReplicas 10 apply',
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Add a bound with cron "* * ? * SAT,SUN", or make the top-level replicas what weekends need.',
  ]);
  expect(report.diagnostics.find(({ check }) => check === ID)!.evidence).toMatchObject({
    uncoveredMinutes: 2880,
    minutes: 10_080,
  });
});

describe('ahpa/bounds-uncovered counts', () => {
  it.each<[string, Bounds, number, string]>([
    ['the first bound alone', SEED.slice(0, 1), 10_080 - 2700, '73.21 % of the week'],
    ['the second bound alone', SEED.slice(1, 2), 10_080 - 2100, '79.17 % of the week'],
    ['the third bound alone', SEED.slice(2), 10_080 - 2400, '76.19 % of the week'],
    ['one minute a day, as in 0 9 * * *', [['0 9 * * *', 1, 2]], 10_080 - 7, '99.93 % of the week'],
    ['a quarter of an hour, six times on weekdays', [['*/15 8-18/2 ? * 1-5', 1, 2]], 10_080 - 4 * 6 * 5, '98.81 %'],
    ['either day field, on the 1st, the 15th and on Mondays', [['* * 1,15 * MON', 1, 2]], 0, '% of the time from'],
  ])('%s', (_, bounds, uncoveredMinutes, text) => {
    const [found] = judgeObjects([withBounds(bounds)]).diagnostics.filter(({ check }) => check === ID);
    expect(found!.message).toContain(text);
    if (uncoveredMinutes > 0) expect(found!.evidence).toMatchObject({ uncoveredMinutes });
  });

  it('names the first three gaps and counts the rest', () => {
    const [found] = findingsOf(judgeObjects([withBounds([['* 0-21 ? * *', 1, 2]])]), ID);
    expect(found).toContain(
      'in 8.33 % of the week no bound is active (Sun 22:00 to Mon 00:00, Mon 22:00 to Tue 00:00, Tue 22:00 to Wed 00:00, and 4 more gaps in Asia/Shanghai, which is assumed; Sun 14:00 to Sun 16:00, Mon 14:00 to Mon 16:00, Tue 14:00 to Tue 16:00, and 4 more gaps in UTC)',
    );
  });

  it('minute by minute where days of the month decide, and says which time it looked at', () => {
    const report = judgeObjects([
      withPeriods(period([['* * 1-15 * ?', 1, 2]], '2026-12-01 00:00:00', '2026-12-31 00:00:00')),
    ]);
    expect(faultsOf(report, ID)).toEqual([
      'warning /spec/instanceBounds in 50.00 % of the time from 2026-12-01 00:00:00 to 2026-12-31 00:00:00 no bound is active (2026-12-16 00:00 to 2026-12-31 00:00 in Asia/Shanghai, which is assumed; 2026-12-15 16:00 to 2026-12-30 16:00 in UTC): there minReplicas 1 and maxReplicas 10 apply',
    ]);
  });

  it('at most 400 days minute by minute, and says so', () => {
    const report = judgeObjects([
      withPeriods(period([['* * * 1-6 ?', 1, 2]], '2027-01-01 00:00:00', '2037-01-01 00:00:00')),
    ]);
    expect(findingsOf(report, ID)[0]).toContain('of the time from 2027-01-01 00:00:00 to 2028-02-05 00:00:00 no bound');
  });
});

it('ahpa/bounds-uncovered finds the time between two periods', () => {
  const all: Bounds = [['* * ? * *', 1, 2]];
  const report = judgeObjects([
    withPeriods(
      period(all, '2026-01-01 00:00:00', '2027-01-01 00:00:00'),
      period(all, '2027-03-01 00:00:00', '2030-01-01 00:00:00'),
    ),
  ]);
  expect(faultsOf(report, ID)).toEqual([
    'warning /spec/instanceBounds for some time no bound is active at all (2027-01-01 00:00 to 2027-03-01 00:00 in Asia/Shanghai, which is assumed; 2026-12-31 16:00 to 2027-02-28 16:00 in UTC): there minReplicas 1 and maxReplicas 10 apply',
  ]);
});

describe('ahpa/bounds-uncovered names the times', () => {
  const gap: Bounds = [
    ['* 0-21 ? * SAT,SUN', 1, 2],
    ['* * ? * MON-FRI', 1, 2],
  ];
  const declared = (ahpaTimeZone: string, annotations = {}) =>
    judgeOnCluster({ ahpaTimeZone }, ahpa({ annotations, spec: { instanceBounds: [period(gap)] } }));
  const note = (text: string) => ({ 'foresail.dev/schedule': text });

  it.each<[string, ReturnType<typeof declared>, string]>([
    [
      "in the controller's zone and in UTC, and where the clocks change, of which week",
      declared('Europe/Berlin'),
      '(Sun 22:00 to Mon 00:00, Sat 22:00 to Sun 00:00 in Europe/Berlin; Sun 21:00 to Sun 23:00, Sat 21:00 to Sat 23:00 in UTC, in the week from 2026-11-22)',
    ],
    [
      "in the author's zone, too, where the manifest says it",
      declared('Asia/Shanghai', note('Asia/Kolkata, from 2026-01-01 until 2030-01-01: weekdays 00:00 1-2')),
      '(Sun 22:00 to Mon 00:00, Sat 22:00 to Sun 00:00 in Asia/Shanghai; Sun 19:30 to Sun 21:30, Sat 19:30 to Sat 21:30 in Asia/Kolkata; Sun 14:00 to Sun 16:00, Sat 14:00 to Sat 16:00 in UTC)',
    ],
    [
      'once, where all zones are one',
      declared('UTC', note('UTC, from 2026-01-01 until 2030-01-01: weekdays 00:00 1-2')),
      '(Sat 22:00 to Sun 00:00, Sun 22:00 to Mon 00:00 in UTC)',
    ],
    [
      'without a zone that the annotation does not have',
      declared('UTC', note('every night, from 2026-01-01')),
      '(Sat 22:00 to Sun 00:00, Sun 22:00 to Mon 00:00 in UTC)',
    ],
  ])('%s', (_, report, expected) => {
    expect(findingsOf(report, ID)[0]).toContain(expected);
  });

  it('with the zone as evidence', () => {
    const [found] = declared('Europe/Berlin').diagnostics.filter(({ check }) => check === ID);
    expect(found!.evidence).toMatchObject({ timeZone: 'Europe/Berlin', timeZoneAssumed: false });
  });
});

it('ahpa/bounds-uncovered says once what two periods have in common', () => {
  const report = judgeObjects([
    withPeriods(
      period(SEED, '2026-01-01 00:00:00', '2027-01-01 00:00:00'),
      period(SEED, '2027-01-01 00:00:00', '2028-01-01 00:00:00'),
    ),
  ]);
  expect(findingsOf(report, ID)).toHaveLength(1);
});

it.each<[string, readonly object[]]>([
  ['bounds for the whole week', [period([...SEED, ['* * ? * SAT,SUN', 2, 50]])]],
  [
    'gaps in a period that is over, beside one that covers all',
    [period(SEED, '2025-01-01 00:00:00', '2026-01-01 00:00:00'), period([['* * ? * *', 1, 2]])],
  ],
  ['no bounds', []],
])('ahpa/bounds-uncovered passes %s', (_, periods) => {
  const report = judgeObjects([withPeriods(...periods)]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

describe('ahpa/bounds-uncovered cannot tell', () => {
  const many: Bounds = Array.from({ length: 200 }, () => ['* * ? * MON', 1, 2] as const);

  it.each<[string, object, string]>([
    [
      'about a cron expression it cannot read',
      withBounds([['* 22-6 ? * *', 1, 2]]),
      'a part of instanceBounds could not be read',
    ],
    [
      'about more than 200 periods and bounds',
      withBounds(many),
      'there are more periods and bounds than can be judged',
    ],
  ])('%s', (_, object, reason) => {
    const report = judgeObjects([object]);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([`notCheckable: ${reason}`]);
  });
});
