import type { ResultSeries } from '../../promql';
import type { Fleet } from '../fleet';
import type { Workload } from '../workload';
import type { EvaluatedResult } from './rule-evaluation';
import { workloadIndexOf } from './workload-index';

/** The recorded results of one object, or of an external metric, in the order of time; finite values only. */
export interface ValueSeries {
  readonly namespace: string | undefined;
  /** Empty for an external metric. */
  readonly name: string;
  readonly timestamps: Float64Array;
  readonly values: Float64Array;
  /** Results that are left out, as they are no finite numbers. */
  readonly nonFinite: number;
}

const objects = new WeakMap<EvaluatedResult, readonly ValueSeries[]>();

/** The values of each object: of several results of one object, the last counts, as the adapter has it. */
export function valuesOfObjects(result: EvaluatedResult): readonly ValueSeries[] {
  let found = objects.get(result);
  if (!found) {
    found = result.objects.map(({ namespace, name, results }) => ({ namespace, name, ...latest(results) }));
    objects.set(result, found);
  }
  return found;
}

const byWorkload = new WeakMap<EvaluatedResult, ReadonlyMap<Workload, readonly ValueSeries[]>>();

/** The values of the pods of a workload, by their names. */
export function valuesOfWorkload(result: EvaluatedResult, workload: Workload, fleet: Fleet): readonly ValueSeries[] {
  let found = byWorkload.get(result);
  if (!found) {
    const index = workloadIndexOf(fleet);
    const groups = new Map<Workload, ValueSeries[]>();
    for (const pod of valuesOfObjects(result)) {
      const owner = index.workloadOf(pod.namespace, pod.name);
      if (!owner) continue;
      const group = groups.get(owner);
      if (group) group.push(pod);
      else groups.set(owner, [pod]);
    }
    found = groups;
    byWorkload.set(result, found);
  }
  return found.get(workload) ?? [];
}

/** The sum of all results at each time: what an HPA makes of an external metric. */
export function totalOf({ loose }: EvaluatedResult): ValueSeries {
  return { namespace: undefined, name: '', ...merged(loose, (before, value) => before + value) };
}

/** The average over several objects at each time. */
export function averageOf(all: readonly ValueSeries[]): ValueSeries {
  const counts = merged(
    all.map(({ timestamps }) => ({ timestamps, values: new Float64Array(timestamps.length).fill(1) })),
    (before, value) => before + value,
  );
  const sums = merged(all, (before, value) => before + value);
  const values = sums.values.map((sum, index) => sum / counts.values[index]!);
  const nonFinite = all.reduce((total, series) => total + series.nonFinite, 0);
  return { namespace: undefined, name: '', timestamps: sums.timestamps, values, nonFinite };
}

type Columns = Pick<ResultSeries, 'timestamps' | 'values'>;
type FiniteColumns = Pick<ValueSeries, 'timestamps' | 'values' | 'nonFinite'>;

function latest(results: readonly Columns[]): FiniteColumns {
  const [only] = results;
  if (results.length === 1 && only!.values.every(Number.isFinite)) {
    return { timestamps: only!.timestamps, values: only!.values, nonFinite: 0 };
  }
  return merged(results, (_, value) => value);
}

function merged(all: readonly Columns[], merge: (before: number, value: number) => number): FiniteColumns {
  let nonFinite = 0;
  const byTime = new Map<number, number>();
  for (const { timestamps, values } of all) {
    for (let index = 0; index < timestamps.length; index++) {
      const value = values[index]!;
      if (!Number.isFinite(value)) {
        nonFinite++;
        continue;
      }
      const before = byTime.get(timestamps[index]!);
      byTime.set(timestamps[index]!, before === undefined ? value : merge(before, value));
    }
  }
  const times = Float64Array.from(byTime.keys()).sort();
  return { timestamps: times, values: times.map((time) => byTime.get(time)!), nonFinite };
}
