import { exp, log, log1p } from '../../src/promql/go-math/exponential';
import { frexp, fusedMultiplyAdd, ldexp } from '../../src/promql/go-math/float-bits';
import { acosh, atanh } from '../../src/promql/go-math/hyperbolic';
import { atan2 } from '../../src/promql/go-math/inverse';
import { parseFloatAsGo } from '../../src/promql/go-math/parse-float';
import { pow } from '../../src/promql/go-math/power';
import { cos, sin, tan } from '../../src/promql/go-math/trigonometry';

const INF = Number.POSITIVE_INFINITY;

/** Printed by Go 1.26 on amd64 with fused multiply-add. */
const BY_GO: readonly [name: string, found: number, byGo: number][] = [
  ['exp(1)', exp(1), Math.E],
  ['exp(-3.3)', exp(-3.3), 0.036883167401240015],
  ['exp(500.123)', exp(500.123), 1.5873005725328931e217],
  ['exp(-740.5)', exp(-740.5), 2.5e-322],
  ['log(10)', log(10), Math.LN10],
  ['log(1e-300)', log(1e-300), -690.7755278982137],
  ['log1p(1e-10)', log1p(1e-10), 9.999999999500001e-11],
  ['log1p(0.3)', log1p(0.3), 0.26236426446749106],
  ['log1p(1e20)', log1p(1e20), 46.051701859880914],
  ['log1p(7)', log1p(7), 2.0794415416798357],
  ['log1p(-0.7)', log1p(-0.7), -1.203972804325936],
  ['sin(0.7)', sin(0.7), 0.644217687237691],
  ['sin(1e9)', sin(1e9), 0.5458434494486994],
  ['sin(-12345.678)', sin(-12345.678), 0.7040813137533816],
  ['sin(1e300)', sin(1e300), -0.8178819121159087],
  ['cos(2)', cos(2), -0.4161468365471424],
  ['cos(1e22)', cos(1e22), 0.5232147853951389],
  ['cos(6e8)', cos(6e8), 0.6135879886003162],
  ['tan(1.5)', tan(1.5), 14.101419947171719],
  ['tan(1e15)', tan(1e15), -1.6724147821275832],
  ['tan(-3)', tan(-3), 0.1425465430742778],
  ['acosh(1.5)', acosh(1.5), 0.9624236501192069],
  ['acosh(1e10)', acosh(1e10), 23.7189981105004],
  ['atanh(0.3)', atanh(0.3), 0.30951960420311175],
  ['atanh(-0.9)', atanh(-0.9), -1.4722194895832204],
  ['atan2(1, -3)', atan2(1, -3), 2.819842099193151],
  ['atan2(-1, -3)', atan2(-1, -3), -2.819842099193151],
  ['pow(2, 0.5)', pow(2, 0.5), Math.SQRT2],
  ['pow(1.1, 100.7)', pow(1.1, 100.7), 14731.378745958305],
  ['pow(10, -20)', pow(10, -20), 1e-20],
  ['pow(3, -300.5)', pow(3, -300.5), 4.217576383571142e-144],
  ['pow(-2.5, 7)', pow(-2.5, 7), -610.3515625],
  ['pow(0.5, 1074)', pow(0.5, 1074), 5e-324],
  ['pow(1.0000001, 1e9)', pow(1.0000001, 1e9), 2.688103843211962e43],
];

it.each(BY_GO)('%s is what Go gives', (_, found, byGo) => {
  expect(found).toBe(byGo);
});

it.each([
  [pow(0, -1), INF],
  [pow(-0, -1), -INF],
  [pow(-0, 3), -0],
  [pow(-1, INF), 1],
  [pow(2, -INF), 0],
  [pow(-INF, 3), -INF],
  [pow(-INF, -3), -0],
  [pow(Number.NaN, 0), 1],
  [pow(-8, 1 / 3), Number.NaN],
  [pow(2, 1e300), INF],
  [exp(-746), 0],
  [exp(710), INF],
  [log(0), -INF],
  [log(-1), Number.NaN],
  [log1p(-1), -INF],
  [atanh(-1), -INF],
  [acosh(0.5), Number.NaN],
  [sin(INF), Number.NaN],
  [sin(-0), -0],
  [cos(-0), 1],
  [tan(INF), Number.NaN],
  [atan2(-0, -1), -Math.PI],
])('special case %#', (found, expected) => {
  expect(found).toBe(expected);
});

it('takes doubles apart and puts them together again, subnormal ones as well', () => {
  for (const value of [1, -0.75, 1e300, 3e-310, 5e-324, -(2 ** -1022)]) {
    const { fraction, exponent } = frexp(value);
    expect(Math.abs(fraction)).toBeGreaterThanOrEqual(0.5);
    expect(Math.abs(fraction)).toBeLessThan(1);
    expect(ldexp(fraction, exponent)).toBe(value);
  }
  expect([ldexp(1, 2000), ldexp(-1, 2000), ldexp(1, -2000)]).toEqual([INF, -INF, 0]);
});

it('rounds a fused multiplication and addition once', () => {
  const epsilon = 2 ** -52;
  // (1 + e)(1 - e) = 1 - e^2: rounded twice, nothing would be left.
  expect(fusedMultiplyAdd(1 + epsilon, 1 - epsilon, -1)).toBe(-(2 ** -104));
  expect(fusedMultiplyAdd(0.1, 10, -1)).toBe(5.551115123125783e-17);
  expect(fusedMultiplyAdd(3, 4, 5)).toBe(17);
});

describe('parseFloatAsGo', () => {
  // Each asked of Go's strconv.ParseFloat.
  it.each([
    ['0.5', 0.5],
    ['+1e3', 1000],
    ['-.5', -0.5],
    ['1_000', 1000],
    ['0x1p1', 2],
    ['0x_1p1', 2],
    ['0x1_0p0', 16],
    ['-0X1.8P1', -3],
    ['0x1.8p-1074', 1e-323],
    ['0X1P-1075', 0],
    ['+Inf', Number.POSITIVE_INFINITY],
    ['-infinity', Number.NEGATIVE_INFINITY],
    ['NaN', Number.NaN],
  ])('reads %s as %d', (text, value) => {
    expect(parseFloatAsGo(text)).toBe(value);
  });

  it.each(['', '1_', '_1', '0x1', '0xp1', '+nan', '0x1p1025', '1e400', '1e', 'five', `0x1p${'9'.repeat(400)}`])(
    'refuses %s',
    (text) => {
      expect(parseFloatAsGo(text)).toBeUndefined();
    },
  );
});
