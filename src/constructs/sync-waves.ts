import { AHPA_KIND } from '../autoscaling/ahpa/model';
import type { RenderedManifest } from './object-problems';

export const SYNC_WAVE_ANNOTATION = 'argocd.argoproj.io/sync-wave';

/** Adapter first, so that metrics are there; the autoscaler last, so that one without a metric holds up nothing. */
export const SYNC_WAVES = { adapter: -2, workload: 0, autoscaler: 1 } as const;

/** The object with its wave. Those of the workload are in wave 0, which needs no annotation; a wave that is there stays. */
export function withSyncWave(object: RenderedManifest, ruleConfigMap: boolean): RenderedManifest {
  const { manifest } = object;
  const isAutoscaler = manifest.kind === 'HorizontalPodAutoscaler' || manifest.kind === AHPA_KIND;
  const wave = ruleConfigMap ? SYNC_WAVES.adapter : isAutoscaler ? SYNC_WAVES.autoscaler : SYNC_WAVES.workload;
  if (wave === SYNC_WAVES.workload) return object;
  const { annotations } = manifest.metadata as { readonly annotations?: { readonly [key: string]: string } };
  const metadata = { ...manifest.metadata, annotations: { [SYNC_WAVE_ANNOTATION]: String(wave), ...annotations } };
  return { ...object, manifest: { ...manifest, metadata } };
}
