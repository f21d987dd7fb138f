import type { AskedRule, RuleCollision } from '../pipeline/rule-set';
import type { PolicyProblem } from './policy-error';

/** A collision of adapter rules as an error that names both who ask. */
export function collisionProblem({ resource, name, first, second }: RuleCollision): PolicyProblem {
  const width = Math.max(first.askedBy.length, second.askedBy.length) + 1;
  const lines = [first, second].map(({ askedBy, rule }) => `${`${askedBy}:`.padEnd(width)}  ${rule.metricsQuery}`);
  return {
    code: 'rule-collision',
    summary: `two policies make the API metric ${resource}s/${name} with different queries.`,
    why: `${lines.join('\n')}\nThe adapter would serve whichever rule it finds last.`,
    help: `Use one aggregation in both, or give one of them another name: metrics.custom(..., { as: '${name}_${differentAggregation(second)}' }).`,
  };
}

function differentAggregation({ rule }: AskedRule): string {
  return rule.metricsQuery.slice(0, rule.metricsQuery.indexOf('('));
}
