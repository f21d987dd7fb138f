import type { DiscoveredRule, DiscoveredSeries } from '../../adapter/rule-discovery';
import { seriesForName } from '../../adapter/rule-offer';
import { parseSeriesQuery } from '../../adapter/series-query';
import { canonicalLabels } from '../../series/labels';
import { nearest } from '../../source/nearest';
import { utcTime } from '../../source/utc-time';
import { isCaptured } from '../capture-scope';
import type { SeriesLink } from '../chain';
import type { ClusterView } from '../cluster-view';
import type { FleetRule } from '../rule-set';
import type { ScaledTarget } from './scale-pods';
import { broken, type EarlyEnd, open } from './step';

export interface ResolvedSeries {
  readonly link: SeriesLink;
  readonly discovered: DiscoveredSeries;
}

/** The series from which a rule makes a metric at the view's time. */
export function resolveSeries(
  rule: FleetRule,
  apiName: string,
  view: ClusterView,
  target: ScaledTarget,
): ResolvedSeries | EarlyEnd {
  const recent = seriesNamed(discoveredBy(rule, view.apiOf(rule.set).discovery.rules), apiName);
  if (recent) {
    const link = { name: recent.name, count: recent.series.length, sample: sampleOf(recent, view, target) };
    return { link, discovered: recent };
  }
  const ever = discoveredBy(rule, rule.set.discover(view.snapshot).rules);
  const gone = seriesNamed(ever, apiName);
  if (gone) return outOfWindow(gone, view);
  const { seriesQuery } = rule.compiled.rule;
  if (ever && ever.selected.length > 0) {
    return broken(
      'series',
      `${ever.selected.length} series match ${seriesQuery}, and of none does the rule make ${apiName}`,
      'Compare seriesFilters, name.matches and name.as with the names of these series.',
      rule.at('/name'),
    );
  }
  return nothingSelected(rule, apiName, view);
}

/** Rather one of the target's own than any. */
function sampleOf({ series }: DiscoveredSeries, view: ClusterView, target: ScaledTarget): string {
  const pods = new Set(view.observed.pods.filter(target.selects).map(({ name }) => name));
  const own = series.find(({ labels }) => Object.values(labels).some((value) => pods.has(value)));
  return canonicalLabels((own ?? series[0]!).labels);
}

function discoveredBy({ compiled }: FleetRule, rules: readonly DiscoveredRule[]): DiscoveredRule | undefined {
  return rules.find((candidate) => candidate.rule === compiled);
}

/** Of several series names for one API name, the last is served. */
function seriesNamed(found: DiscoveredRule | undefined, apiName: string): DiscoveredSeries | undefined {
  return found?.matched.findLast((entry) => entry.apiName === apiName);
}

function outOfWindow({ series, name }: DiscoveredSeries, { time }: ClusterView): EarlyEnd {
  const before = series.flatMap(({ timestamps }) => timestamps.findLast((each) => each <= time) ?? []);
  const when =
    before.length > 0 ? `the last sample before is of ${utcTime(Math.max(...before))}` : 'the first sample comes later';
  return broken(
    'series',
    `no series ${name} has a sample recent enough at ${utcTime(time)}, so the adapter does not list the metric then: ${when}`,
    'Give a time within the recording with --at, or find out why the exporter stopped.',
  );
}

function nothingSelected(rule: FleetRule, apiName: string, { snapshot }: ClusterView): EarlyEnd {
  const { seriesQuery } = rule.compiled.rule;
  const { store } = snapshot.snapshot;
  if (!isCaptured(parseSeriesQuery(seriesQuery, store.facts.semantics), snapshot)) {
    return open('series', `the snapshot was not asked for the series of ${seriesQuery}`);
  }
  const name = seriesForName(rule.compiled, apiName);
  const near = name === undefined || store.metricNames().includes(name) ? [] : nearest(name, store.metricNames());
  return broken(
    'series',
    `no series in the snapshot matches ${seriesQuery}`,
    near.length > 0
      ? `The snapshot has ${near.map((each) => `"${each}"`).join(', ')}: correct the name, or look whether the exporter is set to export it.`
      : 'Correct seriesQuery, or look whether the exporter is set to export the metric and Prometheus scrapes it.',
    rule.at('/seriesQuery'),
  );
}
