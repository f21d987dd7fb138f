import { boundsOf, coverageAt } from '../../fleet/ahpa-bounds';
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
    if (usesGpu === undefined)
      return notCheckable('its target is not among the files, so it is unknown whether it has a GPU');
    return usesGpu ? failed(zero) : passed;
  },
});

/** Whether the target's pods hold a GPU; undefined where nothing tells. */
function hasGpu(ahpa: Ahpa, { fleet }: CheckContext): boolean | undefined {
  if (ahpa.reading.metrics.some(({ source, name }) => source === 'Resource' && name.value === 'gpu')) return true;
  const target = fleet.targetOf(ahpa);
  return target.is === 'workload' ? target.workload.gpuRequests.length > 0 : undefined;
}

/** Where the floor is 0: in a bound, or at the top level while no bound is active. */
function zeroFloor(ahpa: Ahpa, { fleet, now }: CheckContext): Fault | undefined {
  const bounds = boundsOf(ahpa, fleet.context);
  const bound = bounds.parsed.periods.flatMap((period) => period.bounds).find(({ minReplicas }) => minReplicas === 0);
  if (bound)
    return fault(ahpa, bounds.pathOf(`${bound.path}/minReplicas`), `while the bound "${bound.cron.text}" is active`);
  if (ahpa.reading.minReplicas.value !== 0) return undefined;
  const path = ahpa.reading.minReplicas.path;
  if (ahpa.reading.instanceBounds.length === 0) return fault(ahpa, path, 'at all times');
  const stretches = coverageAt(bounds, now) ?? [];
  const uncovered = stretches.some(({ uncoveredMinutes }) => uncoveredMinutes > 0);
  return fault(ahpa, path, uncovered ? 'while no bound is active' : 'once the last period of instanceBounds is over');
}

function fault(ahpa: Ahpa, path: string, when: string): Fault {
  return {
    at: ahpa.manifest.at(path),
    message: `minReplicas is 0 ${when}: the first request then waits for a GPU node, the image and the model`,
    help: 'Set minReplicas to 1 or more.',
  };
}
