import { isIsoDay, parseIsoTime } from '../../src/source/iso-time';

describe('parseIsoTime', () => {
  it.each([
    ['2026-11-21', Date.UTC(2026, 10, 21)],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['2026-11-21T09:00', Date.UTC(2026, 10, 21, 9)],
    ['2026-11-21T09:00:30', Date.UTC(2026, 10, 21, 9, 0, 30)],
    ['2026-11-21T09:00:30.250Z', Date.UTC(2026, 10, 21, 9, 0, 30, 250)],
    ['2026-11-21T09:00:00+08:00', Date.UTC(2026, 10, 21, 1)],
  ])('reads %s', (text, expected) => {
    expect(parseIsoTime(text)).toBe(expected);
  });

  it.each([
    '',
    'now',
    '2026',
    '2026-13-01',
    '2026-02-30',
    '2025-02-29T00:00:00Z',
    '21.11.2026',
    '2026-11-21T25:00',
    '2026-11-21 09:00',
    '1763716000',
    '2026-11-21T09:00:00CET',
  ])('refuses "%s"', (text) => {
    expect(parseIsoTime(text)).toBeUndefined();
  });
});

describe('isIsoDay', () => {
  it.each([
    ['2026-11-21', true],
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-1-1', false],
    ['2026-11-21T00:00:00Z', false],
  ])('%s: %s', (text, expected) => {
    expect(isIsoDay(text)).toBe(expected);
  });
});
