import { validityOf } from '../../autoscaling/ahpa/bounds';
import { localTimeAt } from '../../autoscaling/ahpa/local-time';
import { type AhpaBounds, boundsOf, coverageAt } from '../../fleet/ahpa-bounds';
import type { Ahpa } from '../../fleet/autoscaler';
import { type CheckContext, defineCheck, type Fault, failed, notCheckable, passed } from '../check';

/** A floor of 0 for a pod with a GPU: the first request waits for a node, an image and a model. */
export const scaleToZeroGpu = defineCheck<Ahpa>({
  id: 'ahpa/scale-to-zero-gpu',
  severity: 'warning',
  title: 'a GPU service may be scaled to zero',
  subjects: (fleet) => fleet.ahpas,
  run(ahpa, context) {
    const zero = zeroFloor(ahpa, context);
    if (!zero) return passed;
    const usesGpu = hasGpu(ahpa, context);
    if (usesGpu === false) return passed;
    if (usesGpu === undefined)
      return notCheckable('its target is not among the files, so it is unknown whether it has a GPU');
    return zero === 'unreadable' ? notCheckable('a minReplicas could not be read') : failed(zero);
  },
});

/** Whether the target's pods hold a GPU; undefined where nothing tells. */
function hasGpu(ahpa: Ahpa, { fleet }: CheckContext): boolean | undefined {
  if (ahpa.reading.metrics.some(({ source, name }) => source === 'Resource' && name.value === 'gpu')) return true;
  const target = fleet.targetOf(ahpa);
  return target.is === 'workload' ? target.workload.gpuRequests.length > 0 : undefined;
}

/** Where the floor is 0: in a bound that is not over, or at the top level; `unreadable` where it may be. */
function zeroFloor(ahpa: Ahpa, { fleet, now }: CheckContext): Fault | 'unreadable' | undefined {
  const bounds = boundsOf(ahpa, fleet.context);
  const today = localTimeAt(now, bounds.timeZone);
  const bound = bounds.parsed.periods
    .filter(({ end }) => end > today)
    .flatMap((period) => period.bounds)
    .find(({ minReplicas }) => minReplicas === 0);
  if (bound)
    return fault(ahpa, bounds.pathOf(`${bound.path}/minReplicas`), `while the bound "${bound.cron.text}" is active`);
  const { minReplicas, instanceBounds } = ahpa.reading;
  if (minReplicas.value === 0) return fault(ahpa, minReplicas.path, whenTopLevelApplies(ahpa, bounds, now));
  const written = instanceBounds.flatMap((period) => period.bounds);
  const mayBeZero = !bounds.parsed.complete && written.some((one) => !one.minReplicas);
  return minReplicas.value === undefined || mayBeZero ? 'unreadable' : undefined;
}

function whenTopLevelApplies({ reading }: Ahpa, bounds: AhpaBounds, now: number): string {
  if (reading.instanceBounds.length === 0) return 'at all times';
  if (validityOf(bounds.parsed.periods, now, bounds.timeZone).state === 'expired')
    return 'now that every period of instanceBounds is over';
  const stretches = coverageAt(bounds, now) ?? [];
  const uncovered = stretches.some(({ uncoveredMinutes }) => uncoveredMinutes > 0);
  return uncovered ? 'while no bound is active' : 'once the last period of instanceBounds is over';
}

function fault(ahpa: Ahpa, path: string, when: string): Fault {
  return {
    at: ahpa.manifest.at(path),
    message: `minReplicas is 0 ${when}: the first request then waits for a GPU node, the image and the model`,
    help: 'Set minReplicas to 1 or more.',
  };
}
