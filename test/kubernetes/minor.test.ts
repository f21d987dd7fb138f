import {
  atLeast,
  compareMinors,
  isKubernetesMinor,
  KUBERNETES_MINORS,
  NEWEST_MINOR,
  OLDEST_MINOR,
} from '../../src/kubernetes/minor';

describe('Kubernetes minors', () => {
  it('are listed without a gap, oldest first', () => {
    expect(KUBERNETES_MINORS).toEqual(Array.from({ length: 21 }, (_, index) => `1.${16 + index}`));
    expect([OLDEST_MINOR, NEWEST_MINOR]).toEqual([KUBERNETES_MINORS[0], KUBERNETES_MINORS.at(-1)]);
  });

  it.each([
    ['1.9', '1.10', -1],
    ['1.28', '1.28', 0],
    ['1.30', '1.4', 1],
    ['2.0', '1.36', 1],
  ])('compares %s with %s by number', (a, b, sign) => {
    expect(Math.sign(compareMinors(a, b))).toBe(sign);
    expect(Math.sign(compareMinors(b, a))).toBe(0 - sign);
  });

  it.each([
    ['1.18', true],
    ['1.17', false],
    ['1.100', true],
  ])('says whether %s is at least 1.18', (minor, expected) => {
    expect(atLeast(minor, '1.18')).toBe(expected);
  });

  it.each([
    ['1.28', true],
    ['1.15', false],
    ['1.37', false],
    ['v1.28', false],
    ['1.28.3', false],
    ['1.280', false],
    ['', false],
  ])('knows whether %j is a minor in range', (text, expected) => {
    expect(isKubernetesMinor(text)).toBe(expected);
  });
});
