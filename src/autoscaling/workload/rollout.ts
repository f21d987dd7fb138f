import { LEADER_WORKER_SET } from '../../kubernetes/leader-worker-set';
import type { Json } from '../../source/node';
import type { Pointer } from '../../source/pointer';
import type { ReadObject } from '../read-field';

/** How a workload replaces its replicas; undefined numbers cannot be read. */
export type Rollout =
  /** Every replica is stopped before a new one starts. */
  | { readonly is: 'recreate' }
  | {
      readonly is: 'rolling';
      /** Replicas above the wanted count, by that count. */
      readonly surge: (replicas: number) => number | undefined;
      /** Replicas that may be missing, by the wanted count. */
      readonly unavailable: (replicas: number) => number | undefined;
      readonly path: Pointer;
    };

/** How the objects of a kind replace their replicas, with the defaults of the API server. */
export function readRollout(workload: ReadObject, kind: string): Rollout {
  const spec = workload.object('spec');
  if (kind === 'Deployment') {
    const strategy = spec.object('strategy');
    if (strategy.string('type').value === 'Recreate') return { is: 'recreate' };
    return rolling(strategy.object('rollingUpdate'), { maxSurge: '25%', maxUnavailable: '25%' });
  }
  if (kind === LEADER_WORKER_SET.kind) {
    // Source: kubernetes-sigs/lws, RollingUpdateConfiguration: no surge, one group at a time.
    const configuration = spec.object('rolloutStrategy').object('rollingUpdateConfiguration');
    return rolling(configuration, { maxSurge: 0, maxUnavailable: 1 });
  }
  // A StatefulSet replaces each pod in place.
  return { is: 'rolling', surge: () => 0, unavailable: () => 1, path: spec.object('updateStrategy').path };
}

function rolling(read: ReadObject, defaults: { readonly maxSurge: Json; readonly maxUnavailable: Json }): Rollout {
  const written = (name: 'maxSurge' | 'maxUnavailable') => (read.has(name) ? read.object(name).json! : defaults[name]);
  const surge = (replicas: number) => countOf(written('maxSurge'), replicas, Math.ceil);
  return {
    is: 'rolling',
    surge,
    unavailable(replicas) {
      const count = countOf(written('maxUnavailable'), replicas, Math.floor);
      // Both rounded to 0 would never move, so the controller then lets one be missing.
      return count === 0 && surge(replicas) === 0 ? 1 : count;
    },
    path: read.path,
  };
}

/** A count, or a percentage of the replicas as text. */
export function countOf(written: Json, replicas: number, round: (value: number) => number): number | undefined {
  if (typeof written === 'number') return Number.isInteger(written) && written >= 0 ? written : undefined;
  const [, percent] = typeof written === 'string' ? (/^(\d{1,9})%$/.exec(written) ?? []) : [];
  return percent === undefined ? undefined : round((replicas * Number(percent)) / 100);
}
