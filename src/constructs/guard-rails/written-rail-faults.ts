import type { IConstruct } from 'constructs';
import { AHPA_KIND } from '../../autoscaling/ahpa/model';
import { readAhpa } from '../../autoscaling/ahpa/read-ahpa';
import type { MetricReading } from '../../autoscaling/hpa/hpa-reading';
import { readHpa } from '../../autoscaling/hpa/read-hpa';
import type { GpuRequest } from '../../autoscaling/workload/gpu-request';
import type { PodSet } from '../../autoscaling/workload/workload-reading';
import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';
import type { Json } from '../../source/node';
import { type Pointer, segmentsOf } from '../../source/pointer';
import type { Gpu } from '../gpu/gpu';
import { gpusPerPod, gpusText } from '../gpu/gpu-count';
import type { Manifest, RenderedManifest } from '../output/object-problems';
import { valueAt } from '../output/value-at';
import { maxReplicasOf, type WrittenService, writtenServices } from '../output/written-services';
import type { ScalingDefinition } from '../scaling/scaling-policy';
import { forbiddenName, forbiddenText, type ReadMetric } from './forbidden-metric';
import type { GuardRailsProps } from './guard-rails';
import { observerFaults } from './observer-rail';
import type { RailFault } from './rail-fault';

/** What the objects themselves do not say. */
export interface KnownFacts {
  /** The cluster's pools, whose resource names may be their own. */
  readonly gpuPools: readonly GpuPoolFacts[];
  /** What the author of an autoscaler has said; undefined for one that was made by hand. */
  factsOf(autoscaler: IConstruct): { readonly gpu: Gpu; readonly scaling: ScalingDefinition } | undefined;
  /** What an API metric is made of. */
  metricOf(apiName: string): ReadMetric;
}

/** A fault, and the objects that make it: the one to blame first. */
export interface WrittenRailFault extends RailFault {
  readonly constructs: readonly [IConstruct, ...IConstruct[]];
}

/** What final objects do against guard rails: patches may have changed them, and anyone may have made them. */
export function writtenRailFaults(
  objects: readonly RenderedManifest[],
  rails: GuardRailsProps,
  known: KnownFacts,
): readonly WrittenRailFault[] {
  const services = writtenServices(objects, known.gpuPools);
  return [
    ...services.flatMap((service) => gpuFaults(service, rails, known)),
    ...services.flatMap((service) => drainFaults(service, rails, known)),
    ...objects.flatMap((object) => metricFaults(object, rails, known)),
    ...objects.flatMap((object) => scaleStrategyFaults(object, rails, known)),
  ];
}

function gpuFaults(
  service: WrittenService,
  { maxGpusPerService: most }: GuardRailsProps,
  known: KnownFacts,
): readonly WrittenRailFault[] {
  const { workload, autoscalers } = service;
  const replicas = maxReplicasOf(service);
  if (most === undefined || replicas === undefined) return [];
  const written = gpusOf(workload?.reading.gpuRequests ?? []);
  const taken = written.each > 0 ? written : gpusOfFacts(autoscalers, known);
  if (!(replicas * taken.each > most)) return [];
  const [blamed, ...others] = [...autoscalers, ...(workload ? [workload.object] : [])].map(
    ({ construct }) => construct,
  );
  return [
    {
      rail: 'maxGpusPerService',
      constructs: [blamed!, ...others],
      ...gpusText({ replicas, most, ...taken }),
      help: 'Lower the replicas, or the GPUs of a pod, in the object as it is written: patches count',
    },
  ];
}

function gpusOf(requests: readonly GpuRequest[]) {
  // A part of a shared GPU is asked for as memory; its compute belongs to the same part.
  const counted = requests.filter(({ measure }) => measure !== 'corePercent');
  const each = counted.reduce(
    (sum, { measure, amount = 0, pods }) => sum + pods * (measure === 'gpus' ? amount : Math.min(1, amount)),
    0,
  );
  return { each, modes: counted.map(({ allocation }) => allocation) };
}

