import type { AdapterRule } from '../adapter/rules/types';
import type { ServedResource, ServedRule } from './rule-for';

/** A rule that somebody asked for; `askedBy` names them in messages. */
export interface AskedRule extends ServedRule {
  readonly askedBy: string;
}

/** One API metric that two requests make from different rules: the adapter would serve whichever it finds last. */
export interface RuleCollision {
  readonly resource: ServedResource;
  readonly name: string;
  readonly first: AskedRule;
  readonly second: AskedRule;
}

/** A cluster's rules, in the two lists that an adapter's configuration has. */
export interface RuleLists {
  readonly rules: readonly AdapterRule[];
  readonly externalRules: readonly AdapterRule[];
}

export interface RuleSet extends RuleLists {
  readonly collisions: readonly RuleCollision[];
}

/** Joins what all services of a cluster ask for: each rule once, ordered by API metric, so that a new one moves no other. */
export function ruleSet(asked: Iterable<AskedRule>): RuleSet {
  const byRule = new Map<string, AskedRule>();
  const byApiMetric = new Map<string, AskedRule>();
  const collisions: RuleCollision[] = [];
  for (const entry of asked) {
    const key = JSON.stringify(entry.rule);
    if (byRule.has(key)) continue;
    byRule.set(key, entry);
    const taken = entry.resources.filter((resource) => byApiMetric.has(`${resource}/${entry.name}`));
    const resource = taken.at(-1);
    const first = resource && byApiMetric.get(`${resource}/${entry.name}`);
    if (first) collisions.push({ resource, name: entry.name, first, second: entry });
    else for (const free of entry.resources) byApiMetric.set(`${free}/${entry.name}`, entry);
  }
  const ordered = [...byRule].sort(([keyA, a], [keyB, b]) => inCodeUnits(a.name, b.name) || inCodeUnits(keyA, keyB));
  const listed = (list: AskedRule['list']) => ordered.filter(([, entry]) => entry.list === list);
  return {
    rules: listed('rules').map(([, { rule }]) => rule),
    externalRules: listed('externalRules').map(([, { rule }]) => rule),
    collisions,
  };
}

/** The same everywhere, whatever the locale. */
function inCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
