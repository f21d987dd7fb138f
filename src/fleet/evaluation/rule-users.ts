import type { ProjectConfig } from '../../config/project-config';
import type { AutoscalerMetric } from '../autoscaler';
import type { Fleet } from '../fleet';
import type { FleetSnapshot } from '../fleet-snapshot';
import { type MetricRequest, requestOf } from '../metric-request';
import type { FleetRule } from '../rule-set';
import { type Supply, supplyOf } from '../supply';

/** An autoscaler metric that a rule serves, or would. */
export interface RuleUser {
  readonly metric: AutoscalerMetric;
  readonly request: MetricRequest;
  readonly rule: FleetRule;
  /** The series behind it; undefined where no snapshot tells. */
  readonly series: string | undefined;
}

interface Uses {
  readonly supplies: ReadonlyMap<AutoscalerMetric, Supply>;
  readonly byRule: ReadonlyMap<FleetRule, readonly RuleUser[]>;
  readonly byMetric: ReadonlyMap<AutoscalerMetric, RuleUser>;
}

const NO_SNAPSHOT = {};
const known = new WeakMap<Fleet, WeakMap<object, Uses>>();

/** The autoscaler metrics that a rule serves. */
export function usersOf(
  rule: FleetRule,
  fleet: Fleet,
  project: ProjectConfig,
  snapshot: FleetSnapshot | undefined,
): readonly RuleUser[] {
  return usesOf(fleet, project, snapshot).byRule.get(rule) ?? [];
}

/** What serves an autoscaler metric, where a rule of the files does. */
export function ruleBehind(
  metric: AutoscalerMetric,
  fleet: Fleet,
  project: ProjectConfig,
  snapshot: FleetSnapshot | undefined,
): RuleUser | undefined {
  return usesOf(fleet, project, snapshot).byMetric.get(metric);
}

/** Where an autoscaler metric comes from; undefined for one that is asked of no adapter. */
export function supplyBehind(
  metric: AutoscalerMetric,
  fleet: Fleet,
  project: ProjectConfig,
  snapshot: FleetSnapshot | undefined,
): Supply | undefined {
  return usesOf(fleet, project, snapshot).supplies.get(metric);
}

function usesOf(fleet: Fleet, project: ProjectConfig, snapshot: FleetSnapshot | undefined): Uses {
  const bySnapshot = known.get(fleet) ?? new WeakMap<object, Uses>();
  known.set(fleet, bySnapshot);
  let uses = bySnapshot.get(snapshot ?? NO_SNAPSHOT);
  if (!uses) {
    uses = readUses(fleet, project, snapshot);
    bySnapshot.set(snapshot ?? NO_SNAPSHOT, uses);
  }
  return uses;
}

function readUses(fleet: Fleet, project: ProjectConfig, snapshot: FleetSnapshot | undefined): Uses {
  const supplies = new Map<AutoscalerMetric, Supply>();
  const byRule = new Map<FleetRule, RuleUser[]>();
  const byMetric = new Map<AutoscalerMetric, RuleUser>();
  for (const metric of fleet.autoscalers.flatMap(({ metrics }) => metrics)) {
    const request = requestOf(metric);
    if (!request) continue;
    const supply = supplyOf(request, fleet, project, snapshot);
    supplies.set(metric, supply);
    if (supply.is !== 'served' && supply.is !== 'expected') continue;
    const user = { metric, request, rule: supply.rule, series: supply.is === 'served' ? supply.series : undefined };
    byMetric.set(metric, user);
    const users = byRule.get(supply.rule);
    if (users) users.push(user);
    else byRule.set(supply.rule, [user]);
  }
  return { supplies, byRule, byMetric };
}
