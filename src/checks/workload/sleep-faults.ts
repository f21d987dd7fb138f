import type { Manifest } from '../../fleet/manifest';
import { atLeast, type KubernetesMinor } from '../../kubernetes/minor';
import type { Pointer } from '../../source/pointer';
import type { Fault } from '../check';
import { listAt } from './json-parts';

const POD: Pointer = '/spec/template/spec';
const GRACE_DEFAULT = 30;

/** Hooks that sleep for longer than the pod may take to end. Source: pkg/apis/core/validation, validateSleepAction; KEP-3960, KEP-4818. */
export function sleepFaults(manifest: Manifest, minor: KubernetesMinor): readonly Fault[] {
  const grace = manifest.valueAt(`${POD}/terminationGracePeriodSeconds`) ?? GRACE_DEFAULT;
  if (typeof grace !== 'number' || grace < 0) return [];
  const least = atLeast(minor, '1.33') ? 0 : 1;
  const containers = [...listAt(manifest, `${POD}/containers`), ...listAt(manifest, `${POD}/initContainers`)];
  const hooks = containers.flatMap(({ path }) => [`${path}/lifecycle/preStop`, `${path}/lifecycle/postStart`]);
  return hooks.flatMap((hook): readonly Fault[] => {
    const path: Pointer = `${hook}/sleep/seconds`;
    const seconds = manifest.valueAt(path);
    if (typeof seconds !== 'number' || (seconds >= least && seconds <= grace)) return [];
    return [
      {
        at: manifest.at(path),
        message: `the sleep of a hook is ${seconds} s, and must be from ${least} to terminationGracePeriodSeconds, ${grace}`,
        help:
          seconds > grace
            ? `Set terminationGracePeriodSeconds to more than ${seconds}, with the time that the server needs after it.`
            : `Write ${least} or more, or remove the hook.`,
      },
    ];
  });
}
