import { missingParts } from '../../autoscaling/missing-parts';
import { ReadObject } from '../../autoscaling/read-field';
import type { AdmissionProblem } from '../../autoscaling/workload/admission/admission-problem';
import { objectAdmissionProblems, podTemplatesOf } from '../../autoscaling/workload/object-admission';
import type { KubernetesMinor } from '../../kubernetes/minor';
import type { Json } from '../../source/node';
import type { ObjectProblem, RenderedManifest } from '../output/object-problems';

/** What the API server would refuse of pods and of what holds them, whoever made it so: a policy, a pool, a patch. */
export function podProblems(objects: readonly RenderedManifest[], minor: KubernetesMinor): readonly ObjectProblem[] {
  return objects.flatMap(({ construct, manifest }) => {
    const object = new ReadObject(manifest as unknown as Json, '');
    const problems = [
      ...missingParts(object, manifest.kind).map((part) => ({ code: 'part-missing', ...part }) as const),
      ...refused(object, manifest.kind, minor).map((problem) => ({ code: 'pod-invalid', ...problem }) as const),
    ];
    return problems.map(({ code, path, message, help }) => {
      const summary = `${manifest.kind} ${manifest.metadata.name}: ${message}.`;
      return { construct, problem: { code, property: path, summary, help } };
    });
  });
}

function refused(object: ReadObject, kind: string, minor: KubernetesMinor): readonly AdmissionProblem[] {
  const templates = podTemplatesOf(object.object('spec'), kind);
  const seen = new Set<string>();
  return objectAdmissionProblems(object, kind, minor).filter(({ path, message }) => {
    // What stands in place of a placeholder nobody knows yet.
    if (message.includes('${')) return false;
    // The pods of a group are mostly alike.
    const template = templates.find((each) => path.startsWith(`${each.path}/`));
    const key = `${template ? path.slice(template.path.length) : path} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}
