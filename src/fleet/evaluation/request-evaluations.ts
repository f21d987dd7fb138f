import type { ProjectConfig } from '../../config/project-config';
import type { Fleet } from '../fleet';
import type { FleetSnapshot } from '../fleet-snapshot';
import type { FleetRule } from '../rule-set';
import { requestScopeOf } from './request-scope';
import { evaluationOf, evaluationsOf, type RuleEvaluation, seriesOfRule } from './rule-evaluation';
import { usersOf } from './rule-users';
import { selectedSeriesOf } from './selected-series';

/**
 * What a rule gives. Of an external rule, what it gives to the requests of the autoscalers, each with its namespace and selector,
 * as far as anything is recorded of what they select; where none asks, what it gives to one that asks for everything.
 */
export function evaluationsForRequests(
  rule: FleetRule,
  fleet: Fleet,
  project: ProjectConfig,
  snapshot: FleetSnapshot,
): readonly RuleEvaluation[] {
  if (rule.compiled.list === 'rules') return evaluationsOf(rule, snapshot);
  const users = usersOf(rule, fleet, project, snapshot);
  if (users.length === 0) return evaluationsOf(rule, snapshot);
  const found = seriesOfRule(rule, snapshot);
  const evaluations = users.flatMap((user) => {
    const series = found.find(({ name }) => name === user.series);
    const scope = requestScopeOf(user.metric);
    const { is } = selectedSeriesOf(user, snapshot);
    if (!series || !scope || (is !== 'some' && is !== 'unknown')) return [];
    return [evaluationOf(rule, series, undefined, snapshot, scope)];
  });
  return [...new Set(evaluations)];
}
