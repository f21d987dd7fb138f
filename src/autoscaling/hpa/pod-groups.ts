/** What the controller looks at in a pod. Times in ms since the epoch. */
export interface PodState {
  readonly name: string;
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  readonly deleting?: boolean;
  /** Read for CPU metrics, and to count ready pods for Value targets. */
  readonly startTime?: number;
  readonly ready?: { readonly status: boolean; readonly lastTransition: number };
}

/** A metric's value for one pod, in thousandths. */
export interface PodSample {
  readonly milli: bigint;
  /** When it was measured, and over how long: read for CPU metrics. */
  readonly timestamp?: number;
  readonly windowMs?: number;
}

/** How long a starting pod's CPU values are not trusted. Times in ms. */
export interface CpuReadiness {
  readonly now: number;
  /** @default 300000 */
  readonly initializationPeriodMs?: number;
  /** @default 30000 */
  readonly initialReadinessDelayMs?: number;
}

/** The pods by what they do to the average. */
export interface PodGroups {
  /** Every pod that the selector matches. */
  readonly pods: readonly string[];
  readonly readyCount: number;
  readonly unready: ReadonlySet<string>;
  /** Running, without a value. */
  readonly missing: ReadonlySet<string>;
  /** Being deleted, failed or finished. */
  readonly ignored: ReadonlySet<string>;
  /** The samples left once those of ignored and unready pods are removed; those of unknown pods stay. */
  readonly samples: ReadonlyMap<string, PodSample>;
}

/**
 * Sorts pods as the controller does. Only CPU metrics look at readiness: pass `cpu` for them. For other metrics a running
 * pod that is not ready counts in full once it has a value.
 *
 * @param samples by pod name
 */
export function groupPods(
  pods: readonly PodState[],
  samples: ReadonlyMap<string, PodSample>,
  cpu?: CpuReadiness,
): PodGroups {
  const unready = new Set<string>();
  const missing = new Set<string>();
  const ignored = new Set<string>();
  let readyCount = 0;
  for (const pod of pods) {
    const sample = samples.get(pod.name);
    if (pod.deleting || pod.phase === 'Failed' || pod.phase === 'Succeeded') ignored.add(pod.name);
    else if (pod.phase === 'Pending') unready.add(pod.name);
    else if (!sample) missing.add(pod.name);
    else if (cpu && isUnreadyForCpu(pod, sample, cpu)) unready.add(pod.name);
    else readyCount++;
  }
  const left = new Map([...samples].filter(([name]) => !ignored.has(name) && !unready.has(name)));
  return { pods: pods.map(({ name }) => name), readyCount, unready, missing, ignored, samples: left };
}

function isUnreadyForCpu(pod: PodState, sample: PodSample, cpu: CpuReadiness): boolean {
  const { ready, startTime } = pod;
  if (!ready || startTime === undefined) return true;
  const initialization = cpu.initializationPeriodMs ?? 300_000;
  if (startTime + initialization > cpu.now) {
    return !ready.status || (sample.timestamp ?? cpu.now) < ready.lastTransition + (sample.windowMs ?? 0);
  }
  // Never became ready: it was set unready right after the start and stayed so.
  return !ready.status && startTime + (cpu.initialReadinessDelayMs ?? 30_000) > ready.lastTransition;
}

/** Pods that are running and ready, which Value targets multiply by. */
export function countReadyPods(pods: readonly PodState[]): number {
  return pods.filter(({ phase, ready }) => phase === 'Running' && ready?.status === true).length;
}
