import type { Container, PreStop } from '../../autoscaling/workload/container';
import { givenFlag } from '../../autoscaling/workload/given-flag';
import type { PodSet } from '../../autoscaling/workload/workload-reading';
import type { Workload } from '../../fleet/workload';
import { INFERENCE_ENGINES } from '../../metrics/inference-engines';
import type { Pointer } from '../../source/pointer';
import { defineCheck, type Fault, failed, judged, notCheckable } from '../check';

/** The kubelet kills what has not ended within the grace period, the hook and the server's own drain included. */
export const drainTooShort = defineCheck<Workload>({
  id: 'workload/drain-too-short',
  severity: 'warning',
  title: 'a pod is killed before its preStop hook and the drain of its server are over',
  subjects: (fleet) => fleet.workloads.filter(({ containers }) => containers.some(declaresDrain)),
  run(workload) {
    const faults: Fault[] = [];
    const unknown: string[] = [];
    for (const podSet of workload.podSets) {
      for (const container of podSet.containers.filter(declaresDrain)) {
        const judgement = judge(container, podSet, workload);
        if (typeof judgement === 'string') unknown.push(judgement);
        else if (judgement) faults.push(judgement);
      }
    }
    if (faults.length > 0) return failed(...faults);
    return unknown[0] === undefined ? judged([]) : notCheckable(unknown[0]);
  },
});

/** Flags of inference servers that say how long they wait for running requests. */
const DRAIN_FLAGS: readonly string[] = Object.values(INFERENCE_ENGINES).flatMap(({ drain }) =>
  drain.kind === 'flag' ? [drain.flag] : [],
);

interface EngineDrain {
  readonly flag: string;
  readonly seconds: number;
  readonly path: Pointer;
}

function declaresDrain(container: Container): boolean {
  return container.preStop.is !== 'none' || engineDrainOf(container) !== undefined;
}

/** The time that a flag grants, as the server hears it. */
function engineDrainOf({ words }: Container): EngineDrain | undefined {
  const texts = words.map(({ text }) => text);
  for (const flag of DRAIN_FLAGS) {
    const given = givenFlag(texts, flag);
    if (given && /^\d+$/.test(given.value)) {
      return { flag, seconds: Number(given.value), path: words[given.index]!.path };
    }
  }
  return undefined;
}

function judge(container: Container, podSet: PodSet, workload: Workload): Fault | string | undefined {
  const grace = podSet.terminationGracePeriodSeconds;
  if (grace === undefined) return 'terminationGracePeriodSeconds cannot be read';
  const { preStop } = container;
  const engine = engineDrainOf(container);
  const needed = (preStop.is === 'sleep' ? preStop.seconds : 0) + (engine?.seconds ?? 0);
  if (needed < grace) {
    return preStop.is === 'unknown'
      ? `how long the preStop hook of container ${container.name} takes is unknown`
      : undefined;
  }
  const path: Pointer = `${podSet.template}/spec/terminationGracePeriodSeconds`;
  const written = workload.manifest.has(path);
  return {
    at: workload.manifest.at(written ? path : (engine?.path ?? preStopPath(preStop))),
    object: workload.object,
    message: `${partsText(preStop, engine)}, and ${written ? '' : 'by default '}the pod is killed after ${grace} s: requests that still run are cut off`,
    help: `Set terminationGracePeriodSeconds to more than ${needed}, such as ${needed + 5}.`,
    evidence: { container: container.name, gracePeriodSeconds: grace, neededSeconds: needed },
  };
}

function preStopPath(preStop: PreStop): Pointer {
  return preStop.is === 'none' ? '' : preStop.path;
}

function partsText(preStop: PreStop, engine: EngineDrain | undefined): string {
  const parts = [
    ...(preStop.is === 'sleep' ? [`its preStop hook takes ${preStop.seconds} s`] : []),
    ...(preStop.is === 'unknown' ? ['its preStop hook takes some time'] : []),
    ...(engine ? [`${engine.flag} grants ${engine.seconds} s`] : []),
  ];
  return parts.join(' and ');
}
