import { queryShapeOf } from '../../adapter/query-shape';
import { EVALUATION_LIMITS } from '../../fleet/evaluation/evaluation-grid';
import { evaluationsForRequests } from '../../fleet/evaluation/request-evaluations';
import type { RuleEvaluation } from '../../fleet/evaluation/rule-evaluation';
import type { FleetSnapshot } from '../../fleet/fleet-snapshot';
import type { FleetRule } from '../../fleet/rule-set';
import { childrenOf, type Expression, evaluateInstant, PromQLError, type PromQLErrorCode } from '../../promql';
import type { Labels } from '../../series/labels';
import { nothingEvaluated, rulesInUse } from '../adapter/discovered-rule';
import { defineCheck, type Fault, failed, notCheckable, passed, withoutSnapshot } from '../check';

/** Two vectors whose samples do not find each other, or find several. */
export const vectorMatching = defineCheck<FleetRule>({
  id: 'promql/vector-matching',
  severity: 'error',
  title: 'the two sides of an operation do not match one to one',
  subjects: (fleet) =>
    rulesInUse(fleet).filter(({ compiled }) => {
      const shape = queryShapeOf(compiled);
      return shape !== undefined && joinsOf(shape.expression).length > 0;
    }),
  run(rule, { fleet, project, snapshot }) {
    if (!snapshot) return withoutSnapshot;
    const evaluations = evaluationsForRequests(rule, fleet, project, snapshot);
    if (evaluations.length === 0) return notCheckable(nothingEvaluated(rule, snapshot));
    let seen = false;
    for (const { result } of evaluations) {
      if (result.is === 'failed') {
        if (MATCHING.has(result.error.code)) return failed(refused(rule, result));
        continue;
      }
      if (result.is !== 'evaluated') continue;
      for (const { left, right, node } of joinsOf(result.expression)) {
        const times = timesIn(result.grid);
        const sides = times.map((time) => ({
          time,
          left: labelsAt(left, time, snapshot),
          right: labelsAt(right, time, snapshot),
        }));
        const both = sides.filter((side) => side.left.length > 0 && side.right.length > 0);
        if (both.length === 0) continue;
        seen = true;
        if (both.every(({ time }) => labelsAt(node, time, snapshot).length === 0)) {
          return failed(unmatched(rule, result.promql, both[0]!));
        }
      }
    }
    return seen ? passed : notCheckable(`one side of the operation has no value in ${snapshot.file}`);
  },
});

const MATCHING: ReadonlySet<PromQLErrorCode> = new Set([
  'many-to-many',
  'many-to-one',
  'group-not-unique',
  'duplicate-labels',
]);

type Join = { readonly node: Expression; readonly left: Expression; readonly right: Expression };

/** The operations whose samples have to find each other: of two vectors, and no set operation, which may well be empty. */
function joinsOf(expression: Expression): readonly Join[] {
  const found: Join[] = [];
  const pending: Expression[] = [expression];
  for (let next = pending.pop(); next; next = pending.pop()) {
    pending.push(...childrenOf(next));
    if (next.kind !== 'Binary' || ['and', 'or', 'unless', '==', '!=', '<', '<=', '>', '>='].includes(next.op)) continue;
    if (next.left.type === 'vector' && next.right.type === 'vector')
      found.push({ node: next, left: next.left, right: next.right });
  }
  return found;
}

function timesIn({ start, end, steps }: { readonly start: number; readonly end: number; readonly steps: number }) {
  return steps === 1 ? [end] : [end, Math.round((start + end) / 2), Math.round(start + (end - start) / 4)];
}

function labelsAt(expression: Expression, time: number, { snapshot: { store } }: FleetSnapshot): readonly Labels[] {
  try {
    const result = evaluateInstant(store, expression, { time, limits: EVALUATION_LIMITS });
    return result.type === 'vector' ? result.samples.map(({ labels }) => labels) : [];
  } catch (error) {
    if (error instanceof PromQLError) return [];
    throw error;
  }
}

function unmatched(
  rule: FleetRule,
  promql: string,
  { left, right }: { readonly left: readonly Labels[]; readonly right: readonly Labels[] },
): Fault {
  const names = (labels: Labels | undefined) => Object.keys(labels ?? {}).sort();
  const [l, r] = [names(left[0]), names(right[0])];
  const apart = [...l.filter((name) => !r.includes(name)), ...r.filter((name) => !l.includes(name))];
  return {
    at: rule.at('/metricsQuery'),
    message: `both sides of an operation have values (${left.length} and ${right.length}), and none of them match: the query gives nothing${apart.length > 0 ? `; only one side has ${apart.join(', ')}` : '; their labels have different values'}`,
    help: 'Group both sides by the same labels, by (<<.GroupBy>>), or say with on (...) or ignoring (...) what to compare.',
    evidence: { promql, left: l, right: r },
  };
}

type Failed = Extract<RuleEvaluation['result'], { readonly is: 'failed' }>;

function refused(rule: FleetRule, { error, promql, times, of }: Failed): Fault {
  return {
    at: rule.at('/metricsQuery'),
    message: `over the recorded series the two sides do not match one to one, and the query fails at ${times} of ${of} times looked at (every request is then an error): ${error.message}`,
    help: 'Aggregate the side with several samples, by (<<.GroupBy>>), or say group_left or group_right.',
    evidence: { promql, code: error.code, times, of },
  };
}
