import { AHPA_KIND } from '../../autoscaling/ahpa/model';
import { readAhpa } from '../../autoscaling/ahpa/read-ahpa';
import { type ActingAutoscaler, fixedSchedule, scheduleOf } from '../../autoscaling/demand/replica-schedule';
import { readHpaReplicas } from '../../autoscaling/hpa/read-hpa';
import { WORKLOAD_KINDS, WorkloadReading } from '../../autoscaling/workload/workload-reading';
import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';
import type { Json } from '../../source/node';
import { type Manifest, namespaceOf, type RenderedManifest } from './object-problems';

/** A workload, the autoscalers that act on it, or both, as they are written. */
export interface WrittenService {
  /** Undefined for a workload that is not written here. */
  readonly workload: { readonly object: RenderedManifest; readonly reading: WorkloadReading } | undefined;
  readonly autoscalers: readonly RenderedManifest[];
  /** What the autoscalers say. */
  readonly acting: readonly ActingAutoscaler[];
}

/** The services among a cluster's objects: the workloads first. */
export function writtenServices(
  objects: readonly RenderedManifest[],
  pools: readonly GpuPoolFacts[],
): readonly WrittenService[] {
  const scaled = new Map<string, RenderedManifest[]>();
  for (const object of objects) {
    const target = object.manifest.spec?.scaleTargetRef;
    if (!target || !isActing(object.manifest)) continue;
    const key = keyOf(object.manifest, target);
    scaled.set(key, [...(scaled.get(key) ?? []), object]);
  }
  const services = objects.filter(isWorkload).map((object): WrittenService => {
    const { manifest } = object;
    const { kind, metadata } = manifest;
    const key = keyOf(manifest, { kind, name: metadata.name });
    const autoscalers = scaled.get(key) ?? [];
    scaled.delete(key);
    const reading = new WorkloadReading(manifest as unknown as Json, kind, pools);
    return { workload: { object, reading }, autoscalers, acting: autoscalers.map(actingOf) };
  });
  const others = [...scaled.values()].map((autoscalers): WrittenService => {
    return { workload: undefined, autoscalers, acting: autoscalers.map(actingOf) };
  });
  return [...services, ...others];
}

/** The most replicas at any time; undefined where that cannot be read. */
export function maxReplicasOf({ workload, acting }: WrittenService): number | undefined {
  const schedule = acting.length > 0 ? scheduleOf(acting) : workload && fixedSchedule(workload.reading.replicas);
  return schedule?.overall.max;
}

function isWorkload({ manifest }: RenderedManifest): boolean {
  return WORKLOAD_KINDS.some((kind) => kind === manifest.kind);
}

/** AHPA in `observer` only computes. */
function isActing({ kind, spec }: Manifest): boolean {
  return kind === AHPA_KIND ? (spec?.scaleStrategy ?? 'observer') !== 'observer' : kind === 'HorizontalPodAutoscaler';
}

function actingOf({ manifest }: RenderedManifest): ActingAutoscaler {
  const json = manifest as unknown as Json;
  if (manifest.kind === AHPA_KIND) return { is: 'ahpa', reading: readAhpa(json) };
  return { is: 'hpa', reading: readHpaReplicas(json) };
}

function keyOf(manifest: Manifest, { kind, name }: { readonly kind: string; readonly name: string }): string {
  return [namespaceOf(manifest), kind, name].join('\n');
}
