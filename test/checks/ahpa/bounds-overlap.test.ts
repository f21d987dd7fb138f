import { faultsOf, findingsOf, helpOf, judgeObjects, reasonsOf } from '../sample';
import { ahpa, period } from '../sample-manifests';

const ID = 'ahpa/bounds-overlap';

type Bounds = Parameters<typeof period>[0];

const withPeriods = (...instanceBounds: readonly object[]) => ahpa({ spec: { instanceBounds } });
const withBounds = (bounds: Bounds) => withPeriods(period(bounds));

it('ahpa/bounds-overlap finds the first minute in which two bounds differ, at the second one', () => {
  const report = judgeObjects([
    withBounds([
      ['* 0-9 ? * MON-FRI', 4, 10],
      ['* 9-23 ? * MON-FRI', 2, 10],
    ]),
  ]);
  expect(findingsOf(report, ID)).toEqual([
    'error 30:17 two bounds are active at one time (2026-11-23 09:00 in Asia/Shanghai, which is assumed; 2026-11-23 01:00 in UTC): 4 to 10 replicas (sample.yaml:27) and 2 to 10; which of them AHPA takes is not documented',
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Make the cron expressions disjoint. Ranges include their end: 0-8 lasts until 08:59.',
  ]);
});

describe('ahpa/bounds-overlap on', () => {
  it.each<[string, readonly object[], number]>([
    [
      'hours that only touch',
      [
        period([
          ['* 0-8 ? * *', 4, 10],
          ['* 9-23 ? * *', 2, 10],
        ]),
      ],
      0,
    ],
    [
      'one minute in common',
      [
        period([
          ['0-30 9 ? * *', 4, 10],
          ['30-59 9 ? * *', 2, 10],
        ]),
      ],
      1,
    ],
    [
      'the same replicas in both',
      [
        period([
          ['* 0-9 ? * *', 4, 10],
          ['* 9-23 ? * *', 4, 10],
        ]),
      ],
      0,
    ],
    [
      'a first bound that is wider',
      [
        period([
          ['* * ? * *', 1, 10],
          ['* 9-17 ? * *', 4, 8],
        ]),
      ],
      1,
    ],
    [
      'a second bound that is wider',
      [
        period([
          ['* 9-17 ? * *', 4, 8],
          ['* * ? * *', 1, 10],
        ]),
      ],
      1,
    ],
    [
      'days of the week that differ',
      [
        period([
          ['* * ? * MON-FRI', 4, 10],
          ['* * ? * SAT,SUN', 1, 10],
        ]),
      ],
      0,
    ],
    [
      'the 1st and Mondays, which fall together',
      [
        period([
          ['* * 1 * ?', 4, 10],
          ['* * ? * MON', 1, 10],
        ]),
      ],
      1,
    ],
    [
      'two periods that run at one time',
      [
        period([['* * ? * *', 4, 10]], '2026-01-01 00:00:00', '2027-06-01 00:00:00'),
        period([['* * ? * *', 1, 10]], '2027-01-01 00:00:00', '2028-01-01 00:00:00'),
      ],
      1,
    ],
    [
      'two periods that follow each other',
      [
        period([['* * ? * *', 4, 10]], '2026-01-01 00:00:00', '2027-01-01 00:00:00'),
        period([['* * ? * *', 1, 10]], '2027-01-01 00:00:00', '2028-01-01 00:00:00'),
      ],
      0,
    ],
    [
      'bounds of a period that is over, beside one that runs',
      [
        period(
          [
            ['* * ? * *', 4, 10],
            ['* * ? * *', 1, 10],
          ],
          '2025-01-01 00:00:00',
          '2026-01-01 00:00:00',
        ),
        period([['* * ? * *', 4, 10]]),
      ],
      0,
    ],
  ])('%s', (_, periods, count) => {
    const report = judgeObjects([withPeriods(...periods)]);
    expect(findingsOf(report, ID)).toHaveLength(count);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

it('ahpa/bounds-overlap says once that the same two bounds clash', () => {
  const clash: Bounds = [
    ['* * ? * *', 4, 10],
    ['* * ? * *', 1, 10],
  ];
  const report = judgeObjects([
    withPeriods(
      period(clash, '2026-01-01 00:00:00', '2028-01-01 00:00:00'),
      period([['* * ? * *', 4, 10]], '2027-01-01 00:00:00', '2029-01-01 00:00:00'),
    ),
  ]);
  expect(faultsOf(report, ID).map((fault) => fault.split(' ')[1])).toEqual(['/spec/instanceBounds/0/bounds/1/cron']);
});

describe('ahpa/bounds-overlap cannot tell', () => {
  it('about a bound that cannot be read', () => {
    expect(reasonsOf(judgeObjects([withBounds([['* 22-6 ? * *', 1, 2]])]), ID)).toEqual([
      'notCheckable: a part of instanceBounds could not be read',
    ]);
  });

  it('but finds what clashes beside it', () => {
    const bounds: Bounds = [
      ['* 22-6 ? * *', 1, 2],
      ['* * ? * *', 4, 10],
      ['* * ? * *', 1, 10],
    ];
    expect(findingsOf(judgeObjects([withBounds(bounds)]), ID)).toHaveLength(1);
  });

  it('about more than 200 periods and bounds', () => {
    const many: Bounds = Array.from({ length: 200 }, () => ['* * ? * MON', 1, 2] as const);
    expect(reasonsOf(judgeObjects([withBounds(many)]), ID)).toEqual([
      'notCheckable: there are more periods and bounds than can be judged',
    ]);
  });
});
