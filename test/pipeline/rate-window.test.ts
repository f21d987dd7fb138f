import { rateWindow } from '../../src/pipeline/rate-window';

it.each([
  [30, '2m'],
  [60, '4m'],
  [15, '1m'],
  [5, '1m'],
  [20, '80s'],
  [0.5, '1m'],
])('series scraped every %d s are rated over %s', (interval, window) => {
  expect(rateWindow(interval)).toBe(window);
});
