import { customValue, externalValue } from '../../adapter/values';
import { evaluationsForRequests } from '../../fleet/evaluation/request-evaluations';
import type { RuleEvaluation } from '../../fleet/evaluation/rule-evaluation';
import { isBlank } from '../../fleet/evaluation/series-profile';
import type { FleetRule } from '../../fleet/rule-set';
import { defineCheck, type Fault, judged, notCheckable, withoutSnapshot } from '../check';
import { listed, percent } from '../wording';
import { rulesInUse } from './discovered-rule';

/** Values that the metrics API cannot carry: they arrive as 0, or as the least number there is. */
export const nonfiniteValue = defineCheck<FleetRule>({
  id: 'adapter/nonfinite-value',
  severity: 'error',
  title: "a rule's query gives NaN or infinity",
  subjects: rulesInUse,
  run(rule, { fleet, project, snapshot }) {
    if (!snapshot) return withoutSnapshot;
    const counted = evaluationsForRequests(rule, fleet, project, snapshot).map((evaluation) => countOf(evaluation));
    if (!counted.some(({ total }) => total > 0)) return notCheckable(`the query gives no value in ${snapshot.file}`);
    return judged(counted.flatMap((count) => faultOf(rule, count)).slice(0, 1));
  },
});

/** Well below what 64 bits of thousandths hold. */
const SAFE = 1e15;

interface Count {
  readonly total: number;
  readonly nan: number;
  readonly overflow: number;
  readonly objects: readonly string[];
  readonly isExternal: boolean;
  readonly divides: boolean;
}

function countOf({ result, resource }: RuleEvaluation): Count {
  const isExternal = resource === undefined;
  const count = { total: 0, nan: 0, overflow: 0, objects: new Set<string>() };
  if (result.is === 'evaluated') {
    const all = [
      ...result.objects.flatMap(({ name, results }) => results.map((one) => ({ name, values: one.values }))),
      ...(isExternal ? result.loose.map(({ values }) => ({ name: '', values })) : []),
    ];
    for (const { name, values } of all) {
      for (const value of values) {
        count.total++;
        // Most values: thousandths of them fit.
        if (Math.abs(value) < SAFE) continue;
        // NVIDIA's marks are metric/blank-sentinel.
        if (isBlank(value) || !(isExternal ? externalValue(value) : customValue(value)).distorted) continue;
        if (Number.isNaN(value)) count.nan++;
        else count.overflow++;
        if (name !== '') count.objects.add(name);
      }
    }
  }
  const divides = result.is === 'evaluated' && result.promql.includes('/');
  return { ...count, objects: [...count.objects], isExternal, divides };
}

function faultOf(rule: FleetRule, { total, nan, overflow, objects, isExternal, divides }: Count): readonly Fault[] {
  if (nan + overflow === 0) return [];
  const what = [...(nan > 0 ? ['NaN'] : []), ...(overflow > 0 ? ['a value beyond what it can carry'] : [])].join(
    ' and ',
  );
  const onlyZero = overflow === 0 && !isExternal;
  const consequence = onlyZero
    ? 'the adapter serves 0 instead, which looks like no load'
    : 'the adapter serves the least number there is instead, which scales in';
  return [
    {
      ...(onlyZero && { severity: 'warning' as const }),
      at: rule.at('/metricsQuery'),
      message: `${percent((nan + overflow) / total)} of the recorded results are ${what}${objects.length > 0 ? ` (${listed(objects)})` : ''}: ${consequence}`,
      help: divides
        ? 'A divisor is 0 or missing there: keep only results with one, such as a / (b > 0).'
        : 'Filter what is no number, such as with query >= 0.',
      evidence: { results: total, nan, overflow, objects: objects.slice(0, 20) },
    },
  ];
}
