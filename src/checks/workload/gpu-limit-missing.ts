import type { Container } from '../../autoscaling/workload/container';
import { gpuAllocationOf } from '../../autoscaling/workload/gpu-request';
import type { AutoscalerMetric } from '../../fleet/autoscaler';
import type { FleetSnapshot } from '../../fleet/fleet-snapshot';
import { seriesOf } from '../../fleet/metric-series';
import type { Workload } from '../../fleet/workload';
import { isExtendedResource } from '../../kubernetes/extended-resource';
import { metricsOfSeries } from '../../metrics/catalogue';
import { describeObject } from '../../source/finding';
import { pointer } from '../../source/pointer';
import { type CheckContext, defineCheck, type Fault, failed, judged, notCheckable, passed } from '../check';

/** A pod gets a GPU by a limit alone. */
export const gpuLimitMissing = defineCheck<Workload>({
  id: 'workload/gpu-limit-missing',
  severity: 'error',
  title: 'a container that needs a GPU has no limit for it',
  subjects: (fleet) => fleet.workloads,
  run(workload, context) {
    const containers = workload.podSets.flatMap((pods) => [...pods.containers, ...pods.initContainers]);
    const faults = containers.flatMap((container) => requestsWithoutLimit(container, workload));
    if (faults.length > 0 || workload.gpuRequests.length > 0 || claimsDevices(workload)) return judged(faults);
    const metric = gpuMetricOf(workload, context);
    if (!metric) return passed;
    const unknown = containers.flatMap(unknownDevices)[0];
    if (unknown !== undefined) return notCheckable(`nothing tells whether ${unknown} is a GPU`);
    return failed(scaledWithoutGpu(workload, metric));
  },
});

/** Vendors and schedulers have many names for GPUs and parts of them. */
function unknownDevices(container: Container): readonly string[] {
  const names = [...container.resources('limits').keys(), ...container.resources('requests').keys()];
  return names.filter((name) => isExtendedResource(name) && !gpuAllocationOf(name));
}

/** The API server takes no request of an extended resource that is not its limit, too. */
function requestsWithoutLimit(container: Container, { manifest, object }: Workload): readonly Fault[] {
  const requests = container.resources('requests');
  const limits = container.resources('limits');
  return requests.keys().flatMap((resource): Fault[] => {
    if (!gpuAllocationOf(resource) || limits.has(resource)) return [];
    return [
      {
        at: manifest.at(`${requests.path}${pointer(resource)}`),
        object,
        message: `container ${container.name} requests ${resource} without a limit, and the API server refuses the pod: an extended resource cannot be overcommitted`,
        help: `Write ${resource} under limits; the request is copied from it.`,
        evidence: { container: container.name, resource },
      },
    ];
  });
}

function claimsDevices({ podSets, containers }: Workload): boolean {
  return podSets.some((podSet) => podSet.claimsDevices) || containers.some((container) => container.claimsDevices);
}

/** A metric of the workload's autoscalers that is taken from the GPU of each pod. */
function gpuMetricOf(
  workload: Workload,
  { fleet, project, snapshot }: CheckContext,
): { readonly metric: AutoscalerMetric; readonly series: string } | undefined {
  for (const { metrics } of fleet.autoscalersOn(describeObject(workload.object))) {
    for (const metric of metrics) {
      if (metric.reading.source === 'Resource') {
        if (metric.reading.name.value === 'gpu') return { metric, series: 'the resource gpu' };
        continue;
      }
      if (metric.reading.source !== 'Pods') continue;
      const series = seriesOf(metric, fleet, project, snapshot)?.series;
      // Where series are recorded, the checks on values tell whose they are.
      if (series !== undefined && isOfGpu(series) && !isRecorded(series, snapshot)) return { metric, series };
    }
  }
  return undefined;
}

function isOfGpu(series: string): boolean {
  const known = metricsOfSeries(series);
  return known.length > 0 ? known.every(({ exporter }) => exporter !== 'service') : /^DCGM_/.test(series);
}

function isRecorded(series: string, snapshot: FleetSnapshot | undefined): boolean {
  return snapshot?.snapshot.store.metricNames().includes(series) ?? false;
}

function scaledWithoutGpu(
  workload: Workload,
  { metric, series }: { readonly metric: AutoscalerMetric; readonly series: string },
): Fault {
  const first = workload.containers[0];
  return {
    at: workload.manifest.at(first ? `${first.path}/resources` : '/spec'),
    object: workload.object,
    severity: 'warning',
    message: `${describeObject(metric.object)} scales on ${series}, and no container has a limit for a GPU: where nothing else gives the pods one, they have none of its values`,
    help: 'Write nvidia.com/gpu, or the resource of the shared or sliced GPU, under limits.',
    evidence: { series },
  };
}
