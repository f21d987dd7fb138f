import { queryShapeOf, SERIES_STAND_IN } from '../../adapter/query-shape';
import { atOneTime } from '../../fleet/evaluation/at-one-time';
import { cardOf } from '../../fleet/evaluation/card-of-series';
import { seriesOfRule } from '../../fleet/evaluation/rule-evaluation';
import type { FleetRule } from '../../fleet/rule-set';
import { findResource } from '../../kubernetes/resource-table';
import { withoutParens } from '../../promql';
import { labelValue } from '../../series/labels';
import type { Series } from '../../series/series';
import { rulesInUse } from '../adapter/discovered-rule';
import { defineCheck, type Fault, judged, notCheckable, passed, withoutSnapshot } from '../check';

const PODS = findResource({ resource: 'pods' })!;
/** What the GPU exporter of ACK says of each process that uses a card. */
const OF_PROCESS = 'DCGM_CUSTOM_PROCESS_';

/** Two processes at 45 % of one card use 90 % of it, and their average is 45. */
export const processesAveraged = defineCheck<FleetRule>({
  id: 'metric/processes-averaged',
  severity: 'warning',
  title: 'a rule averages over the processes that a pod has on one card',
  subjects: rulesInUse,
  run(rule, { snapshot }) {
    const label = rule.compiled.association.labelOf(PODS);
    if (label === undefined || !averagesSeries(rule)) return passed;
    if (!rule.compiled.rule.seriesQuery?.includes(OF_PROCESS)) return passed;
    if (!snapshot) return withoutSnapshot;
    const found = seriesOfRule(rule, snapshot).filter(({ name }) => name.startsWith(OF_PROCESS));
    if (found.length === 0) return notCheckable(`no series of the rule is in ${snapshot.file}`);
    return judged(found.flatMap(({ name, series }) => faultOf(rule, name, busiest(series, label)) ?? []).slice(0, 5));
  },
});

/** Whether the query is an average of the series' own values. */
function averagesSeries({ compiled }: FleetRule): boolean {
  const shape = queryShapeOf(compiled);
  const outer = shape && withoutParens(shape.expression);
  if (outer?.kind !== 'Aggregate' || outer.op !== 'avg') return false;
  const inner = withoutParens(outer.expression);
  return inner.kind === 'VectorSelector' && inner.name === SERIES_STAND_IN;
}

interface Shared {
  readonly pod: string;
  readonly processes: number;
}

/** The pod with most series on one card at one time. */
function busiest(series: readonly Series[], label: string): Shared {
  const groups = new Map<string, { readonly pod: string; readonly own: Series[] }>();
  for (const one of series) {
    const pod = labelValue(one.labels, label);
    const card = cardOf(one.labels);
    if (pod === '' || card === undefined) continue;
    const key = JSON.stringify([pod, card]);
    const group = groups.get(key) ?? { pod, own: [] };
    groups.set(key, group);
    group.own.push(one);
  }
  let most: Shared = { pod: '', processes: 0 };
  for (const { pod, own } of groups.values()) {
    const processes = atOneTime(own).length;
    if (processes > most.processes) most = { pod, processes };
  }
  return most;
}

function faultOf(rule: FleetRule, name: string, { pod, processes }: Shared): Fault | undefined {
  if (processes < 2) return undefined;
  return {
    at: rule.at('/metricsQuery'),
    message: `this averages ${name} over the ${processes} series that pod ${pod} has on one card: the value is what one process uses on average, not what all of them use of the card`,
    help: 'Where that is meant, keep it. For the whole, sum over the processes of each card first: avg(sum(<<.Series>>{<<.LabelMatchers>>}) by (UUID, <<.GroupBy>>)) by (<<.GroupBy>>).',
    evidence: { series: name, pod, processes },
  };
}
