import type { Pointer } from '../source/pointer';
import type { ReadObject } from './read-field';

/** A part without which the API server refuses an object, and which its schema takes for optional. */
export interface MissingPart {
  /** Where it would stand. */
  readonly path: Pointer;
  readonly message: string;
  /** What to do, as a sentence. */
  readonly help: string;
}

/** The keys below `spec` that lead to the pod templates of a kind. */
export const POD_TEMPLATES: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
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

/**
 * What a workload or an HPA must have although its schema does not say so; null is left to the schema, which takes it for no
 * mapping. Source: kubernetes/kubernetes, pkg/apis/{apps,autoscaling,core}/validation.
 */
export function missingParts(object: ReadObject, kind: string): readonly MissingPart[] {
  const templates = POD_TEMPLATES.get(kind);
  if (!templates && kind !== 'HorizontalPodAutoscaler') return [];
  const spec = object.object('spec');
  if (spec.json === undefined) return [missingSpec(kind, spec)];
  return (templates ?? [])
    .map((keys) => keys.reduce((read, key) => read.object(key), spec))
    .filter(({ given }) => given)
    .flatMap((template) => missingPodParts(template.object('spec')));
}

function missingSpec(kind: string, { path }: ReadObject): MissingPart {
  const help =
    kind === 'HorizontalPodAutoscaler'
      ? 'Write spec with scaleTargetRef, maxReplicas and metrics.'
      : 'Write spec with a selector and a pod template.';
  return { path, message: 'spec is missing', help };
}

function missingPodParts(pod: ReadObject): readonly MissingPart[] {
  const help = 'Write a container with a name and an image.';
  if (pod.json === undefined) return [{ path: pod.path, message: 'the pod template has no spec', help }];
  const { json, path } = pod.object('containers');
  return Array.isArray(json) && json.length === 0 ? [{ path, message: 'the pod has no containers', help }] : [];
}
