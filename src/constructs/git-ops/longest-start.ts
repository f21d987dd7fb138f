import { type PodSet, WORKLOAD_KINDS, WorkloadReading } from '../../autoscaling/workload/workload-reading';
import type { Json } from '../../source/node';
import type { Manifest } from '../output/object-problems';

/** The grace period of a pod that names none. */
const DEFAULT_GRACE_SECONDS = 30;

interface Start {
  /** How long a pod may take to be ready: the budget of its startup probe. */
  readonly seconds: number;
  /** The same, and the time of the pod that makes room for it. */
  readonly withDrainSeconds: number;
}

/** The pods that may take the longest to start; 0 where no container has a startup probe. */
export function longestStart(manifests: readonly Manifest[]): Start {
  const starts = manifests.flatMap(podSetsOf).map(startOf);
  return {
    seconds: Math.max(0, ...starts.map(({ seconds }) => seconds)),
    withDrainSeconds: Math.max(0, ...starts.map(({ withDrainSeconds }) => withDrainSeconds)),
  };
}

function podSetsOf(manifest: Manifest): readonly PodSet[] {
  const kind = WORKLOAD_KINDS.find((known) => known === manifest.kind);
  return kind ? new WorkloadReading(manifest as unknown as Json, kind).podSets : [];
}

function startOf({ containers, terminationGracePeriodSeconds = DEFAULT_GRACE_SECONDS }: PodSet): Start {
  const budgets = containers.map(({ startupLimit }) =>
    startupLimit?.probe === 'startupProbe' ? (startupLimit.seconds ?? 0) : 0,
  );
  const seconds = Math.max(0, ...budgets);
  return { seconds, withDrainSeconds: seconds === 0 ? 0 : seconds + terminationGracePeriodSeconds };
}
