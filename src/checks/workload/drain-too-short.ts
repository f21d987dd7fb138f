import type { Container, PreStop } from '../../autoscaling/workload/container';
import { givenFlag } from '../../autoscaling/workload/given-flag';
import type { PodSet } from '../../autoscaling/workload/workload-reading';
import { runsServer } from '../../fleet/llm-server';
import type { Workload } from '../../fleet/workload';
import { ENGINE_PROGRAMS, engineImageOf } from '../../metrics/engine-image';
import { isEarlierEngine } from '../../metrics/engine-version';
import { INFERENCE_ENGINES } from '../../metrics/inference-engines';
import type { Pointer } from '../../source/pointer';
import { defineCheck, type Fault, failed, judged, notCheckable } from '../check';

/** The kubelet kills what has not ended within the grace period, the hook and the server's own drain included. */
export const drainTooShort = defineCheck<Workload>({
  id: 'workload/drain-too-short',
  severity: 'warning',
  title: 'a pod is killed before its preStop hook and the drain of its server are over, or its server cannot drain',
  subjects: (fleet) => fleet.workloads.filter(({ containers }) => containers.some(declaresDrain)),
  run(workload) {
    const faults: Fault[] = [];
    const unknown: string[] = [];
    for (const podSet of workload.podSets) {
      for (const container of podSet.containers.filter(declaresDrain)) {
        const judgement = unknownFlag(container, workload) ?? judge(container, podSet, workload);
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

/** Servers that wait for a time that nobody can set, by their titles. */
const FIXED_DRAINS = Object.values(INFERENCE_ENGINES).flatMap(({ title, drain }) =>
  drain.kind === 'fixed' ? [{ title, seconds: drain.seconds }] : [],
);

interface EngineDrain {
  /** Such as `--flag grants 60 s`. */
  readonly text: string;
  /** Undefined where it is no number. */
  readonly seconds: number | undefined;
  readonly path: Pointer;
}

function declaresDrain(container: Container): boolean {
  return container.preStop.is !== 'none' || engineDrainOf(container) !== undefined;
}

/** An official image names its version; with a flag that it does not know, vLLM does not start. Another command may know it. */
function unknownFlag(container: Container, workload: Workload): Fault | undefined {
  const image = engineImageOf(container.image);
  const { drain, title } = INFERENCE_ENGINES.vllm;
  const isEarlier = image?.kind === 'vllm' && image.version && isEarlierEngine(image.version, drain.since);
  const texts = container.words.map(({ text }) => text);
  const given = isEarlier ? givenFlag(texts, drain.flag) : undefined;
  if (!given || (container.hasCommand && !ENGINE_PROGRAMS.vllm.test(texts.join(' ')))) return undefined;
  return {
    at: workload.manifest.at(container.words[given.index]!.path),
    object: workload.object,
    severity: 'error',
    message: `${title} ${image!.version} does not know ${drain.flag}, which came with ${drain.since}: container ${container.name} ends as soon as it starts`,
    help: `Take an image of ${drain.since} or later, or leave ${drain.flag} out and let the preStop hook sleep as long.`,
    evidence: { container: container.name, image: container.image, flag: drain.flag },
  };
}

/** How long the server waits for running requests, by a flag as it hears it, or by itself. */
function engineDrainOf(container: Container): EngineDrain | undefined {
  const { words, path } = container;
  const texts = words.map(({ text }) => text);
  for (const flag of DRAIN_FLAGS) {
    const given = givenFlag(texts, flag);
    if (!given) continue;
    const seconds = /^\d+$/.test(given.value) ? Number(given.value) : undefined;
    const text = seconds === undefined ? `${flag} is ${given.value}` : `${flag} grants ${seconds} s`;
    return { text, seconds, path: words[given.index]!.path };
  }
  const fixed = FIXED_DRAINS.find(({ title }) => runsServer(title, container));
  return (
    fixed && { text: `${fixed.title} works off its queue for up to ${fixed.seconds} s`, seconds: fixed.seconds, path }
  );
}

function judge(container: Container, podSet: PodSet, workload: Workload): Fault | string | undefined {
  const written = podSet.terminationGracePeriodSeconds;
  if (written === undefined) return 'terminationGracePeriodSeconds cannot be read';
  // A negative one counts as 1.
  const grace = written < 0 ? 1 : written;
  const { preStop } = container;
  const engine = engineDrainOf(container);
  const needed = secondsOf(preStop) + (engine?.seconds ?? 0);
  if (needed < grace) {
    if (engine && engine.seconds === undefined) return `how long the server drains is unknown: ${engine.text}`;
    return preStop.is === 'unknown'
      ? `how long the preStop hook of container ${container.name} takes is unknown`
      : undefined;
  }
  const path: Pointer = `${podSet.template}/spec/terminationGracePeriodSeconds`;
  const isWritten = (workload.manifest.valueAt(path) ?? null) !== null;
  const killed = grace === 0 ? 'the pod is killed at once' : `the pod is killed after ${grace} s`;
  return {
    at: workload.manifest.at(isWritten ? path : (engine?.path ?? preStopPath(preStop))),
    object: workload.object,
    message: `${partsText(preStop, engine)}, and ${isWritten ? '' : 'by default '}${killed}: requests that still run are cut off`,
    help: Number.isFinite(needed)
      ? `Set terminationGracePeriodSeconds to more than ${needed}, such as ${Math.ceil(needed) + 5}.`
      : 'Let the hook sleep for a time that ends before terminationGracePeriodSeconds.',
    evidence: {
      container: container.name,
      gracePeriodSeconds: grace,
      neededSeconds: Number.isFinite(needed) ? needed : null,
    },
  };
}

function secondsOf(preStop: PreStop): number {
  if (preStop.is === 'none') return 0;
  return preStop.is === 'sleep' ? preStop.seconds : preStop.atLeast;
}

function preStopPath(preStop: PreStop): Pointer {
  return preStop.is === 'none' ? '' : preStop.path;
}

function partsText(preStop: PreStop, engine: EngineDrain | undefined): string {
  const parts = [...(preStop.is === 'none' ? [] : [hookText(preStop)]), ...(engine ? [engine.text] : [])];
  return parts.join(' and ');
}

function hookText(preStop: PreStop): string {
  const seconds = secondsOf(preStop);
  if (!Number.isFinite(seconds)) return 'its preStop hook never ends';
  if (preStop.is === 'sleep') return `its preStop hook takes ${seconds} s`;
  return seconds === 0 ? 'its preStop hook takes some time' : `its preStop hook takes ${seconds} s or more`;
}
