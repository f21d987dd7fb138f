import { parseSeriesQuery, type SeriesQuery } from '../adapter/series-query';
import { isCoveredBy } from '../snapshot/selector-coverage';
import type { FleetSnapshot } from './fleet-snapshot';

/**
 * Whether a snapshot was asked for everything that a selector selects, so that what it lacks is missing in Prometheus.
 * Errs on the side of "not captured": a selector covers another where each of its matchers is met by the other's own.
 */
export function isCaptured(query: SeriesQuery, { snapshot: { header } }: FleetSnapshot): boolean {
  if (query.kind === 'refused') return false;
  return (header.selectors ?? []).some((text) =>
    isCovered(query, parseSeriesQuery(text, header.source.prometheusVersion)),
  );
}

/** Whether every series that `query` selects is among those that `by` selects. Errs on the side of "no". */
export function isCovered(query: SeriesQuery, by: SeriesQuery): boolean {
  if (query.kind === 'refused' || by.kind === 'refused') return false;
  return isCoveredBy(query.matchers, by.matchers);
}
