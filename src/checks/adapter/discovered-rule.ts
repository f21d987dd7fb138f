import type { DiscoveredRule } from '../../adapter/rule-discovery';
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
