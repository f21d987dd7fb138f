import type { DiscoveredRule } from '../../adapter/rule-discovery';
import { seriesOfRule } from '../../fleet/evaluation/rule-evaluation';
import type { Fleet } from '../../fleet/fleet';
import type { FleetSnapshot } from '../../fleet/fleet-snapshot';
import type { FleetRule } from '../../fleet/rule-set';

/** Every rule of an adapter that starts. Where one rule of a set does not load, none is used. */
export function rulesThatLoad(fleet: Fleet): readonly FleetRule[] {
  return fleet.ruleSets.filter(({ loads }) => loads).flatMap(({ rules }) => rules);
}

/** Every rule that the adapter would use: the ACK adapter ignores externalRules. */
export function rulesInUse(fleet: Fleet): readonly FleetRule[] {
  return rulesThatLoad(fleet).filter(({ set, compiled }) => set.dialect === 'upstream' || compiled.list === 'rules');
}

/** What a rule finds in a snapshot; undefined for a list that its adapter ignores. */
export function discoveryOf(rule: FleetRule, snapshot: FleetSnapshot): DiscoveredRule | undefined {
  return rule.set.discover(snapshot).rules.find((discovered) => discovered.rule === rule.compiled);
}

/** Why a rule's query was sent for nothing. */
export function nothingEvaluated(rule: FleetRule, snapshot: FleetSnapshot): string {
  return seriesOfRule(rule, snapshot).length === 0
    ? `no series of the rule is in ${snapshot.file}`
    : `none of the series that autoscalers ask the rule for is in ${snapshot.file}`;
}
