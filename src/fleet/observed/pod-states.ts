import type { PodState } from '../../autoscaling/hpa/pod-groups';
import { labelValue } from '../../series/labels';
import type { SeriesStore } from '../../series/series-store';
import { samplesAt } from './present-label-sets';

export type PodPhase = PodState['phase'];

/** The phases and readiness of pods, where kube-state-metrics was captured; keys are `namespace/pod`. */
export interface PodStates {
  readonly phases: ReadonlyMap<string, PodPhase>;
  readonly ready: ReadonlyMap<string, boolean>;
}

const PHASES: readonly PodPhase[] = ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'];

export function podStates(store: SeriesStore, time: number): PodStates {
  const phases = new Map<string, PodPhase>();
  for (const labels of trueSeries(store, 'kube_pod_status_phase', time)) {
    const phase = PHASES.find((known) => known === labelValue(labels, 'phase'));
    if (phase) phases.set(podOf(labels), phase);
  }
  const ready = new Map<string, boolean>();
  for (const labels of trueSeries(store, 'kube_pod_status_ready', time)) {
    ready.set(podOf(labels), labelValue(labels, 'condition') === 'true');
  }
  return { phases, ready };
}

function trueSeries(store: SeriesStore, metric: string, time: number) {
  return samplesAt(store, `${metric}{pod!="",namespace!=""} == 1`, time).map(({ labels }) => labels);
}

function podOf(labels: Readonly<Record<string, string>>): string {
  return `${labelValue(labels, 'namespace')}/${labelValue(labels, 'pod')}`;
}
