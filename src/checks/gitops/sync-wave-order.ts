import type { Autoscaler } from '../../fleet/autoscaler';
import type { Fleet } from '../../fleet/fleet';
import type { Manifest } from '../../fleet/manifest';
import { requestOf } from '../../fleet/metric-request';
import { supplyOf } from '../../fleet/supply';
import {
  compareSyncPositions,
  hasSyncPosition,
  LAST_WAVE,
  SYNC_WAVE_ANNOTATION,
  SYNC_WAVE_PATH,
  type SyncPosition,
  syncPositionOf,
  unreadWaveOf,
} from '../../fleet/sync/sync-position';
import { describeObject, type ObjectReference } from '../../source/finding';
import { type CheckContext, defineCheck, type Fault, failed, judged, notCheckable, type Subject } from '../check';
import { apartFrom } from './one-application';

/** An autoscaler with what it needs, or another object whose wave is none. */
interface Wave extends Subject {
  readonly manifest: Manifest;
  readonly autoscaler?: Autoscaler;
}

/** Argo CD waits for a wave to be healthy, and an autoscaler without its target or its metric is not. */
export const syncWaveOrder = defineCheck<Wave>({
  id: 'gitops/sync-wave-order',
  severity: 'error',
  title: 'an autoscaler is synced before what it needs to be healthy',
  subjects(fleet) {
    const autoscalers = fleet.autoscalers.filter((autoscaler) => usesWaves(autoscaler, fleet));
    const others = [...fleet.workloads.map(({ manifest }) => manifest), ...ruleMaps(fleet)].filter(unreadWaveOf);
    return [
      ...autoscalers.map((autoscaler) => ({ ...subjectOf(autoscaler.manifest), autoscaler })),
      ...others.map(subjectOf),
    ];
  },
  run({ manifest, autoscaler }, context) {
    const faults = unreadWave(manifest);
    if (!autoscaler) return judged(faults);
    const own = syncPositionOf(manifest);
    const needed = [...targetOf(autoscaler, context.fleet), ...rulesOf(autoscaler, context)];
    let apart: string | undefined;
    for (const other of needed) {
      const after = syncPositionOf(other);
      // Nothing orders what no sync applies, and without annotations nobody meant an order.
      if (!own || !after || !(hasSyncPosition(manifest) || hasSyncPosition(other))) continue;
      const reason = apartFrom(manifest, other, context.fleet);
      apart ??= reason;
      if (reason === undefined && compareSyncPositions(after, own) > 0) {
        return failed(...faults, tooEarly(autoscaler, own, other, after));
      }
    }
    if (faults.length === 0 && apart !== undefined) return notCheckable(apart);
    return judged(faults);
  },
});

function subjectOf(manifest: Manifest): Wave {
  return { manifest, place: manifest.place, object: manifest.object };
}

function usesWaves(autoscaler: Autoscaler, fleet: Fleet): boolean {
  return [autoscaler.manifest, ...targetOf(autoscaler, fleet), ...ruleMaps(fleet)].some(hasSyncPosition);
}

function targetOf(autoscaler: Autoscaler, fleet: Fleet): readonly Manifest[] {
  const target = fleet.targetOf(autoscaler);
  return target.is === 'workload' ? [target.workload.manifest] : [];
}

/** The ConfigMaps that hold adapter rules. */
function ruleMaps({ ruleSets }: Fleet): readonly Manifest[] {
  return ruleSets.flatMap(({ source }) => source.manifest ?? []);
}

/** The ConfigMaps whose rules serve the autoscaler's metrics. */
function rulesOf(autoscaler: Autoscaler, { fleet, project, snapshot }: CheckContext): readonly Manifest[] {
  return autoscaler.metrics.flatMap((metric) => {
    const request = requestOf(metric);
    const supply = request && supplyOf(request, fleet, project, snapshot);
    return supply && 'rule' in supply ? (supply.rule.set.source.manifest ?? []) : [];
  });
}

function unreadWave(manifest: Manifest): readonly Fault[] {
  const unread = unreadWaveOf(manifest);
  if (!unread) return [];
  return [
    {
      at: manifest.at(SYNC_WAVE_PATH),
      object: manifest.object,
      severity: 'warning',
      message: `${SYNC_WAVE_ANNOTATION} is ${JSON.stringify(unread.written)}, which is no whole number in quotes: ${unread.effect}`,
      help: 'Write a number in quotes, such as "1".',
    },
  ];
}

function tooEarly(
  { manifest, object, is }: Autoscaler,
  own: SyncPosition,
  later: Manifest,
  after: SyncPosition,
): Fault {
  const inPhases = own.phase !== 'Sync' || after.phase !== 'Sync';
  const when = ({ phase, wave }: SyncPosition) => `${inPhases ? `phase ${phase}, ` : ''}wave ${wave}`;
  const name = describeObject(object);
  return {
    at: manifest.at(manifest.has(SYNC_WAVE_PATH) ? SYNC_WAVE_PATH : '/metadata'),
    object,
    // Source: argo-cd, resource_customizations and gitops-engine, pkg/health: none is for this kind.
    ...(is === 'ahpa' && { severity: 'warning' }),
    message: `${name} is in ${inPhases ? '' : 'sync '}${when(own)}, and ${describeObject(later.object)}, which it needs, in ${when(after)}: ${effectOn(object, is, later)}`,
    help: `Put the adapter's rules first, then the workload, then the autoscaler: ${mendingOf(own, after)}.`,
    evidence: {
      phase: own.phase,
      wave: Number(own.wave),
      needed: describeObject(later.object),
      neededPhase: after.phase,
      neededWave: Number(after.wave),
    },
  };
}

function effectOn({ kind }: ObjectReference, is: Autoscaler['is'], later: Manifest): string {
  const isRules = later.object.kind === 'ConfigMap';
  if (is === 'ahpa') {
    return `Argo CD knows no health of an ${kind} and goes on, and until then it has ${isRules ? 'no metric' : 'nothing to scale'}`;
  }
  return `Argo CD waits until a wave is healthy, and ${
    isRules ? 'with argoproj/argo-cd#26274 an autoscaler without its metric is not' : 'without it the autoscaler is not'
  }`;
}

function mendingOf(own: SyncPosition, after: SyncPosition): string {
  const next = after.wave === LAST_WAVE ? after.wave : after.wave + 1n;
  if (own.phase === after.phase) return `a wave of ${next} here`;
  return after.phase === 'Sync'
    ? `take the hook away here, and write a wave of ${next}`
    : `take the hook away there, or write the same one here with a wave of ${next}`;
}
