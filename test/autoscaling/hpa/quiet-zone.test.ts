import { quietZone } from '../../../src/autoscaling/hpa/quiet-zone';

describe('quietZone', () => {
  const tolerance = { test: 'range' as const, up: 0.1, down: 0.1 };

  it.each([
    [1, 0],
    [2, 10],
    [4, 15],
    [9, (20 * 8) / 9],
    [20, 18],
    [0, 18],
  ])('of %d pods around 20 goes down to %d', (pods, low) => {
    expect(quietZone(20, pods, tolerance)).toEqual({
      tolerance: { low: 18, high: 22 },
      whole: { low, high: 22 },
    });
  });

  it('has the tolerance of each direction', () => {
    expect(quietZone(100, 100, { test: 'range', up: 0.2, down: 0 }).tolerance).toEqual({ low: 100, high: 120 });
  });
});
