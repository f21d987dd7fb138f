import { SYNC_WAVE_ANNOTATION, syncWaveOf } from '../../fleet/argo-cd';
import type { Autoscaler } from '../../fleet/autoscaler';
import type { Fleet } from '../../fleet/fleet';
import type { Manifest } from '../../fleet/manifest';
import { requestOf } from '../../fleet/metric-request';
import { supplyOf } from '../../fleet/supply';
import { describeObject } from '../../source/finding';
import { pointer } from '../../source/pointer';
import { type CheckContext, defineCheck, type Fault, failed, passed } from '../check';

/** Argo CD waits for a wave to be healthy, and an autoscaler without its target or its metric is not. */
export const syncWaveOrder = defineCheck<Autoscaler>({
  id: 'gitops/sync-wave-order',
  severity: 'error',
  title: 'an autoscaler is synced before what it needs to be healthy',
  subjects: (fleet) => fleet.autoscalers.filter((autoscaler) => usesWaves(autoscaler, fleet)),
  run(autoscaler, context) {
    const wave = syncWaveOf(autoscaler.manifest);
    if (wave === undefined) return failed(noWave(autoscaler.manifest));
    const needed = [...targetOf(autoscaler, context.fleet), ...rulesOf(autoscaler, context)];
    const later = needed.find((manifest) => (syncWaveOf(manifest) ?? 0) > wave);
    return later ? failed(tooEarly(autoscaler, wave, later)) : passed;
  },
});

const WAVE_PATH = `/metadata/annotations${pointer(SYNC_WAVE_ANNOTATION)}`;

function usesWaves(autoscaler: Autoscaler, fleet: Fleet): boolean {
  if (autoscaler.manifest.has(WAVE_PATH)) return true;
  return targetOf(autoscaler, fleet).some((manifest) => manifest.has(WAVE_PATH));
}

function targetOf(autoscaler: Autoscaler, fleet: Fleet): readonly Manifest[] {
  const target = fleet.targetOf(autoscaler);
  return target.is === 'workload' ? [target.workload.manifest] : [];
}

/** The ConfigMaps whose rules serve the autoscaler's metrics. */
function rulesOf(autoscaler: Autoscaler, { fleet, project, snapshot }: CheckContext): readonly Manifest[] {
  const maps = fleet.manifestsOf('ConfigMap');
  return autoscaler.metrics.flatMap((metric) => {
    const request = requestOf(metric);
    const supply = request && supplyOf(request, fleet, project, snapshot);
    if (!supply || !('rule' in supply)) return [];
    const { span } = supply.rule.place;
    return maps.filter(
      ({ root }) => root.span.file === span.file && root.span.start <= span.start && span.end <= root.span.end,
    );
  });
}

function noWave(manifest: Manifest): Fault {
  return {
    at: manifest.at(WAVE_PATH),
    object: manifest.object,
    severity: 'warning',
    message: `${SYNC_WAVE_ANNOTATION} is ${JSON.stringify(manifest.valueAt(WAVE_PATH))}, which is no whole number in quotes: Argo CD takes 0`,
    help: 'Write a number in quotes, such as "1".',
  };
}

function tooEarly({ manifest, object }: Autoscaler, wave: number, later: Manifest): Fault {
  const after = syncWaveOf(later)!;
  return {
    at: manifest.at(manifest.has(WAVE_PATH) ? WAVE_PATH : '/metadata'),
    object,
    message: `${describeObject(object)} is in sync wave ${wave}, and ${describeObject(later.object)}, which it needs, in wave ${after}: Argo CD waits until a wave is healthy, and without it the autoscaler is not`,
    help: `Put the adapter's rules first, then the workload, then the autoscaler: a wave of ${after + 1} here.`,
    evidence: { wave, needed: describeObject(later.object), neededWave: after },
  };
}
