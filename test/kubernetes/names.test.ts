import {
  isDnsLabel,
  isDnsSubdomain,
  isLabelKey,
  isLabelValue,
  isPathSegmentName,
  isServiceName,
} from '../../src/kubernetes/names';

const long = (length: number) => 'a'.repeat(length);

describe('names', () => {
  it.each([
    ['adapter-config', true],
    ['a.b-c.9', true],
    [long(253), true],
    [long(254), false],
    ['', false],
    ['A', false],
    ['a..b', false],
    ['-a', false],
    ['a-', false],
    ['a.-b', false],
    ['a_b', false],
    ['a\n', false],
  ])('DNS subdomain %j: %s', (text, expected) => {
    expect(isDnsSubdomain(text)).toBe(expected);
  });

  it.each([
    ['default', true],
    ['9a', true],
    [long(63), true],
    [long(64), false],
    ['a.b', false],
    ['', false],
  ])('DNS label %j: %s', (text, expected) => {
    expect(isDnsLabel(text)).toBe(expected);
  });

  it.each([
    ['bert-svc', true],
    ['9a', false],
    ['a-', false],
    [long(64), false],
  ])('Service name %j: %s', (text, expected) => {
    expect(isServiceName(text)).toBe(expected);
  });

  it.each([
    ['vllm:num_requests_waiting', true],
    ['external.googleapis.com|prometheus|X', true],
    ['...', true],
    ['.', false],
    ['..', false],
    ['nvidia.com/gpu_util', false],
    ['100%', false],
    ['', false],
  ])('path segment %j: %s', (text, expected) => {
    expect(isPathSegmentName(text)).toBe(expected);
  });

  it.each([
    ['app', true],
    ['app.kubernetes.io/name', true],
    ['A_b.c-9', true],
    [`${long(253)}/${long(63)}`, true],
    [`${long(254)}/a`, false],
    [long(64), false],
    ['/a', false],
    ['a/', false],
    ['a/b/c', false],
    ['a b', false],
    ['-a', false],
  ])('label key %j: %s', (text, expected) => {
    expect(isLabelKey(text)).toBe(expected);
  });

  it.each([
    ['', true],
    ['v1.2_3-x', true],
    [long(63), true],
    [long(64), false],
    ['a b', false],
    ['a-', false],
    ['a/b', false],
  ])('label value %j: %s', (text, expected) => {
    expect(isLabelValue(text)).toBe(expected);
  });

  it('are judged in bounded time', () => {
    const hostile = `${'a-'.repeat(500_000)}!`;
    const start = performance.now();
    expect([isDnsSubdomain, isDnsLabel, isLabelKey, isLabelValue].map((judge) => judge(hostile))).toEqual(
      Array(4).fill(false),
    );
    expect(performance.now() - start).toBeLessThan(200);
  });
});
