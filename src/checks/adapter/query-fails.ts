import { matcher } from '../../adapter/metric-selector';
import { renderQuery } from '../../adapter/queries';
import { evaluationsForRequests } from '../../fleet/evaluation/request-evaluations';
import type { RuleEvaluation } from '../../fleet/evaluation/rule-evaluation';
import type { FleetRule } from '../../fleet/rule-set';
import { findResource } from '../../kubernetes/resource-table';
import { type PromQLErrorCode, parsePromQL } from '../../promql';
import { defineCheck, type Fault, failed, notCheckable, passed, type Verdict, withoutSnapshot } from '../check';
import { nothingEvaluated, rulesInUse } from './discovered-rule';

const NAMESPACES = findResource({ resource: 'namespaces' })!;

/** A query that Prometheus refuses, or that fails over the recorded series: every request is an error. */
export const queryFails = defineCheck<FleetRule>({
  id: 'adapter/query-fails',
  severity: 'error',
  title: "a rule's query cannot be answered",
  subjects: rulesInUse,
  run(rule, { fleet, project, snapshot }) {
    const written = byText(rule, snapshot?.snapshot.store.facts.semantics);
    if (written !== 'sound') return written;
    if (!snapshot) return withoutSnapshot;
    const results = evaluationsForRequests(rule, fleet, project, snapshot).map(({ result }) => result);
    const failures = results.filter((result) => result.is === 'failed');
    const own = failures.find(({ error }) => !MATCHING.has(error.code) && !LIMITS.has(error.code));
    if (own) return failed(evaluation(rule, own));
    if (failures.some(({ error }) => LIMITS.has(error.code))) {
      return notCheckable('the query would read more than it is given here');
    }
    if (results.length === 0) return notCheckable(nothingEvaluated(rule, snapshot));
    return passed;
  },
});

/** What promql/vector-matching reports. */
const MATCHING: ReadonlySet<PromQLErrorCode> = new Set([
  'many-to-many',
  'many-to-one',
  'group-not-unique',
  'duplicate-labels',
]);
/** Our own bounds, and what only our evaluator does not know. */
const LIMITS: ReadonlySet<PromQLErrorCode> = new Set([
  'limit-samples',
  'limit-series',
  'limit-steps',
  'limit-time',
  'unsupported-native-histogram',
  'unsupported-function',
  'unsupported-aggregation',
]);

/** What the text alone tells, rendered with stand-ins for an object. */
function byText(rule: FleetRule, semantics: string | undefined): Verdict | 'sound' {
  const { compiled } = rule;
  const isExternal = compiled.list === 'externalRules';
  const label = [...compiled.association.overrides.keys()].at(-1) ?? 'pod';
  const namespace = compiled.association.labelOf(NAMESPACES) ?? 'namespace';
  const matchers = isExternal
    ? [matcher(namespace, '=', 'x')]
    : [matcher(namespace, '=', 'x'), matcher(label, '=~', 'x|y')];
  const query = renderQuery(compiled.query, 'series', matchers, isExternal ? [] : [label]);
  if ('failure' in query) {
    if (query.failure === 'not-reproduced') return notCheckable(`the template is not read here: ${query.message}`);
    return failed({
      at: rule.at(query.failure === 'empty-query' && compiled.rule.metricsQuery === '' ? '' : '/metricsQuery'),
      message: `${query.failure === 'empty-query' ? 'there is no query' : `the template fails at each request: ${query.message}`}, so every request is answered with ${isExternal ? 'an error (500)' : '"not found" (404)'}`,
      help:
        query.failure === 'empty-query'
          ? 'Write a metricsQuery, such as sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>).'
          : 'The fields are .Series, .LabelMatchers, .LabelValuesByName, .GroupBy and .GroupBySlice.',
    });
  }
  const { ast, diagnostics } = parsePromQL(query.promql, semantics === undefined ? {} : { semantics });
  if (!ast) {
    const message = diagnostics[0]?.message ?? 'it cannot be read';
    return failed({
      at: rule.at('/metricsQuery'),
      message: `Prometheus refuses this query: ${message}; every request is an error (500)`,
      help: `With an object filled in it reads: ${query.promql}`,
      evidence: { promql: query.promql, refused: message },
    });
  }
  if (ast.type === 'vector' || (ast.type === 'scalar' && isExternal)) return 'sound';
  return failed({
    at: rule.at('/metricsQuery'),
    message: `this query gives ${TYPES[ast.type]}, and the adapter takes a list of samples: every request is an error (500)`,
    help:
      ast.type === 'matrix'
        ? 'Put a function such as rate or avg_over_time around it.'
        : 'Leave out scalar(), or write vector() around it.',
    evidence: { promql: query.promql, type: ast.type },
  });
}

const TYPES = { scalar: 'one number', matrix: 'a range of samples', string: 'a text' } as const;

type Failed = Extract<RuleEvaluation['result'], { readonly is: 'failed' }>;

function evaluation(rule: FleetRule, { error, promql, times, of }: Failed): Fault {
  return {
    at: rule.at('/metricsQuery'),
    message: `over the recorded series this query fails, at ${times} of ${of} times looked at: ${error.message}`,
    help: `With every object filled in it reads: ${promql}`,
    evidence: { promql, code: error.code, times, of },
  };
}
