import { AHPA_KIND } from '../../autoscaling/ahpa/model';
import { HAND_OVER_ANNOTATION } from '../../autoscaling/hand-over';
import { annotationOf } from '../output/annotated';
import { groupOf, type Manifest } from '../output/object-problems';

/** A workload whose count of replicas is not Git's. */
export interface ScaledWorkload {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The targets of autoscalers that act, and the workloads that are handed over to one: each once, sorted. */
export function scaledWorkloads(manifests: readonly Manifest[]): readonly ScaledWorkload[] {
  const found = new Map(manifests.flatMap(workloadOf).map((workload) => [keyOf(workload), workload]));
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, workload]) => workload);
}

function workloadOf(manifest: Manifest): readonly ScaledWorkload[] {
  const { apiVersion, kind, metadata, spec } = manifest;
  const { namespace = 'default', name } = metadata;
  if (annotationOf(manifest, HAND_OVER_ANNOTATION) !== undefined) return [{ apiVersion, kind, namespace, name }];
  const target = spec?.scaleTargetRef;
  if ((kind !== 'HorizontalPodAutoscaler' && kind !== AHPA_KIND) || !target) return [];
  if (kind === AHPA_KIND && spec.scaleStrategy === 'observer') return [];
  return [{ apiVersion: target.apiVersion ?? 'apps/v1', kind: target.kind, namespace, name: target.name }];
}

/** As the engines compare them: the version does not count. */
function keyOf({ apiVersion, kind, namespace, name }: ScaledWorkload): string {
  return [groupOf(apiVersion), kind, namespace, name].join('\n');
}
