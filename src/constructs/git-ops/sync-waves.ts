import { AHPA_KIND } from '../../autoscaling/ahpa/model';
import { annotated } from '../output/annotated';
import type { RenderedManifest } from '../output/object-problems';

export const SYNC_WAVE_ANNOTATION = 'argocd.argoproj.io/sync-wave';

/**
 * Namespaces before all that is in them. Then the adapter, so that metrics are there; the autoscaler last, so that one without a
 * metric holds up nothing.
 */
export const SYNC_WAVES = { namespace: -3, adapter: -2, workload: 0, autoscaler: 1 } as const;

/** The object with its wave. Those of the workload are in wave 0, which needs no annotation; a wave that is there stays. */
export function withSyncWave(object: RenderedManifest, ruleConfigMap: boolean): RenderedManifest {
  const wave = ruleConfigMap ? SYNC_WAVES.adapter : waveOf(object.manifest.kind);
  return wave === SYNC_WAVES.workload ? object : annotated(object, SYNC_WAVE_ANNOTATION, String(wave));
}

function waveOf(kind: string): number {
  if (kind === 'Namespace') return SYNC_WAVES.namespace;
  return kind === 'HorizontalPodAutoscaler' || kind === AHPA_KIND ? SYNC_WAVES.autoscaler : SYNC_WAVES.workload;
}
