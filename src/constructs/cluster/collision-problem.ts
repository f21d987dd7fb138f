import type { AdapterRule } from '../../adapter/rules/types';
import type { AskedRule, RuleCollision } from '../../pipeline/rule-set';
import type { PolicyProblem } from '../problems/policy-error';

/** What can differ between two rules of one API metric, and what it is called. */
const PARTS: readonly { readonly noun: string; textOf(rule: AdapterRule): string }[] = [
  { noun: 'series', textOf: ({ seriesQuery }) => seriesQuery },
  { noun: 'queries', textOf: ({ metricsQuery }) => metricsQuery },
  { noun: 'resources', textOf: ({ resources }) => JSON.stringify(resources) },
  { noun: 'names', textOf: ({ name }) => JSON.stringify(name ?? {}) },
];

/** A collision of adapter rules as an error that names both who ask, and what differs. */
export function collisionProblem({ resource, name, first, second }: RuleCollision): PolicyProblem {
  const different = PARTS.filter(({ textOf }) => textOf(first.rule) !== textOf(second.rule));
  const width = Math.max(first.askedBy.length, second.askedBy.length) + 1;
  const lines = different.flatMap(({ textOf }) =>
    [first, second].map(({ askedBy, rule }) => `${`${askedBy}:`.padEnd(width)}  ${textOf(rule)}`),
  );
  return {
    code: 'rule-collision',
    summary: `two policies make the API metric ${resource}s/${name} with different ${different.map(({ noun }) => noun).join(' and ')}.`,
    why: `${lines.join('\n')}\nThe adapter would serve whichever rule it finds last.`,
    help: isOfOneSeries(first, second)
      ? `Use one aggregation in both, or give one of them another name: metrics.custom(..., { as: '${name}_${aggregationOf(second)}' }).`
      : `Scale both on one series, or give one of them another name: metrics.custom(..., { as: '${name}_2' }).`,
  };
}

function isOfOneSeries(first: AskedRule, second: AskedRule): boolean {
  return first.rule.seriesQuery === second.rule.seriesQuery;
}

function aggregationOf({ rule }: AskedRule): string {
  return rule.metricsQuery.slice(0, rule.metricsQuery.indexOf('('));
}
