import type { BaseFleet } from '../../fleet/base-fleet';
import type { Fleet } from '../../fleet/fleet';
import { ArgoCdApplication } from '../../fleet/sync/argo-cd-application';
import { syncersOfFile, syncsTogether } from '../../fleet/sync/syncers-of-fleet';
import type { Workload } from '../../fleet/workload';
import { describeObject } from '../../source/finding';
import type { Json } from '../../source/node';
import { pointer } from '../../source/pointer';
import { defineCheck, failed, notCheckable, passed, withoutBase } from '../check';

/** A new name is a new object: the old one, with its pods on GPUs, is pruned while the new one still loads its model. */
export const objectRenamed = defineCheck<Workload>({
  id: 'gitops/object-renamed',
  severity: 'warning',
  title: 'a change renames a workload with GPUs, whose pods are then pruned',
  subjects: (fleet) => fleet.workloads.filter(holdsGpus),
  run(workload, { fleet, base }) {
    if (!base) return withoutBase;
    const counterpart = base.counterpartOf(workload.object);
    if (counterpart.is === 'unknown') return notCheckable(counterpart.reason);
    if (counterpart.is === 'workload') return passed;
    const old = goneFrom(base, fleet).find((candidate) => runsTheSame(candidate, workload));
    if (!old) return passed;
    const name = describeObject(old.object);
    if (fleet.opaqueFiles[0] !== undefined) {
      return notCheckable(`${name} may stand in ${fleet.opaqueFiles[0]}, which could not be read`);
    }
    const prunesLast = prunedLastBy(old, workload, base.fleet!, fleet);
    if (prunesLast !== undefined) {
      return failed({
        at: workload.manifest.at('/metadata/name'),
        severity: 'info',
        message: `it runs what ${name} runs, which this change removes: ${prunesLast} prunes last, so the GPU pods of ${name} stay until the new ones are ready`,
        help: 'Until then both need their GPUs. See that there are enough, or the sync waits for pods that find none.',
        evidence: { before: name, prunedLastBy: prunesLast },
      });
    }
    return failed({
      at: workload.manifest.at('/metadata/name'),
      message: `it runs what ${name} runs, which this change removes: where the sync prunes, the GPU pods of ${name} are deleted while the new ones still start`,
      help: 'Add the new workload first, and remove the old one when the new pods are ready. In Argo CD the annotation argocd.argoproj.io/sync-options: PruneLast=true, on the old one before it is removed, does the same.',
      evidence: { before: name },
    });
  },
});

const GONE = new WeakMap<BaseFleet, readonly Workload[]>();

/** The workloads with GPU pods that the target branch has and this one lacks, and that nothing keeps. */
function goneFrom(base: BaseFleet, fleet: Fleet): readonly Workload[] {
  let gone = GONE.get(base);
  if (!gone) {
    const here = new Set(fleet.workloads.map(({ object }) => describeObject(object)));
    gone = (base.fleet?.workloads ?? []).filter(
      (workload) =>
        holdsGpus(workload) &&
        workload.replicas !== 0 &&
        !isKept(workload) &&
        !here.has(describeObject(workload.object)),
    );
    GONE.set(base, gone);
  }
  return gone;
}

function holdsGpus({ gpuRequests }: Workload): boolean {
  return gpuRequests.length > 0;
}

/** Whether an annotation keeps the pods until the new ones are ready, or for good. */
function isKept({ manifest }: Workload): boolean {
  const annotation = (key: string) => String(manifest.valueAt(pointer('metadata', 'annotations', key)) ?? '');
  const options = annotation('argocd.argoproj.io/sync-options').split(',');
  return (
    options.some((option) => ['Prune=false', 'PruneLast=true'].includes(option.trim())) ||
    annotation('kustomize.toolkit.fluxcd.io/prune') === 'disabled'
  );
}

/** The Application that syncs both names, and prunes when all that it syncs is healthy. */
function prunedLastBy(old: Workload, renamed: Workload, base: Fleet, fleet: Fleet): string | undefined {
  const files = [old.manifest.file.name, renamed.manifest.file.name] as const;
  const [before, ...moreBefore] = syncersOfFile(base, files[0]);
  const [after, ...moreAfter] = syncersOfFile(fleet, files[1]);
  if (moreBefore.length > 0 || moreAfter.length > 0) return undefined;
  if (!(before instanceof ArgoCdApplication && after instanceof ArgoCdApplication)) return undefined;
  const name = describeObject(after.object);
  const isOne = describeObject(before.object) === name && syncsTogether(after, ...files);
  return isOne && [before, after].every((one) => one.hasSyncOption('PruneLast=true')) ? name : undefined;
}

/** The same containers, but for the version of an image and the workload's own name. */
function runsTheSame(old: Workload, renamed: Workload): boolean {
  const before = programOf(old);
  const after = programOf(renamed);
  return (
    before.length === after.length &&
    before.every(
      (text, at) => text === after[at] || text.replaceAll(old.object.name, renamed.object.name) === after[at],
    )
  );
}

const PROGRAMS = new WeakMap<Workload, readonly string[]>();
const VERSION_OF_IMAGE = /(?:@.*|:[^:/]*)$/;

/** What the containers run, text by text. */
function programOf(workload: Workload): readonly string[] {
  let program = PROGRAMS.get(workload);
  if (!program) {
    program = workload.containers.flatMap(({ image, path }) => [
      image.replace(VERSION_OF_IMAGE, ''),
      ...['command', 'args', 'env'].flatMap((key) => [
        key,
        ...textsIn(workload.manifest.valueAt(`${path}${pointer(key)}`) ?? null),
      ]),
    ]);
    PROGRAMS.set(workload, program);
  }
  return program;
}

function textsIn(value: Json): readonly string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.entries(value).flatMap(([key, member]) => [key, ...textsIn(member)]);
}