/** Of a workload whose GPUs are not written here, the author of its autoscaler has said what a replica takes. */
function gpusOfFacts(autoscalers: readonly RenderedManifest[], known: KnownFacts) {
  const gpus = autoscalers.flatMap(({ construct }) => known.factsOf(construct)?.gpu ?? []);
  return { each: Math.max(0, ...gpus.map(gpusPerPod)), modes: gpus.map(({ mode }) => mode) };
}

function drainFaults(
  { workload, autoscalers }: WrittenService,
  { requireDrain }: GuardRailsProps,
  known: KnownFacts,
): readonly WrittenRailFault[] {
  if (!requireDrain || !workload) return [];
  const { podSets, gpuRequests } = workload.reading;
  const onGpus = podSets.filter(({ template }) => gpuRequests.some(({ path }) => path.startsWith(`${template}/`)));
  const isScaledOnGpus = autoscalers.some(({ construct }) => known.factsOf(construct));
  const pods = onGpus.length === 0 && isScaledOnGpus ? podSets : onGpus;
  if (drains(workload.object.manifest, pods)) return [];
  const { kind, metadata } = workload.object.manifest;
  return [
    {
      rail: 'requireDrain',
      constructs: [workload.object.construct],
      summary: `${kind} ${metadata.name} has GPUs and does not drain, and here each must.`,
      help: 'Give the pods terminationGracePeriodSeconds and the container that is called a preStop hook, and patch neither away',
    },
  ];
}

/** Workers of a group are not called, so the pods of one template must wait; all must be given time. */
function drains(manifest: Manifest, pods: readonly PodSet[]): boolean {
  const specs = pods.map(({ template }) => specAt(manifest, template));
  const isGiven = (seconds: unknown) => typeof seconds === 'number' && seconds > 0;
  if (!specs.every((spec) => isGiven(spec('terminationGracePeriodSeconds')))) return false;
  return specs.length === 0 || specs.some(hasPreStop);
}

type SpecReader = (...path: readonly string[]) => unknown;

function specAt(manifest: Manifest, template: Pointer): SpecReader {
  return (...path) => valueAt(manifest, [...segmentsOf(template), 'spec', ...path]);
}

function hasPreStop(spec: SpecReader): boolean {
  const containers = spec('containers');
  return (
    Array.isArray(containers) && containers.some((one) => valueAt(one, ['lifecycle', 'preStop']) instanceof Object)
  );
}

function metricFaults(
  { construct, manifest }: RenderedManifest,
  { forbiddenMetrics = [] }: GuardRailsProps,
  known: KnownFacts,
): readonly WrittenRailFault[] {
  return metricNamesOf(manifest).flatMap((apiName) => {
    const metric = known.metricOf(apiName);
    const name = forbiddenName(metric, forbiddenMetrics);
    if (name === undefined) return [];
    return [
      {
        rail: 'forbiddenMetrics' as const,
        constructs: [construct] as const,
        summary: `${manifest.kind} ${manifest.metadata.name} ${forbiddenText(metric, name)}`,
        help: 'Scale on another metric',
      },
    ];
  });
}

function metricNamesOf(manifest: Manifest): readonly string[] {
  const json = manifest as unknown as Json;
  const namesOf = (metrics: readonly MetricReading[]) => metrics.flatMap(({ name }) => name.value ?? []);
  if (manifest.kind === AHPA_KIND) return namesOf(readAhpa(json).metrics);
  if (manifest.kind !== 'HorizontalPodAutoscaler') return [];
  const { metrics, metricsDefaulted } = readHpa(json);
  return metricsDefaulted ? ['cpu'] : namesOf(metrics);
}

/** A strategy that was patched counts like one that was written in the policy. */
function scaleStrategyFaults(
  { construct, manifest }: RenderedManifest,
  rails: GuardRailsProps,
  known: KnownFacts,
): readonly WrittenRailFault[] {
  if (manifest.kind !== AHPA_KIND) return [];
  const scaling = known.factsOf(construct)?.scaling;
  const observed = scaling?.kind === 'ahpa' ? scaling.observed : undefined;
  const { scaleStrategy } = readAhpa(manifest as unknown as Json);
  const faults = observerFaults({ scaleStrategy: scaleStrategy.value ?? 'observer', observed }, rails);
  return faults.map((fault) => ({ ...fault, constructs: [construct] as const }));
}
