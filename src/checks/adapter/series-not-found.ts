import type { SeriesQuery } from '../../adapter/series-query';
import { isCaptured } from '../../fleet/capture-scope';
import type { FleetSnapshot } from '../../fleet/fleet-snapshot';
import type { FleetRule } from '../../fleet/rule-set';
import { METRIC_NAME } from '../../series/labels';
import { asSentence } from '../../source/as-sentence';
import { nearest } from '../../source/nearest';
import { defineCheck, failed, notCheckable, passed, type Verdict, withoutSnapshot } from '../check';
import { discoveryOf, rulesThatLoad } from './discovered-rule';

/** A rule that selects nothing. What the snapshot was not asked for is not known to be missing. */
export const seriesNotFound = defineCheck<FleetRule>({
  id: 'adapter/series-not-found',
  severity: 'error',
  title: 'no series matches a rule',
  subjects: rulesThatLoad,
  run(rule, { snapshot }) {
    // What Prometheus refuses finds nothing, whatever the data.
    const query = rule.seriesQuery(snapshot?.snapshot.store.facts.semantics);
    if (query.kind === 'refused') return refused(rule, query.message, query.help);
    if (!snapshot) return withoutSnapshot;
    const discovered = discoveryOf(rule, snapshot);
    if (!discovered) return notCheckable('the ACK adapter ignores externalRules');
    if (discovered.matched.length > 0) return passed;
    if (!isCaptured(query, snapshot)) return notCheckable(`${snapshot.file} was not asked for all series of this rule`);
    const selected = discovered.selected.length;
    return selected > 0 ? filteredOut(rule, selected) : absent(rule, query, snapshot);
  },
});

function refused(rule: FleetRule, message: string, help: string): Verdict {
  return failed({
    at: rule.at('/seriesQuery'),
    message: `Prometheus refuses this seriesQuery: ${message}; the adapter then drops the whole refresh, and lists no metric of any other rule either`,
    help: asSentence(help),
    evidence: { refused: message },
  });
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
