import { atLeast, type KubernetesMinor } from '../../../kubernetes/minor';
import type { ReadObject } from '../../read-field';
import type { AdmissionProblem } from './admission-problem';
import { handlerProblems } from './handler-problems';

const HOOKS = ['postStart', 'preStop'] as const;
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];
const GRACE_DEFAULT = 30;

/** Source: pkg/apis/core/validation, validateLifecycle. */
export function hookProblems(
  container: ReadObject,
  pod: ReadObject,
  minor: KubernetesMinor,
): readonly AdmissionProblem[] {
  const lifecycle = container.object('lifecycle');
  return HOOKS.filter((name) => lifecycle.object(name).given).flatMap((name) => {
    const hook = lifecycle.object(name);
    return [...handlerProblems(hook, `the ${name} hook`, HANDLERS), ...sleepProblems(hook.object('sleep'), pod, minor)];
  });
}

/** Hooks that sleep for longer than the pod may take to end. Source: validateSleepAction; KEP-3960, KEP-4818. */
function sleepProblems(sleep: ReadObject, pod: ReadObject, minor: KubernetesMinor): readonly AdmissionProblem[] {
  const field = pod.number('terminationGracePeriodSeconds');
  const grace = field.given ? field.value : GRACE_DEFAULT;
  const { path, value: seconds } = sleep.number('seconds');
  if (grace === undefined || grace < 0 || seconds === undefined) return [];
  const least = atLeast(minor, '1.33') ? 0 : 1;
  if (seconds >= least && seconds <= grace) return [];
  return [
    {
      path,
      message: `the sleep of a hook is ${seconds} s, and must be from ${least} to terminationGracePeriodSeconds, ${grace}`,
      help:
        seconds > grace
          ? `Set terminationGracePeriodSeconds to more than ${seconds}, with the time that the server needs after it.`
          : `Write ${least} or more, or remove the hook.`,
    },
  ];
}
