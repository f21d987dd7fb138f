import { describeObject } from '../../source/finding';
import type { Autoscaler } from '../autoscaler';
import type { Fleet } from '../fleet';
import type { Manifest } from '../manifest';
import { applyPolicyOf } from './flux-kustomization';
import type { CountTreatment } from './syncer';
import { syncersOfFile } from './syncers-of-fleet';

/** What the sync of a workload does to its count, and which object says so; `written` where nothing says anything. */
export type CountInSync = CountTreatment & { readonly by: string };

/** Reads the Applications and Kustomizations of a cluster for what they do to `spec.replicas` of one workload. */
export function countInSync(workload: Manifest, fleet: Fleet, writers: readonly Autoscaler[]): CountInSync {
  const file = workload.file.name;
  const all = syncersOfFile(fleet, file).map((syncer): CountInSync => {
    return { ...syncer.treatmentOfCount(workload, writers), by: describeObject(syncer.object) };
  });
  const [first] = all;
  if (!first) {
    const policy = applyPolicyOf(workload);
    return policy === undefined
      ? { is: 'written', by: '' }
      : { is: 'ignored', how: policy, afterRemoval: 'kept', ofObject: true, by: 'Flux' };
  }
  const unlike = all.find(({ is }) => is !== first.is);
  // Of several the one that keeps least counts.
  if (!unlike) return all.find((one) => one.is === 'ignored' && one.afterRemoval !== 'kept') ?? first;
  const isWritten = all.every(({ is }) => is === 'written' || is === 'lacking');
  if (isWritten) return all.find(({ is }) => is === 'lacking')!;
  return {
    is: 'unknown',
    by: [first, unlike].map(({ by }) => by).join(' or '),
    reason: `syncs ${file}, and they treat spec.replicas differently`,
  };
}
