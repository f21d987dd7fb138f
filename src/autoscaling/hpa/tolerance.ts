import { atLeast } from '../../kubernetes/minor';
import type { HpaBehavior } from './model';

/** The dead band around the target, as fractions of it. */
export interface Tolerance {
  /** The test changed in 1.33; both differ at a ratio of exactly 1.1. */
  readonly test: 'distance' | 'range';
  readonly up: number;
  readonly down: number;
}

const DEFAULT_TOLERANCE = 0.1;

/**
 * The tolerance in force on a minor; `tolerance` in behavior counts from 1.35 on, where its gate is on.
 *
 * @param clusterDefault the controller's flag --horizontal-pod-autoscaler-tolerance; 0.1 unless given
 */
export function toleranceOf(minor: string, behavior?: HpaBehavior, clusterDefault = DEFAULT_TOLERANCE): Tolerance {
  const configurable = atLeast(minor, '1.35');
  return {
    test: atLeast(minor, '1.33') ? 'range' : 'distance',
    up: (configurable ? behavior?.scaleUp?.tolerance?.toNumber() : undefined) ?? clusterDefault,
    down: (configurable ? behavior?.scaleDown?.tolerance?.toNumber() : undefined) ?? clusterDefault,
  };
}

/** Whether a ratio of usage to target is near enough to 1 to leave the replicas alone. */
export function isWithinTolerance(ratio: number, { test, up, down }: Tolerance): boolean {
  return test === 'distance' ? Math.abs(1 - ratio) <= up : 1 - down <= ratio && ratio <= 1 + up;
}
