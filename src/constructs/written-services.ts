import { AHPA_KIND } from '../autoscaling/ahpa/model';
import { readAhpa } from '../autoscaling/ahpa/read-ahpa';
import { type ActingAutoscaler, fixedSchedule, scheduleOf } from '../autoscaling/demand/replica-schedule';
import { readHpaReplicas } from '../autoscaling/hpa/read-hpa';
import { WORKLOAD_KINDS, WorkloadReading } from '../autoscaling/workload/workload-reading';
import type { Json } from '../source/node';
import { type Manifest, namespaceOf, type RenderedManifest } from './object-problems';

/** A workload, the autoscalers that act on it, or both, as they are written. */
export interface WrittenService {
  /** Undefined for a workload that is not written here. */
  readonly workload: { readonly object: RenderedManifest; readonly reading: WorkloadReading } | undefined;
  readonly autoscalers: readonly RenderedManifest[];
  /** The most replicas at any time; undefined where that cannot be read. */
  readonly maxReplicas: number | undefined;
}

/** The services among a cluster's objects. */
export function writtenServices(objects: readonly RenderedManifest[]): readonly WrittenService[] {
  const scaled = new Map<string, RenderedManifest[]>();
  for (const object of objects) {
    const target = object.manifest.spec?.scaleTargetRef;
    if (!target || !acting(object.manifest)) continue;
    const key = keyOf(object.manifest, target);
    scaled.set(key, [...(scaled.get(key) ?? []), object]);
  }
  const services = objects.filter(isWorkload).map((object): WrittenService => {
    const { manifest } = object;
    const reading = new WorkloadReading(manifest as unknown as Json, manifest.kind);
    const key = keyOf(manifest, { kind: manifest.kind, name: manifest.metadata.name });
    const autoscalers = scaled.get(key) ?? [];
    scaled.delete(key);
    const schedule =
      autoscalers.length > 0 ? scheduleOf(autoscalers.flatMap(readingOf)) : fixedSchedule(reading.replicas);
    return { workload: { object, reading }, autoscalers, maxReplicas: schedule?.overall.max };
  });
  const others = [...scaled.values()].map((autoscalers): WrittenService => {
    return { workload: undefined, autoscalers, maxReplicas: scheduleOf(autoscalers.flatMap(readingOf))?.overall.max };
  });
  return [...services, ...others];
}

function isWorkload({ manifest }: RenderedManifest): boolean {
  return WORKLOAD_KINDS.some((kind) => kind === manifest.kind);
}

function readingOf({ manifest }: RenderedManifest): readonly ActingAutoscaler[] {
  return acting(manifest) ?? [];
}

/** AHPA in `observer` only computes. */
function acting(manifest: Manifest): readonly [ActingAutoscaler] | undefined {
  const json = manifest as unknown as Json;
  if (manifest.kind === 'HorizontalPodAutoscaler') return [{ is: 'hpa', reading: readHpaReplicas(json) }];
  if (manifest.kind !== AHPA_KIND || (manifest.spec?.scaleStrategy ?? 'observer') === 'observer') return undefined;
  return [{ is: 'ahpa', reading: readAhpa(json) }];
}

function keyOf(manifest: Manifest, { kind, name }: { readonly kind: string; readonly name: string }): string {
  return [namespaceOf(manifest), kind, name].join('\n');
}
