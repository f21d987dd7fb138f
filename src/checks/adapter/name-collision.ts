import { answerOf, offerOf } from '../../adapter/rule-offer';
import { resourceKey } from '../../adapter/rules/resource-association';
import type { Fleet } from '../../fleet/fleet';
import type { FleetSnapshot } from '../../fleet/fleet-snapshot';
import type { FleetRule } from '../../fleet/rule-set';
import { locationText } from '../../source/location-text';
import { defineCheck, type Fault, failed, judged, notCheckable, passed, type Verdict, withoutSnapshot } from '../check';
import { rulesInUse } from './discovered-rule';

/** One API metric from two rules, or from two series of one rule: which of them is served is an accident. */
export const nameCollision = defineCheck<FleetRule>({
  id: 'adapter/name-collision',
  severity: 'error',
  title: 'two rules, or two series of one rule, give one API metric',
  subjects: rulesInUse,
  run(rule, { fleet, snapshot }) {
    const within = snapshot ? byListing(rule, snapshot) : byText(rule);
    return within.outcome === 'failed' ? within : (besideOthers(rule, fleet, snapshot) ?? within);
  },
});

/** One adapter serves the API, and which of several configurations it has stands nowhere: only one of them can be in use. */
function besideOthers(rule: FleetRule, fleet: Fleet, snapshot: FleetSnapshot | undefined): Verdict | undefined {
  const before = fleet.ruleSets.slice(0, fleet.ruleSets.indexOf(rule.set));
  const rivals = rulesInUse(fleet).filter(
    (other) => before.includes(other.set) && other.compiled.list === rule.compiled.list && !isSameQuery(other, rule),
  );
  for (const rival of rivals) {
    const key = snapshot ? listedByBoth(rule, rival, snapshot) : keyOf(meetingOf(rule, rival));
    if (key === undefined) continue;
    return notCheckable(
      `the rule at ${locationText(rival.at('/seriesQuery'))} of another adapter configuration gives the API metric ${key.slice(key.indexOf('/') + 1)} too; which of the two runs is not known`,
    );
  }
  return undefined;
}

function keyOf(meeting: Meeting): string | undefined {
  return typeof meeting === 'string' ? undefined : meeting.key;
}

/** The API metric that each of two rules gives by itself. */
function listedByBoth(a: FleetRule, b: FleetRule, snapshot: FleetSnapshot): string | undefined {
  const keys = new Set(claimedBy(b, snapshot).map(({ key }) => key));
  return claimedBy(a, snapshot).find(({ key }) => keys.has(key))?.key;
}

function claimedBy(rule: FleetRule, snapshot: FleetSnapshot) {
  return listingOf(rule, snapshot).filter(({ claims }) => claims.some((claim) => claim.rule === rule.compiled));
}

/** With data: what the adapter registers under one key. */
function byListing(rule: FleetRule, snapshot: FleetSnapshot): Verdict {
  const faults = new Map<string, Fault>();
  for (const { name, key, claims, conflict } of listingOf(rule, snapshot)) {
    if (!conflict) continue;
    const mine = claims.filter((claim) => claim.rule === rule.compiled);
    const series = [...new Set(mine.map(({ seriesName }) => seriesName))];
    if (series.length > 1) {
      faults.set(name, severalSeries(rule, key, series));
      continue;
    }
    const other = claims.find((claim) => claim.rule !== rule.compiled && claim.rule.index < rule.compiled.index);
    const first = other && rule.set.rules.find(({ compiled }) => compiled === other.rule);
    if (mine.length > 0 && first && !isSameQuery(first, rule)) faults.set(name, severalRules(rule, key, first));
  }
  return judged([...faults.values()]);
}

/** What the adapter registers from the list that a rule stands in. */
function listingOf(rule: FleetRule, snapshot: FleetSnapshot) {
  const { custom, external } = rule.set.discover(snapshot);
  return rule.compiled.list === 'rules'
    ? custom.metrics.map((metric) => ({ ...metric, key: metric.entry }))
    : external.metrics.map((metric) => ({ ...metric, key: metric.name }));
}

/** Without data: what the text of the rules tells. */
function byText(rule: FleetRule): Verdict {
  const others = rule.set.rules.filter(
    (other) => other !== rule && other.compiled.list === rule.compiled.list && !isSameQuery(other, rule),
  );
  const { series } = offerOf(rule.compiled);
  let isKnown = series !== undefined;
  for (const other of others) {
    const meeting = meetingOf(rule, other);
    if (meeting === 'perhaps') isKnown = false;
    if (typeof meeting === 'string' || other.compiled.index > rule.compiled.index) continue;
    const fault = severalRules(rule, meeting.key, other);
    // Of two series, perhaps only one exists: then there is only one claim.
    const isCertain = series !== undefined && series === offerOf(other.compiled).series;
    return failed(isCertain ? fault : { ...fault, severity: 'warning' });
  }
  return isKnown ? passed : withoutSnapshot;
}

type Meeting = { readonly key: string } | 'never' | 'perhaps';

/** The key that two rules both register, where their text tells that they share one. */
function meetingOf(a: FleetRule, b: FleetRule): Meeting {
  const [one, other] = [offerOf(a.compiled), offerOf(b.compiled)];
  if (one.empty || other.empty) return 'never';
  const { apiName } = one;
  if (apiName === undefined || other.apiName === undefined) {
    const known = apiName ?? other.apiName;
    const pattern = apiName === undefined ? a : b;
    return known !== undefined && answerOf(pattern.compiled, known, undefined) === 'no' ? 'never' : 'perhaps';
  }
  if (apiName !== other.apiName) return 'never';
  if (a.compiled.list === 'externalRules') return { key: apiName };
  const shared = keysOf(a).find((key) => keysOf(b).includes(key));
  if (shared !== undefined) return { key: `${shared}/${apiName}` };
  return a.compiled.association.template || b.compiled.association.template ? 'perhaps' : 'never';
}

function keysOf({ compiled }: FleetRule): readonly string[] {
  return [...compiled.association.overrides.values()].map(resourceKey);
}

/** A rule written twice gives the same answer whoever wins. */
function isSameQuery(a: FleetRule, b: FleetRule): boolean {
  return (
    a.compiled.rule.metricsQuery === b.compiled.rule.metricsQuery &&
    a.compiled.rule.seriesQuery === b.compiled.rule.seriesQuery
  );
}

function severalSeries(rule: FleetRule, key: string, series: readonly string[]): Fault {
  return {
    at: rule.at(rule.compiled.rule.name ? '/name' : '/seriesQuery'),
    message: `${series.length} series of this rule become one API metric ${key}: ${series.slice(0, 5).join(', ')}; the one that Prometheus names last is served`,
    help: 'Keep them apart in name.as with a capture group of name.matches, or narrow the seriesQuery to one of them.',
    evidence: { metric: key, series: series.slice(0, 20) },
  };
}

function severalRules(rule: FleetRule, key: string, first: FleetRule): Fault {
  return {
    at: rule.at(rule.compiled.rule.name ? '/name' : '/seriesQuery'),
    message: `this rule and the one at ${locationText(first.at('/seriesQuery'))} both give the API metric ${key}; where both find series, only the last one in the file is served`,
    help: 'Give one of them another name.as, or delete it.',
    evidence: { metric: key, first: locationText(first.at('/seriesQuery')) },
  };
}
