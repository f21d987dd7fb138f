import type { SeriesQuery } from '../../adapter/series-query';
import { isCaptured } from '../../fleet/capture-scope';
import type { FleetSnapshot } from '../../fleet/fleet-snapshot';
import type { FleetRule } from '../../fleet/rule-set';
import { METRIC_NAME } from '../../series/labels';
import { nearest } from '../../source/nearest';
import { defineCheck, failed, notCheckable, passed, type Verdict, withoutSnapshot } from '../check';
import { discoveryOf, rulesInUse } from './discovered-rule';

/** A rule that selects nothing. What the snapshot was not asked for is not known to be missing. */
export const seriesNotFound = defineCheck<FleetRule>({
  id: 'adapter/series-not-found',
  severity: 'error',
  title: 'no series matches a rule',
  subjects: rulesInUse,
  run(rule, { snapshot }) {
    if (!snapshot) return withoutSnapshot;
    const discovered = discoveryOf(rule, snapshot);
    if (!discovered) return notCheckable('the ACK adapter ignores externalRules');
    if (discovered.query.kind === 'refused')
      return notCheckable(`Prometheus refuses the seriesQuery: ${discovered.query.message}`);
    if (discovered.matched.length > 0) return passed;
    if (discovered.selected.length > 0) return filteredOut(rule, discovered.selected.length);
    return isCaptured(discovered.query, snapshot)
      ? absent(rule, discovered.query, snapshot)
      : notCheckable(notCaptured(snapshot));
  },
});

function notCaptured({ file }: FleetSnapshot): string {
  return `${file} was not asked for these series`;
}

function absent(rule: FleetRule, query: SeriesQuery, { file, snapshot: { store } }: FleetSnapshot): Verdict {
  const name =
    query.kind === 'selector'
      ? query.matchers.find((matcher) => matcher.name === METRIC_NAME && matcher.op === '=')?.value
      : undefined;
  const at = rule.at('/seriesQuery');
  const consequence = 'so the API metric does not exist, and an autoscaler that asks for it does not scale';
  if (name !== undefined && !store.metricNames().includes(name)) {
    const near = nearest(name, store.metricNames());
    return failed({
      at,
      message: `no series is called ${name} in ${file}, ${consequence}`,
      help:
        near.length > 0
          ? `The nearest names are ${near.join(', ')}.`
          : 'Check the name, and that its exporter is scraped.',
      evidence: { series: name, nearest: [...near] },
    });
  }
  return failed({
    at,
    message: `no series in ${file} matches ${rule.compiled.rule.seriesQuery}, ${consequence}`,
    help:
      name === undefined
        ? 'Check the matchers.'
        : `Series called ${name} exist; the matchers exclude all of them: compare them with the labels that the series carry.`,
    evidence: { ...(name !== undefined && { series: name }) },
  });
}

function filteredOut(rule: FleetRule, selected: number): Verdict {
  return failed({
    at: rule.at('/seriesQuery'),
    message: `seriesQuery selects ${selected} series, and seriesFilters and name.matches let none of them through`,
    help: 'The patterns are not anchored, and look at the metric name only: compare them with it.',
    evidence: { selected },
  });
}
