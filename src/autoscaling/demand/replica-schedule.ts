import type { ParsedBounds } from '../ahpa/bounds';
import { parseBounds } from '../ahpa/bounds';
import type { AhpaReading } from '../ahpa/read-ahpa';
import { type ReplicaRange, replicaRangeOfAhpa, replicaRangeOfHpa } from '../capacity';
import type { HpaReplicas } from '../hpa/hpa-reading';
import type { ReadField } from '../read-field';

/** The replicas that a service may have, by the clock. */
export interface ReplicaSchedule {
  /** Over all times. */
  readonly overall: ReplicaRange;
  /** While no bound is active. */
  readonly outside: ReplicaRange;
  /** Empty where the range is the same at all times. */
  readonly periods: ParsedBounds['periods'];
}

/** An autoscaler that acts. */
export type ActingAutoscaler =
  | { readonly is: 'hpa'; readonly reading: HpaReplicas }
  | { readonly is: 'ahpa'; readonly reading: AhpaReading };

/**
 * What the autoscalers that act on a workload may set; undefined where that cannot be read. Of several, which is a fault that
 * is reported elsewhere, the widest range counts.
 */
export function scheduleOf(autoscalers: readonly ActingAutoscaler[]): ReplicaSchedule | undefined {
  const ranges = autoscalers.map((one) =>
    one.is === 'hpa' ? replicaRangeOfHpa(one.reading) : replicaRangeOfAhpa(one.reading),
  );
  if (ranges.some((range) => range === undefined)) return undefined;
  const overall = ranges.map((range) => range!).reduce(widest);
  const [first, ...others] = autoscalers;
  if (first?.is !== 'ahpa' || others.length > 0) return constant(overall);
  const { instanceBounds, minReplicas, maxReplicas } = first.reading;
  const parsed = parseBounds(instanceBounds);
  // A bound that cannot be read may be active at any time.
  if (!parsed.complete || parsed.periods.length === 0) return constant(overall);
  return { overall, outside: { min: minReplicas.value ?? 0, max: maxReplicas.value! }, periods: parsed.periods };
}

/** The same replicas at all times. */
export function constant(range: ReplicaRange): ReplicaSchedule {
  return { overall: range, outside: range, periods: [] };
}

/** A workload's own count, which is 1 where none is written; undefined where it cannot be read. */
export function fixedSchedule(replicas: ReadField<number>): ReplicaSchedule | undefined {
  const count = replicas.given ? replicas.value : 1;
  return count === undefined ? undefined : constant({ min: count, max: count });
}

/** Room for both ranges. */
export function widest(a: ReplicaRange, b: ReplicaRange): ReplicaRange {
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
}
