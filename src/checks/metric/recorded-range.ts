import type { AutoscalerMetric } from '../../fleet/autoscaler';
import { namesOnlyExporter, podNamingOf } from '../../fleet/evaluation/pod-naming';
import { requestScopeOf } from '../../fleet/evaluation/request-scope';
import { evaluationOf, isPods, seriesOfRule } from '../../fleet/evaluation/rule-evaluation';
import { type RuleUser, ruleBehind, supplyBehind } from '../../fleet/evaluation/rule-users';
import { nothingSelected, selectedSeriesOf } from '../../fleet/evaluation/selected-series';
import {
  averageOf,
  totalOf,
  type ValueSeries,
  valuesOfObjects,
  valuesOfWorkload,
} from '../../fleet/evaluation/value-series';
import type { FleetSnapshot } from '../../fleet/fleet-snapshot';
import { isRecorded } from '../../fleet/observed/recorded-workloads';
import type { CheckContext, Lack } from '../check';

const FEWEST_VALUES = 10;

/** What the controller would have compared with the target, over the recorded time. */
export interface RecordedRange {
  /** What the values are, as it stands behind the name. */
  readonly what: string;
  readonly least: number;
  readonly most: number;
  /** The share of the time at the greatest value. */
  readonly atMost: number;
  /** What is compared with the target: a total is divided by the replicas, by the fewest or by the most. */
  readonly mostWithFewest: number;
  readonly leastWithMost: number;
  /** Of single objects: the greatest value, and whether any is no whole number. */
  readonly greatest: number;
  readonly fractional: boolean;
}

/** A range, or why there is none. */
export type RangeOrReason = RecordedRange | { readonly reason: string; readonly lacks?: Lack };

const known = new WeakMap<AutoscalerMetric, WeakMap<FleetSnapshot, RangeOrReason>>();

/** The range of an autoscaler metric in a snapshot; read once. */
export function recordedRange(metric: AutoscalerMetric, context: CheckContext, snapshot: FleetSnapshot): RangeOrReason {
  const bySnapshot = known.get(metric) ?? new WeakMap<FleetSnapshot, RangeOrReason>();
  known.set(metric, bySnapshot);
  const range = bySnapshot.get(snapshot) ?? readRange(metric, context, snapshot);
  bySnapshot.set(snapshot, range);
  return range;
}

function readRange(metric: AutoscalerMetric, context: CheckContext, snapshot: FleetSnapshot): RangeOrReason {
  const user = ruleBehind(metric, context.fleet, context.project, snapshot);
  if (user) return recordedFor(user, context, snapshot);
  const supply = supplyBehind(metric, context.fleet, context.project, snapshot);
  return { reason: supply?.is === 'unknown' ? supply.reason : 'no rule among the files serves the metric' };
}

function recordedFor(user: RuleUser, { fleet }: CheckContext, snapshot: FleetSnapshot): RangeOrReason {
  const { metric, request, rule, series: name } = user;
  const series = seriesOfRule(rule, snapshot).find((found) => found.name === name);
  if (!series) return { reason: `no series of the rule is in ${snapshot.file}` };
  const resource = request.api === 'custom' ? request.resource : undefined;
  if (isPods(resource) && namesOnlyExporter(podNamingOf(rule, fleet, snapshot))) {
    return { reason: 'the pods that the series name are those of the exporter: see metric/label-convention' };
  }
  const scope = requestScopeOf(metric);
  if (!scope) return { reason: 'the selector of the metric is none to ask by: see hpa/metric-selector-invalid' };
  const nothing = nothingSelected(selectedSeriesOf(user, snapshot), series.name, snapshot.file);
  if (nothing !== undefined) return { reason: nothing };
  const { result } = evaluationOf(rule, series, resource, snapshot, scope);
  if (result.is !== 'evaluated') return { reason: 'the query gives no value: other checks say why' };
  if (!resource) return ofTotal(totalOf(result), metric, snapshot);
  if (!isPods(resource)) {
    const { namespace } = metric.object;
    const described = metric.reading.describedObject.name.value;
    const own = valuesOfObjects(result).find(
      (object) => object.name === described && (object.namespace === undefined || object.namespace === namespace),
    );
    return own ? ofTotal(own, metric, snapshot) : { reason: `${described} has no value in ${snapshot.file}` };
  }
  const target = fleet.targetOf(metric.autoscaler);
  if (target.is === 'unknown') return { reason: target.reason };
  if (target.is === 'missing') return { reason: `${target.what} is not among the manifests` };
  const own = valuesOfWorkload(result, target.workload, fleet);
  if (own.length === 0) {
    const { name: workload } = target.workload.object;
    return isRecorded(target.workload, fleet, snapshot)
      ? { reason: `no pod of ${workload} has a value in ${snapshot.file}` }
      : { reason: `${workload} has no pods in ${snapshot.file}: take a snapshot once it runs`, lacks: 'pods' };
  }
  return ofValues(averageOf(own), ', averaged over the pods,', own, snapshot);
}

function ofValues(
  { values }: ValueSeries,
  what: string,
  objects: readonly ValueSeries[],
  snapshot: FleetSnapshot,
): RangeOrReason {
  if (values.length < FEWEST_VALUES) return { reason: `too few values are in ${snapshot.file}` };
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  return {
    what,
    least,
    most,
    atMost: values.filter((value) => value === most).length / values.length,
    mostWithFewest: most,
    leastWithMost: least,
    greatest: Math.max(...objects.map((object) => object.values.reduce((a, b) => Math.max(a, b)))),
    fractional: objects.some((object) => object.values.some((value) => !Number.isInteger(value))),
  };
}

/** An AverageValue of a total is divided by the replicas. */
function ofTotal(
  total: ValueSeries,
  { autoscaler, reading }: AutoscalerMetric,
  snapshot: FleetSnapshot,
): RangeOrReason {
  const recorded = ofValues(total, reading.target.averageValue.given ? ', in total,' : '', [total], snapshot);
  if ('reason' in recorded || !reading.target.averageValue.given || autoscaler.is !== 'hpa') return recorded;
  const { minReplicas, maxReplicas } = autoscaler.reading;
  return {
    ...recorded,
    mostWithFewest: recorded.most / Math.max(1, minReplicas.value ?? 1),
    leastWithMost: recorded.least / Math.max(1, maxReplicas.value ?? 1),
  };
}
