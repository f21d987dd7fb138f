import { type EvaluatedResult, evaluationsOf, type ObjectResult } from '../../fleet/evaluation/rule-evaluation';
import type { FleetRule } from '../../fleet/rule-set';
import type { ResultSeries } from '../../promql';
import { METRIC_NAME } from '../../series/labels';
import { defineCheck, type Fault, judged, notCheckable, withoutSnapshot } from '../check';
import { listed } from '../wording';
import { rulesInUse } from './discovered-rule';

/** Several samples for one object: the adapter keeps the last one of an order that is not specified. */
export const resultNotOnePerObject = defineCheck<FleetRule>({
  id: 'adapter/result-not-one-per-object',
  severity: 'error',
  title: "a rule's query gives several samples for one object",
  subjects: (fleet) => rulesInUse(fleet).filter(({ compiled }) => compiled.list === 'rules'),
  run(rule, { snapshot }) {
    if (!snapshot) return withoutSnapshot;
    const results = evaluationsOf(rule, snapshot).map(({ result }) => result);
    const evaluated = results.filter((result) => result.is === 'evaluated');
    if (!evaluated.some(({ objects }) => objects.length > 0)) {
      return notCheckable(`the query gives no value for any object in ${snapshot.file}`);
    }
    return judged(evaluated.flatMap((result) => faultOf(rule, result)).slice(0, 1));
  },
});

function faultOf(rule: FleetRule, { objects, label }: EvaluatedResult): readonly Fault[] {
  const several = objects.filter(({ results }) => overlap(results));
  const [example] = several;
  if (!example) return [];
  const apart = differingLabels(example);
  return [
    {
      at: rule.at('/metricsQuery'),
      message: `the query gives ${several.length === objects.length ? 'every' : `${several.length} of ${objects.length}`} "${label}" more than one sample (${example.name}: ${example.results.length}, which differ in ${listed(apart)}): the adapter serves whichever comes last`,
      help: 'Make one of them: avg, sum or max with by (<<.GroupBy>>).',
      evidence: {
        label: label ?? '',
        objects: several.slice(0, 20).map(({ name }) => name),
        of: objects.length,
        labels: [...apart],
      },
    },
  ];
}

/** Whether two results have a sample at one time; a pod that moves has several, one after the other. */
function overlap(results: readonly ResultSeries[]): boolean {
  if (results.length < 2) return false;
  const seen = new Set<number>();
  for (const { timestamps } of results) {
    for (const time of timestamps) {
      if (seen.has(time)) return true;
      seen.add(time);
    }
  }
  return false;
}

function differingLabels({ results }: ObjectResult): readonly string[] {
  const names = [...new Set(results.flatMap(({ labels }) => Object.keys(labels)))].filter(
    (name) => name !== METRIC_NAME,
  );
  return names.filter((name) => new Set(results.map(({ labels }) => labels[name])).size > 1).sort();
}
