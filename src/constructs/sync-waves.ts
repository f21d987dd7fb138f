import { AHPA_KIND } from '../autoscaling/ahpa/model';
import type { Manifest, RenderedManifest } from './object-problems';

export const SYNC_WAVE_ANNOTATION = 'argocd.argoproj.io/sync-wave';

/** Adapter first, so that metrics are there; the autoscaler last, so that one without a metric holds up nothing. */
export const SYNC_WAVES = { adapter: -2, workload: 0, autoscaler: 1 } as const;

type Annotated = Manifest['metadata'] & { readonly annotations?: { readonly [key: string]: string } };

/** The object with its wave. Those of the workload are in wave 0, which needs no annotation; a wave that is there stays. */
export function withSyncWave(object: RenderedManifest, ruleConfigMap: boolean): RenderedManifest {
  const { manifest } = object;
  const isAutoscaler = manifest.kind === 'HorizontalPodAutoscaler' || manifest.kind === AHPA_KIND;
  const wave = ruleConfigMap ? SYNC_WAVES.adapter : isAutoscaler ? SYNC_WAVES.autoscaler : SYNC_WAVES.workload;
  if (wave === SYNC_WAVES.workload) return object;
  const { annotations, ...others } = manifest.metadata as Annotated;
  // First, as keys are sorted.
  const metadata = { annotations: { [SYNC_WAVE_ANNOTATION]: String(wave), ...annotations }, ...others };
  return { ...object, manifest: { ...manifest, metadata } };
}
