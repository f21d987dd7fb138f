import { isEarlierEngine, isEngineVersion } from '../../src/metrics/engine-version';

describe('a version of an engine', () => {
  it.each([
    ['0.18.0', true],
    ['10.2.13', true],
    ['latest', false],
    ['', false],
    ['v0.18.0', false],
    ['0.18', false],
    ['1e1.0.0', false],
    [null, false],
    [18, false],
  ])('%p is one: %p', (version, expected) => {
    expect(isEngineVersion(version)).toBe(expected);
  });

  it.each([
    ['0.9.1', '0.9.2', true],
    ['0.9.2', '0.9.2', false],
    ['0.9.10', '0.9.2', false],
    ['0.9.2', '0.10.0', true],
    ['1.0.0', '0.18.0', false],
  ])('%s is earlier than %s: %p', (version, other, expected) => {
    expect(isEarlierEngine(version, other)).toBe(expected);
  });
});
