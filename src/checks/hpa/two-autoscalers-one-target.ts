import type { Autoscaler } from '../../fleet/autoscaler';
import { describeObject } from '../../source/finding';
import { locationText } from '../../source/location-text';
import { defineCheck, type Fault, failed, notCheckable, passed } from '../check';
import { distinctAutoscalers, namesOf } from '../distinct-autoscalers';

/** Two autoscalers that write one replica count. One object given twice, be it in two API versions, counts once. */
export const twoAutoscalersOneTarget = defineCheck<Autoscaler>({
  id: 'hpa/two-autoscalers-one-target',
  severity: 'error',
  title: 'two autoscalers scale one workload',
  subjects: (fleet) => fleet.autoscalers,
  run(autoscaler, { fleet }) {
    const target = fleet.targetNameOf(autoscaler);
    if (target === undefined) return notCheckable('scaleTargetRef names no object');
    const all = distinctAutoscalers(fleet.autoscalersOn(target));
    const acting = all.filter(({ acts }) => acts);
    const fight = acting.length > 1;
    const rivals = fight ? acting : all;
    // Each group is reported once, on the autoscaler that comes second.
    if (rivals[1] !== autoscaler) return passed;
    return failed(fight ? fightOf(rivals, target) : observation(rivals, acting[0], target));
  },
});

function fightOf(rivals: readonly Autoscaler[], target: string): Fault {
  const hpasOnly = rivals.every(({ is }) => is === 'hpa');
  return {
    ...placeAndEvidence(rivals),
    message: `${namesOf(rivals)} ${rivals.length > 2 ? 'all' : 'both'} scale ${target}: ${hpasOnly ? 'the HPA controller then scales by none of them (AmbiguousSelector)' : 'each undoes what the other writes'}`,
    help: `${hpasOnly ? 'Keep one, with the metrics of all: an HPA follows the metric that asks for the most pods' : 'Keep one, or set the AHPA to scaleStrategy: observer'}. The first is at ${locationText(rivals[0]!.place)}.`,
  };
}

function observation(rivals: readonly Autoscaler[], acting: Autoscaler | undefined, target: string): Fault {
  return {
    ...placeAndEvidence(rivals),
    severity: 'info',
    message: `${namesOf(rivals)} ${rivals.length > 2 ? 'all' : 'both'} have ${target} as target; an AHPA in observer computes and never scales, so they do not fight`,
    help: acting
      ? `Delete ${describeObject(acting.object)} before the AHPA leaves observer: then both would write the replica count.`
      : 'Keep one before either leaves observer.',
  };
}

function placeAndEvidence(rivals: readonly Autoscaler[]): Pick<Fault, 'at' | 'evidence'> {
  const second = rivals[1]!;
  return {
    at: second.manifest.at(second.targetReading.name.path),
    evidence: { autoscalers: rivals.map(({ object }) => describeObject(object)) },
  };
}
