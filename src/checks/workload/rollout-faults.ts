import { PROGRESS_DEADLINE_DEFAULT } from '../../autoscaling/workload/progress-deadline';
import { countOf } from '../../autoscaling/workload/rollout';
import type { Manifest } from '../../fleet/manifest';
import type { Json } from '../../source/node';
import type { Pointer } from '../../source/pointer';
import type { Fault } from '../check';
import { isMapping } from './json-parts';

const UPDATE: Pointer = '/spec/strategy/rollingUpdate';

/** Source: kubernetes/kubernetes, pkg/apis/apps/validation, ValidateDeploymentSpec and ValidateRollingUpdateDeployment. */
export function rolloutFaults(manifest: Manifest): readonly Fault[] {
  if (manifest.object.kind !== 'Deployment') return [];
  return [...strategyFaults(manifest), ...deadlineFaults(manifest)];
}

function strategyFaults(manifest: Manifest): readonly Fault[] {
  const update = manifest.valueAt(UPDATE);
  if (!isMapping(update)) return [];
  if (manifest.valueAt('/spec/strategy/type') === 'Recreate') {
    const message = 'rollingUpdate stands beside type: Recreate, which has no use for it';
    return [{ at: manifest.at(UPDATE), message, help: 'Remove rollingUpdate, or write type: RollingUpdate.' }];
  }
  const negative = (['maxSurge', 'maxUnavailable'] as const).filter((key) => isNegative(update[key]));
  if (negative.length > 0) return negative.map((key) => outOfRange(manifest, key, update[key]!));
  const unavailable = update.maxUnavailable;
  if ((countOf(unavailable ?? '25%', 100, Math.ceil) ?? 0) > 100 && typeof unavailable === 'string') {
    return [outOfRange(manifest, 'maxUnavailable', unavailable)];
  }
  const isZero = (value: Json | undefined) => countOf(value ?? '25%', 100, Math.ceil) === 0;
  if (!isZero(update.maxSurge) || !isZero(unavailable)) return [];
  const message = 'maxSurge and maxUnavailable are both 0, so that no pod could ever be replaced';
  const help = 'Write maxUnavailable: 1 to take a pod away first, or maxSurge: 1 to add one first.';
  return [{ at: manifest.at(`${UPDATE}/maxUnavailable`), message, help }];
}

function isNegative(value: Json | undefined): boolean {
  return typeof value === 'number' && value < 0;
}

function outOfRange(manifest: Manifest, key: string, value: Json): Fault {
  return {
    at: manifest.at(`${UPDATE}/${key}`),
    message: `${key} is ${JSON.stringify(value)}`,
    help: key === 'maxSurge' ? 'Write 0 or more.' : 'Write 0 or more, at most 100%.',
  };
}

function deadlineFaults(manifest: Manifest): readonly Fault[] {
  const written = manifest.valueAt('/spec/progressDeadlineSeconds') ?? undefined;
  const deadline = written ?? PROGRESS_DEADLINE_DEFAULT;
  const ready = manifest.valueAt('/spec/minReadySeconds') ?? 0;
  if (typeof deadline !== 'number' || typeof ready !== 'number') return [];
  if (ready < 0) {
    return [
      { at: manifest.at('/spec/minReadySeconds'), message: `minReadySeconds is ${ready}`, help: 'Write 0 or more.' },
    ];
  }
  if (deadline > ready) return [];
  const isDefault = written === undefined;
  return [
    {
      at: manifest.at(isDefault ? '/spec/minReadySeconds' : '/spec/progressDeadlineSeconds'),
      message: `progressDeadlineSeconds is ${deadline}${isDefault ? ' by default' : ''}, and must be greater than minReadySeconds, ${ready}`,
      help: `Write progressDeadlineSeconds: ${ready + PROGRESS_DEADLINE_DEFAULT}.`,
    },
  ];
}
