import type { Autoscaler } from '../../fleet/autoscaler';
import { describeObject } from '../../source/finding';
import { defineCheck, failed, notCheckable, passed, type Verdict } from '../check';
import { locationText } from '../location-text';

/** Two autoscalers that write one replica count. One object given twice, be it in two API versions, counts once. */
export const twoAutoscalersOneTarget = defineCheck<Autoscaler>({
  id: 'hpa/two-autoscalers-one-target',
  severity: 'error',
  title: 'two autoscalers scale one workload',
  subjects: (fleet) => fleet.autoscalers,
  run(autoscaler, { fleet }) {
    const target = fleet.targetNameOf(autoscaler);
    if (target === undefined) return notCheckable('scaleTargetRef names no object');
    const rivals = distinct(fleet.autoscalersOn(target));
    // Each group is reported once, on the autoscaler that comes second.
    return rivals[1] === autoscaler ? judge(rivals[0]!, autoscaler, rivals, target) : passed;
  },
});

function judge(first: Autoscaler, second: Autoscaler, rivals: readonly Autoscaler[], target: string): Verdict {
  const acting = rivals.filter(({ acts }) => acts);
  const names = rivals.map(({ object }) => describeObject(object));
  const fault = {
    at: second.manifest.at(second.targetReading.name.path),
    evidence: { autoscalers: names },
  };
  if (acting.length < 2) {
    return failed({
      ...fault,
      severity: 'info',
      message: `${names.join(' and ')} both have ${target} as target; an AHPA in observer computes and never scales, so they do not fight`,
      help: acting[0]
        ? `Delete ${describeObject(acting[0].object)} before the AHPA leaves observer: then both would write the replica count.`
        : 'Keep one before either leaves observer.',
    });
  }
  const hpasOnly = acting.every(({ is }) => is === 'hpa');
  return failed({
    ...fault,
    message: `${names.join(' and ')} both scale ${target}: ${hpasOnly ? 'the HPA controller then scales by none of them (AmbiguousSelector)' : 'each undoes what the other writes'}`,
    help: `Keep one. The other is at ${locationText(first.place)}.`,
  });
}

function distinct(autoscalers: readonly Autoscaler[]): readonly Autoscaler[] {
  const firsts = new Map<string, Autoscaler>();
  for (const autoscaler of autoscalers) {
    const name = describeObject(autoscaler.object);
    if (!firsts.has(name)) firsts.set(name, autoscaler);
  }
  return [...firsts.values()];
}
