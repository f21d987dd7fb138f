import { judgedMinor } from '../../src/config/judged-minor';

it.each([
  ['1.16', '1.16'],
  ['1.36', '1.36'],
  ['v1.34', '1.34'],
  ['1.34.2', '1.34'],
  ['v1.30.1-aliyun.1', '1.30'],
  ['v1.27.3+k3s1', '1.27'],
  ['1.24+', '1.24'],
])('%s is judged as %s', (text, kubernetes) => {
  expect(judgedMinor(text)).toEqual({ kubernetes });
});

it.each([
  ['1.37', '1.37'],
  ['v1.40.0', '1.40'],
])('%s is judged by the newest facts, and %s is remembered', (text, newerThanKnown) => {
  expect(judgedMinor(text)).toEqual({ kubernetes: '1.36', newerThanKnown });
});

it.each(['', '1', '1.', '1.15', 'v1.9.3', '1.034', '2.30', '1.34 ', '1.34x', '1.1000', 'latest', '-1.30'])(
  '%p is no minor that can be judged',
  (text) => {
    expect(judgedMinor(text)).toBeUndefined();
  },
);
