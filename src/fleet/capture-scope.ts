import { parseSeriesQuery, type SeriesQuery } from '../adapter/series-query';
import { METRIC_NAME } from '../series/labels';
import type { Matcher } from '../series/matcher';
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
  return by.matchers.every((matcher) => letsAll(matcher) || isImplied(matcher, query.matchers));
}

/** Every series has a name, and any label passes `.*`. */
function letsAll({ name, op, value }: Matcher): boolean {
  if (op === '=~' && value === '.*') return true;
  return name === METRIC_NAME && ((op === '=~' && value === '.+') || (op === '!=' && value === ''));
}

/** Whether every series that passes `given` passes the matcher too. */
function isImplied(matcher: Matcher, given: readonly Matcher[]): boolean {
  return given
    .filter(({ name }) => name === matcher.name)
    .some(
      ({ op, value }) =>
        (op === '=' && matcher.matches(value)) ||
        (op === matcher.op && value === matcher.value) ||
        // Whatever the value, as long as there is one.
        (op === '!=' && value === '' && matcher.op === '=~' && matcher.value === '.+'),
    );
}
