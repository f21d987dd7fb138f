import { missingParts, POD_TEMPLATES } from '../../autoscaling/missing-parts';
import { ReadObject } from '../../autoscaling/read-field';
import { podAdmissionProblems } from '../../autoscaling/workload/pod-admission';
import type { KubernetesMinor } from '../../kubernetes/minor';
import type { Json } from '../../source/node';
import type { ObjectProblem, RenderedManifest } from '../output/object-problems';

/** What the API server would refuse of pods and of what holds them, whoever made it so: a policy, a pool, a patch. */
export function podProblems(objects: readonly RenderedManifest[], minor: KubernetesMinor): readonly ObjectProblem[] {
  return objects.flatMap(({ construct, manifest }) => {
    const templates = POD_TEMPLATES.get(manifest.kind) ?? [];
    const object = new ReadObject(manifest as unknown as Json, '');
    const seen = new Set<string>();
    const ofPods = templates.flatMap((keys) => {
      const pod = ['spec', ...keys, 'spec'].reduce((read, key) => read.object(key), object);
      return podAdmissionProblems(pod, minor).filter(({ path, message }) => {
        // What stands in place of a placeholder nobody knows yet.
        if (message.includes('${')) return false;
        // The pods of a group are mostly alike.
        const key = `${path.slice(pod.path.length)} ${message}`;
        return !seen.has(key) && seen.add(key);
      });
    });
    const problems = [
      ...missingParts(object, manifest.kind).map((part) => ({ code: 'part-missing', ...part }) as const),
      ...ofPods.map((problem) => ({ code: 'pod-invalid', ...problem }) as const),
    ];
    return problems.map(({ code, path, message, help }) => {
      const summary = `${manifest.kind} ${manifest.metadata.name}: ${message}.`;
      return { construct, problem: { code, property: path, summary, help } };
    });
  });
}
