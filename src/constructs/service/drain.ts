import { givenFlag } from '../../autoscaling/workload/given-flag';
import { PROGRESS_DEADLINE_DEFAULT } from '../../autoscaling/workload/progress-deadline';
import { scriptIndex } from '../../autoscaling/workload/shell-script';
import { GREATEST_INT32, isPositiveInt32, POSITIVE_INT32_RULE } from '../../kubernetes/int32';
import type { KubernetesMinor } from '../../kubernetes/minor';
import { atLeast } from '../../kubernetes/minor';
import type { EngineDrain } from '../../metrics/inference-engines';
import type { AnyPolicyProps } from '../policy/policy';
import type { PolicyProblem } from '../problems/policy-error';

/**
 * From the moment a pod is taken from the endpoints until nobody sends to it any more: load balancers hear of it later than
 * the kubelet. An assumption; KServe takes the same for its LLM pods (kserve/kserve#5485).
 */
const ENDPOINT_REMOVAL_SECONDS = 15;
/** Between the end of the engine's own time and the kill, so that it can still exit by itself. */
const EXIT_SECONDS = 5;
/** So that the grace period and the deadline of a rollout fit into their fields. */
const LONGEST_SECONDS = GREATEST_INT32 - ENDPOINT_REMOVAL_SECONDS - EXIT_SECONDS - PROGRESS_DEADLINE_DEFAULT;

/** How a pod ends: first nothing happens, then the engine finishes what it has, then the kubelet kills what is left. */
export interface Drain {
  readonly preStopSeconds: number;
  /** What the engine may take after SIGTERM. */
  readonly engineSeconds: number;
  readonly graceSeconds: number;
  /** The argument that gives the engine its time. @default - it takes none */
  readonly argument?: string;
}

/** The end of a policy's pods; undefined where the policy says nothing about it. */
export function drainOf({ drain, engine }: AnyPolicyProps): Drain | undefined {
  if (!drain) return undefined;
  const seconds = drain.toSeconds({ integral: false });
  const own = engine?.facts.drain ?? { kind: 'none' };
  const engineSeconds = engineTime(own, seconds);
  // What the engine does not wait for, the hook does: until it is over, the server goes on as before.
  const preStopSeconds = ENDPOINT_REMOVAL_SECONDS + Math.max(0, seconds - engineSeconds);
  return {
    preStopSeconds,
    engineSeconds,
    graceSeconds: preStopSeconds + engineSeconds + EXIT_SECONDS,
    ...(own.kind === 'flag' && { argument: `${own.flag}=${seconds}` }),
  };
}

function engineTime(own: EngineDrain, seconds: number): number {
  if (own.kind === 'none') return 0;
  return own.kind === 'fixed' ? own.seconds : seconds;
}

/** The kubelet sleeps by itself from 1.30 on; before, a program of the image does. Source: KEP-3960. */
export function preStopOf({ preStopSeconds: seconds }: Drain, minor: KubernetesMinor): object {
  return atLeast(minor, '1.30') ? { sleep: { seconds } } : { exec: { command: ['sleep', String(seconds)] } };
}

/** The container's arguments, with the engine's flag at their end. */
export function drainedArgs(policy: AnyPolicyProps, drain: Drain | undefined): readonly string[] | undefined {
  const { args } = policy;
  // To a script nothing can be appended: it has the flag itself.
  if (drain?.argument === undefined || scriptIndex(wordsOf(policy)) !== undefined) return args;
  return [...(args ?? []), drain.argument];
}

function wordsOf({ command = [], args = [] }: AnyPolicyProps): readonly string[] {
  return [...command, ...args];
}

/** Times that are none, and arguments that the engine's flag cannot stand beside. */
export function drainProblems(policy: AnyPolicyProps): readonly PolicyProblem[] {
  const { drain, engine } = policy;
  const seconds = drain?.toSeconds({ integral: false });
  if (seconds === undefined) return [];
  const help = 'Write how long the longest request runs: Duration.seconds(60).';
  const time = { code: 'drain', property: 'drain', value: seconds, help } as const;
  if (!isPositiveInt32(seconds)) return [{ ...time, allowed: `a time in seconds: ${POSITIVE_INT32_RULE}` }];
  if (seconds > LONGEST_SECONDS) {
    const why = `With what a pod and a rollout need beside it, it is more than ${GREATEST_INT32} s.`;
    return [{ ...time, allowed: `at most ${LONGEST_SECONDS} s`, why }];
  }
  const own = engine?.facts.drain;
  return engine && own?.kind === 'flag' ? flagProblems(own.flag, seconds, policy, engine.facts.title) : [];
}

function flagProblems(flag: string, seconds: number, policy: AnyPolicyProps, server: string): readonly PolicyProblem[] {
  const words = wordsOf(policy);
  const problem = { code: 'drain', property: 'args' } as const;
  if (words.length === 0) {
    return [
      {
        ...problem,
        value: policy.args,
        summary: 'args is not given, but must be given where drain adds a flag to it.',
        why: `drain adds ${flag}=${seconds}, and args replace the image's own (its CMD): ${server} would be started with the flag alone, or not at all.`,
        help: "Write the words of that CMD, which docker image inspect shows, and the server's own arguments.",
      },
    ];
  }
  const given = givenFlag(words, flag);
  if (scriptIndex(words) !== undefined) {
    if (given?.value === String(seconds)) return [];
    return [
      {
        ...problem,
        value: given?.text ?? 'a script',
        allowed: `a script that gives the server ${flag}=${seconds}`,
        why: 'The flag gives requests in flight their time, and to a script nothing can be appended.',
        help: `Write ${flag}=${seconds} behind the server's name in the script.`,
      },
    ];
  }
  if (!given) return [];
  const help = 'Leave the flag out: drain writes it, with the grace period that goes with it.';
  return [{ ...problem, value: given.text, allowed: `without ${flag}`, help }];
}
