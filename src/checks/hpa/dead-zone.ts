import type { Hpa } from '../../fleet/autoscaler';
import { atLeast } from '../../kubernetes/minor';
import { defineCheck, failed, notCheckable, passed } from '../check';
import { distinctAutoscalers } from '../distinct-autoscalers';

const DEFAULT_TOLERANCE = 0.1;

/** The controller leaves the replicas alone near the target. With many replicas that is the load of a whole one, or of several. */
export const deadZone = defineCheck<Hpa>({
  id: 'hpa/dead-zone',
  severity: 'info',
  title: "the load of a whole replica falls into the HPA's tolerance",
  subjects: (fleet) => distinctAutoscalers(fleet.hpas) as readonly Hpa[],
  run(hpa, { fleet }) {
    const { maxReplicas, behavior } = hpa.reading;
    const max = maxReplicas.value;
    if (max === undefined || !Number.isInteger(max)) return notCheckable('maxReplicas cannot be read');
    // Below, `tolerance` is an alpha field that is dropped unless its gate is on.
    const configurable = atLeast(fleet.context.kubernetes, '1.35');
    const toleranceOf = (field: 'scaleUp' | 'scaleDown') =>
      (configurable ? behavior?.[field]?.tolerance.value?.toNumber() : undefined) ?? DEFAULT_TOLERANCE;
    const zones = [
      {
        ignored: (max - 1) * toleranceOf('scaleUp'),
        replicas: max - 1,
        tolerance: toleranceOf('scaleUp'),
        what: 'above',
      },
      { ignored: max * toleranceOf('scaleDown'), replicas: max, tolerance: toleranceOf('scaleDown'), what: 'below' },
    ];
    const wide = zones.filter(({ ignored }) => ignored > 1);
    if (wide.length === 0) return passed;
    const [first] = wide;
    return failed({
      at: hpa.manifest.at(maxReplicas.path),
      message: `${wide
        .map(
          ({ ignored, replicas, tolerance, what }) =>
            `at ${replicas} replicas the load of ${text(ignored)} replicas ${what} the target changes nothing (tolerance ${text(tolerance * 100)} %)`,
        )
        .join('; ')}`,
      help: configurable
        ? 'Set behavior.scaleUp.tolerance and behavior.scaleDown.tolerance lower, or the target, where that load matters.'
        : 'Set the target lower where that load matters; from Kubernetes 1.35 on behavior.scaleUp.tolerance can be set.',
      evidence: { maxReplicas: max, tolerance: first!.tolerance },
    });
  },
});

function text(value: number): string {
  return String(Number(value.toFixed(2)));
}
