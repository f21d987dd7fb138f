import type { Tolerance } from './tolerance';

/** Values between two bounds, both included unless the lower one says otherwise. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** The values per pod at which the controller leaves the replicas alone. */
export interface QuietZone {
  /** Near enough to the target. */
  readonly tolerance: ValueRange;
  /**
   * The same, and below it what rounding up leaves alone: with few pods a whole replica has to become superfluous first.
   * `low` itself is outside where it is below the tolerance.
   */
  readonly whole: ValueRange;
}

/** The zone around a target per pod, for so many pods that count. */
export function quietZone(target: number, pods: number, { up, down }: Tolerance): QuietZone {
  const tolerance = { low: target * (1 - down), high: target * (1 + up) };
  const rounded = pods > 0 ? (target * (pods - 1)) / pods : tolerance.low;
  return { tolerance, whole: { low: Math.min(tolerance.low, rounded), high: tolerance.high } };
}
