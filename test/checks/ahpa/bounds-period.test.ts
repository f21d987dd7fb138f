import { faultsOf, findingsOf, helpOf, judgeObjects, reasonsOf } from '../sample';
import { ahpa, period } from '../sample-manifests';

const ID = 'ahpa/bounds-period';

const BOUND = { cron: '* * ? * *', minReplicas: 1, maxReplicas: 4 };
const START = '2026-01-01 00:00:00';
const END = '2027-06-01 00:00:00';
const withBounds = (instanceBounds: unknown) => ahpa({ spec: { instanceBounds } });

it('ahpa/bounds-period finds a period that ends before it starts, at endTime', () => {
  const report = judgeObjects([withBounds([period([], END, START)])]);
  expect(findingsOf(report, ID)).toEqual([
    'error 25:16 the period ends at 2026-01-01 00:00:00, which is not after its start at 2027-06-01 00:00:00',
  ]);
  expect(helpOf(report, ID)).toEqual(['Set endTime after startTime; endTime itself no longer belongs to the period.']);
});

describe('ahpa/bounds-period finds', () => {
  const dates = 'is no date and time in the form YYYY-MM-DD HH:mm:ss, or a day that does not exist';

  it.each<[string, unknown, readonly string[]]>([
    [
      'a period of no length',
      [{ startTime: START, endTime: START, bounds: [BOUND] }],
      [`/0/endTime the period ends at ${START}, which is not after its start at ${START}`],
    ],
    [
      'a date with a T',
      [{ startTime: '2026-01-01T00:00:00', endTime: END, bounds: [BOUND] }],
      [`/0/startTime "2026-01-01T00:00:00" ${dates}`],
    ],
    [
      'a date with a zone',
      [{ startTime: START, endTime: '2027-06-01 00:00:00Z', bounds: [BOUND] }],
      [`/0/endTime "2027-06-01 00:00:00Z" ${dates}`],
    ],
    [
      'the 29th of February in a year without one',
      [{ startTime: '2027-02-29 00:00:00', endTime: END, bounds: [BOUND] }],
      [`/0/startTime "2027-02-29 00:00:00" ${dates}`],
    ],
    [
      "24 o'clock",
      [{ startTime: START, endTime: '2027-06-01 24:00:00', bounds: [BOUND] }],
      [`/0/endTime "2027-06-01 24:00:00" ${dates}`],
    ],
    ['a missing endTime', [{ startTime: START, bounds: [BOUND] }], ['/0/endTime endTime is missing']],
    [
      'a bound without cron',
      [{ startTime: START, endTime: END, bounds: [{ minReplicas: 1, maxReplicas: 4 }] }],
      ['/0/bounds/0/cron cron is missing'],
    ],
    [
      'values of another type',
      [{ startTime: START, endTime: 5, bounds: [{ cron: 5, minReplicas: '1', maxReplicas: 4 }] }],
      ['/0/bounds/0/cron cron is 5', '/0/bounds/0/minReplicas minReplicas is "1"', '/0/endTime endTime is 5'],
    ],
    [
      'a bound without replicas',
      [{ startTime: START, endTime: END, bounds: [{ cron: '* * ? * *' }] }],
      ['/0/bounds/0/maxReplicas maxReplicas is missing', '/0/bounds/0/minReplicas minReplicas is missing'],
    ],
    [
      'a mapping in place of the list of periods',
      { startTime: START, endTime: END, bounds: [BOUND] },
      [' instanceBounds is no list of periods, so none of it can be read'],
    ],
    [
      'a mapping in place of the list of bounds',
      [{ startTime: START, endTime: END, bounds: BOUND }],
      ['/0/bounds bounds is no list, so none of it can be read'],
    ],
    ['a period without bounds', [{ startTime: START, endTime: END }], ['/0/bounds bounds is missing']],
  ])('%s', (_, bounds, findings) => {
    const found = faultsOf(judgeObjects([withBounds(bounds)]), ID);
    expect([...found].sort()).toEqual(findings.map((finding) => `error /spec/instanceBounds${finding}`));
  });
});

it.each<[string, unknown]>([
  ['a leap day', [period([['* * ? * *', 1, 4]], '2028-02-29 00:00:00', '2028-03-01 00:00:00')]],
  ['a period of a second', [period([['* * ? * *', 1, 4]], '2027-01-01 00:00:00', '2027-01-01 00:00:01')]],
  ['an empty list', []],
  ['no bounds', undefined],
  ['a cron expression that another check refuses', [period([['* 22-6 ? * *', 1, 4]])]],
])('ahpa/bounds-period passes %s', (_, bounds) => {
  const report = judgeObjects([withBounds(bounds)]);
  expect(findingsOf(report, ID)).toEqual([]);
  // It reads what is written, so that there is nothing it could not tell.
  expect(reasonsOf(report, ID)).toEqual([]);
});
