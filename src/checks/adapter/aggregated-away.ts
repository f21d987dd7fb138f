import { matcher } from '../../adapter/metric-selector';
import { renderQuery } from '../../adapter/queries';
import { type Carries, carriesLabel } from '../../adapter/result-labels';
import { resourceKey } from '../../adapter/rules/resource-association';
import { evaluationsOf } from '../../fleet/evaluation/rule-evaluation';
import { usersOf } from '../../fleet/evaluation/rule-users';
import type { FleetRule } from '../../fleet/rule-set';
import type { ApiResource } from '../../kubernetes/resource-table';
import { parsePromQL } from '../../promql';
import { type CheckContext, defineCheck, type Fault, failed, notCheckable, passed } from '../check';
import { rulesInUse } from './discovered-rule';

/** The result of a rule's query does not say which object it is of: the metric is listed, and every request finds nothing. */
export const aggregatedAway = defineCheck<FleetRule>({
  id: 'adapter/aggregated-away',
  severity: 'error',
  title: "a rule's query drops the label that names the object",
  subjects: (fleet) => rulesInUse(fleet).filter(({ compiled }) => compiled.list === 'rules'),
  run(rule, context) {
    const mapped = objectsOf(rule);
    if (mapped.length === 0 || rule.compiled.rule.metricsQuery.trim() === '') return passed;
    const carried = mapped.map(({ resource, label }) => ({ resource, label, carries: carriesIn(rule, label) }));
    if (carried.some(({ carries }) => carries === undefined)) {
      return notCheckable(
        'the metricsQuery is no PromQL, or uses parts of the template language that are not read here',
      );
    }
    if (carried.some(({ carries }) => carries === 'yes')) return passed;
    // The ACK adapter serves the same rule as an external metric, where nothing has to be left of an object.
    const users = usersOf(rule, context.fleet, context.project, context.snapshot);
    if (users.length > 0 && users.every(({ request }) => request.api === 'external')) return passed;
    const [first] = carried;
    const seen = seenIn(rule, context);
    if (carried.every(({ carries }) => carries === 'no')) return failed(fault(rule, first!, seen));
    if (seen === undefined) return notCheckable('which labels the result has depends on the data');
    return seen.labelled > 0 ? passed : failed(fault(rule, first!, seen));
  },
});

interface MappedObject {
  readonly resource: ApiResource;
  readonly label: string;
}

/** What the rule maps besides namespaces, which are mapped for the matchers; namespaces where there is nothing else. */
function objectsOf({ compiled: { association } }: FleetRule): readonly MappedObject[] {
  const mapped = [...association.overrides].map(([label, resource]) => ({ resource, label }));
  const objects = mapped.filter(({ resource }) => resourceKey(resource) !== 'namespaces');
  return objects.length > 0 || association.template ? objects : mapped;
}

function carriesIn({ compiled }: FleetRule, label: string): Carries | undefined {
  const query = renderQuery(compiled.query, 'series', [matcher(label, '=', 'x')], [label]);
  if ('failure' in query) return undefined;
  const { ast } = parsePromQL(query.promql);
  return ast && carriesLabel(ast, label);
}

/** How many samples the query gives over the recorded series, and how many of them name an object. */
interface Seen {
  readonly labelled: number;
  readonly loose: number;
}

function seenIn(rule: FleetRule, { snapshot }: CheckContext): Seen | undefined {
  const results = snapshot ? evaluationsOf(rule, snapshot).map(({ result }) => result) : [];
  const evaluated = results.filter((result) => result.is === 'evaluated');
  const seen = {
    labelled: evaluated.reduce((sum, { objects }) => sum + objects.length, 0),
    loose: evaluated.reduce((sum, { loose }) => sum + loose.length, 0),
  };
  return seen.labelled + seen.loose > 0 ? seen : undefined;
}

function fault(rule: FleetRule, { resource, label }: MappedObject, seen: Seen | undefined): Fault {
  const confirmed = seen
    ? `; over the recorded series it gives ${seen.loose === 1 ? 'one sample' : `${seen.loose} samples`} without it`
    : '';
  return {
    at: rule.at('/metricsQuery'),
    message: `the result of this query has no label "${label}", by which the adapter finds the ${resource.singular} of a sample: ${resource.resource} are listed, and every request is answered with nothing${confirmed}`,
    help: 'Group by the object that is asked for: by (<<.GroupBy>>).',
    evidence: { label, resource: resource.resource, ...(seen && { samples: seen.loose }) },
  };
}
