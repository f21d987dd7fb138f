import { isTimeZone } from '../../src/kubernetes/time-zone';

describe('isTimeZone', () => {
  it.each<[unknown, boolean]>([
    ['Asia/Shanghai', true],
    ['asia/shanghai', true],
    ['UTC', true],
    ['Mars/Base', false],
    ['', false],
    ['+08:00', false],
    [undefined, false],
    [null, false],
    [8, false],
  ])('%p: %p', (zone, expected) => {
    expect([isTimeZone(zone), isTimeZone(zone)]).toEqual([expected, expected]);
  });
});
