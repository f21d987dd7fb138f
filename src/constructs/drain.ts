import { isPositiveInt32, POSITIVE_INT32_RULE } from '../kubernetes/int32';
import type { KubernetesMinor } from '../kubernetes/minor';
import { atLeast } from '../kubernetes/minor';
import type { EngineDrain } from '../metrics/inference-engines';
import type { AnyPolicyProps } from './policy';
import type { PolicyProblem } from './policy-error';

/**
 * From the moment a pod is taken from the endpoints until nobody sends to it any more: load balancers hear of it later than
 * the kubelet. An assumption; KServe takes the same for its LLM pods (kserve/kserve#5485).
 */
const ENDPOINT_REMOVAL_SECONDS = 15;
/** Between the end of the engine's own time and the kill, so that it can still exit by itself. */
const EXIT_SECONDS = 5;

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
export function drainedArgs({ args }: AnyPolicyProps, drain: Drain | undefined): readonly string[] | undefined {
  return drain?.argument === undefined || isScript(args) ? args : [...(args ?? []), drain.argument];
}

/** To a script nothing can be appended. */
function isScript(args: readonly string[] | undefined): boolean {
  return args?.includes('-c') ?? false;
}

/** Times that are none, and arguments that the engine's flag cannot stand beside. */
export function drainProblems(policy: AnyPolicyProps): readonly PolicyProblem[] {
  const { drain, engine, command = [], args = [] } = policy;
  const seconds = drain?.toSeconds({ integral: false });
  if (seconds === undefined) return [];
  if (!isPositiveInt32(seconds)) {
    const help = 'Write how long the longest request runs: Duration.seconds(60).';
    return [
      { code: 'drain', property: 'drain', value: seconds, allowed: `a time in seconds: ${POSITIVE_INT32_RULE}`, help },
    ];
  }
  const own = engine?.facts.drain;
  if (own?.kind !== 'flag') return [];
  return flagProblems(own.flag, seconds, [...command, ...args]);
}

function flagProblems(flag: string, seconds: number, words: readonly string[]): readonly PolicyProblem[] {
  const given = words.join(' ').match(new RegExp(`${flag}[= ]+(\\S+)`));
  if (words.includes('-c')) {
    if (given?.[1] === String(seconds)) return [];
    return [
      {
        code: 'drain',
        property: 'args',
        value: given?.[0] ?? 'a script',
        allowed: `a script that gives the server ${flag}=${seconds}`,
        why: 'The flag gives requests in flight their time, and to a script nothing can be appended.',
        help: `Write ${flag}=${seconds} behind the server's name in the script.`,
      },
    ];
  }
  if (given) {
    const help = 'Leave the flag out: drain writes it, with the grace period that goes with it.';
    return [{ code: 'drain', property: 'args', value: given[0], allowed: `without ${flag}`, help }];
  }
  return [];
}
