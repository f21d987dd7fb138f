import { ReadObject } from '../autoscaling/read-field';
import { podAdmissionProblems } from '../autoscaling/workload/pod-admission';
import type { KubernetesMinor } from '../kubernetes/minor';
import type { Json } from '../source/node';
import type { ObjectProblem, RenderedManifest } from './object-problems';

/** Where the pod templates of a kind stand. */
const TEMPLATES: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['Deployment', [['template']]],
  ['StatefulSet', [['template']]],
  [
    'LeaderWorkerSet',
    [
      ['leaderWorkerTemplate', 'leaderTemplate'],
      ['leaderWorkerTemplate', 'workerTemplate'],
    ],
  ],
]);

/** Pods that the API server would refuse, whatever made them so: a policy, a pool, a patch or another construct. */
export function podProblems(objects: readonly RenderedManifest[], minor: KubernetesMinor): readonly ObjectProblem[] {
  return objects.flatMap(({ construct, manifest }) => {
    const templates = TEMPLATES.get(manifest.kind) ?? [];
    const spec = new ReadObject(manifest as unknown as Json, '').object('spec');
    const seen = new Set<string>();
    return templates
      .flatMap((keys) => {
        const pod = [...keys, 'spec'].reduce((read, key) => read.object(key), spec);
        return podAdmissionProblems(pod, minor).map((problem) => ({ ...problem, root: pod.path }));
      })
      .filter(({ path, root, message }) => {
        // What stands in place of a placeholder nobody knows yet.
        if (message.includes('${')) return false;
        // The pods of a group are mostly alike.
        const key = `${path.slice(root.length)} ${message}`;
        return !seen.has(key) && seen.add(key);
      })
      .map(({ path, message, help }) => ({
        construct,
        problem: {
          code: 'pod-invalid',
          property: path,
          summary: `${manifest.kind} ${manifest.metadata.name}: ${message}.`,
          help,
        } as const,
      }));
  });
}
