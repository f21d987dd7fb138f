/** A rate needs two samples even where one scrape fails and the window begins between two: four intervals, as Prometheus advises. */
const INTERVALS = 4;
/** A shorter window answers with noise. */
const LEAST_SECONDS = 60;

/** The window in which counters are rated, as PromQL has it, for series that are scraped so often. */
export function rateWindow(scrapeIntervalSeconds: number): string {
  const seconds = Math.max(LEAST_SECONDS, Math.ceil(INTERVALS * scrapeIntervalSeconds));
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
