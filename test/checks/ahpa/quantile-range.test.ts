import { findingsOf, helpOf, judgeObjects, reasonsOf } from '../sample';
import { ahpa } from '../sample-manifests';

const ID = 'ahpa/quantile-range';

const judge = (quantile: unknown) => judgeObjects([ahpa({ spec: { prediction: { quantile, scaleUpForward: 180 } } })]);

it('ahpa/quantile-range finds a fraction, at quantile', () => {
  const report = judge(0.95);
  expect(findingsOf(report, ID)).toEqual([
    'warning 21:15 quantile is the fraction 0.95; every vendor sample writes a whole percent',
  ]);
  expect(helpOf(report, ID)).toEqual(['Write 95.']);
});

describe('ahpa/quantile-range judges', () => {
  it.each<[number, readonly string[]]>([
    [-1, ['error quantile-out-of-range']],
    [0, ['error quantile-out-of-range']],
    [0.001, ['warning quantile-fraction']],
    [0.999, ['warning quantile-fraction']],
    [1, ['error quantile-out-of-range']],
    [2, ['warning quantile-low']],
    [79, ['warning quantile-low']],
    [79.5, ['warning quantile-low', 'warning quantile-not-integer']],
    [80, []],
    [95, []],
    [95.5, ['warning quantile-not-integer']],
    [99, []],
    [99.9, ['warning quantile-not-integer']],
    [100, ['error quantile-out-of-range']],
  ])('%d', (quantile, expected) => {
    const found = judge(quantile).diagnostics.filter(({ check }) => check === ID);
    expect(found.map(({ severity, evidence }) => `${severity} ${evidence?.code}`).sort()).toEqual(expected);
  });

  it('a fraction that is nearly nothing or nearly all by writing the nearest whole percent that is allowed', () => {
    expect(helpOf(judge(0.001), ID)).toEqual(['Write 2.']);
    expect(helpOf(judge(0.999), ID)).toEqual(['Write 99.']);
  });
});

it.each([undefined, '95', null])('ahpa/quantile-range cannot tell for %p', (quantile) => {
  const report = judge(quantile);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual(['notCheckable: prediction.quantile is missing or no number']);
  expect(findingsOf(report, 'ahpa/admission')).toHaveLength(1);
});
