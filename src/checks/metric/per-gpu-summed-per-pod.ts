import { queryShapeOf, SERIES_STAND_IN, selectorsOf } from '../../adapter/query-shape';
import { atOneTime } from '../../fleet/evaluation/at-one-time';
import { cardOf } from '../../fleet/evaluation/card-of-series';
import { namesOnlyExporter, podNamingOf } from '../../fleet/evaluation/pod-naming';
import { seriesOfRule } from '../../fleet/evaluation/rule-evaluation';
import { type RuleUser, usersOf } from '../../fleet/evaluation/rule-users';
import { profileOf } from '../../fleet/evaluation/series-profile';
import type { FleetRule } from '../../fleet/rule-set';
import { findResource } from '../../kubernetes/resource-table';
import { metricsOfSeries } from '../../metrics/catalogue';
import { withoutParens } from '../../promql';
import { labelValue } from '../../series/labels';
import type { Series } from '../../series/series';
import { describeObject } from '../../source/finding';
import { rulesInUse } from '../adapter/discovered-rule';
import { defineCheck, type Fault, judged, notCheckable, passed, withoutSnapshot } from '../check';

const PODS = findResource({ resource: 'pods' })!;

/** A percentage of each GPU, summed over the GPUs of a pod: with four of them, 20 is 5 % of each. */
export const perGpuSummedPerPod = defineCheck<FleetRule>({
  id: 'metric/per-gpu-summed-per-pod',
  severity: 'error',
  title: 'a share of each GPU is summed over the GPUs of a pod',
  subjects: rulesInUse,
  run(rule, { fleet, project, snapshot }) {
    const label = rule.compiled.association.labelOf(PODS);
    if (label === undefined || rule.compiled.list === 'externalRules' || !sumsSeries(rule)) return passed;
    if (!snapshot) return withoutSnapshot;
    const found = seriesOfRule(rule, snapshot);
    if (found.length === 0) return notCheckable(`no series of the rule is in ${snapshot.file}`);
    if (namesOnlyExporter(podNamingOf(rule, fleet, snapshot))) {
      return notCheckable('the pods that the series name are those of the exporter: see metric/label-convention');
    }
    const faults: Fault[] = [];
    for (const { name, series } of found) {
      const whole = wholeOf(name, series);
      const cards = whole === undefined ? 0 : mostCards(series, label);
      if (whole === undefined || cards < 2) continue;
      const users = usersOf(rule, fleet, project, snapshot).filter(
        (user) => user.series === name && user.request.api === 'custom' && (targetOf(user) ?? 0) <= whole,
      );
      faults.push(
        ...(users.length > 0
          ? users.map((user) => ofUser(rule, name, cards, user, whole))
          : [unused(rule, name, cards, whole)]),
      );
    }
    return judged(faults.slice(0, 5));
  },
});

/** Whether the query is a sum of the series' own values, and not divided afterwards. */
function sumsSeries({ compiled }: FleetRule): boolean {
  const shape = queryShapeOf(compiled);
  const outer = shape && withoutParens(shape.expression);
  if (outer?.kind !== 'Aggregate' || outer.op !== 'sum') return false;
  const inner = withoutParens(outer.expression);
  if (inner.kind === 'VectorSelector') return inner.name === SERIES_STAND_IN || inner.name !== undefined;
  return (
    inner.kind === 'Call' && inner.name.endsWith('_over_time') && selectorsOf(inner).some(({ isSeries }) => isSeries)
  );
}

const NAMED_SHARE = /util|perc|ratio|_active|occupancy/i;

/** What all of one GPU is: 100 or 1; undefined where the series is no share. */
function wholeOf(name: string, series: readonly Series[]): number | undefined {
  const unit = metricsOfSeries(name).find((metric) => metric.series === name)?.unit;
  if (unit !== undefined) return unit === 'percent' ? 100 : unit === 'ratio' ? 1 : undefined;
  if (!NAMED_SHARE.test(name)) return undefined;
  const most = Math.max(...series.map((one) => profileOf(one).max));
  return most <= 1 ? 1 : most <= 100 ? 100 : undefined;
}

function mostCards(series: readonly Series[], label: string): number {
  const cards = new Map<string, Map<string, Series>>();
  for (const one of series) {
    const pod = labelValue(one.labels, label);
    const card = cardOf(one.labels);
    if (pod === '' || card === undefined) continue;
    const own = cards.get(pod) ?? new Map<string, Series>();
    cards.set(pod, own.set(card, one));
  }
  return Math.max(0, ...[...cards.values()].map((own) => atOneTime([...own.values()]).length));
}

function targetOf({ metric: { reading } }: RuleUser): number | undefined {
  return reading.target.averageValue.value?.toNumber();
}

function ofUser(rule: FleetRule, name: string, cards: number, user: RuleUser, whole: number): Fault {
  const target = targetOf(user) ?? 0;
  const each = Number((target / cards).toPrecision(3));
  return {
    at: rule.at('/metricsQuery'),
    message: `this sums ${name} over the ${cards} GPUs of a pod, up to ${cards * whole}: the target ${target} of ${describeObject(user.metric.object)} is reached at ${each} on each`,
    help: 'Write avg instead of sum for the average of the GPUs, or max for the busiest one; where the sum is meant, set the target for all GPUs together.',
    evidence: { series: name, gpus: cards, target },
  };
}

function unused(rule: FleetRule, name: string, cards: number, whole: number): Fault {
  return {
    severity: 'info',
    at: rule.at('/metricsQuery'),
    message: `this sums ${name} over the ${cards} GPUs of a pod, up to ${cards * whole}; a target for one GPU is then reached too early`,
    help: 'Write avg instead of sum for the average of the GPUs, or max for the busiest one.',
    evidence: { series: name, gpus: cards },
  };
}
