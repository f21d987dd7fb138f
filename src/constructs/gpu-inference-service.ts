import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { HAND_OVER_ANNOTATION } from '../autoscaling/hand-over';
import type { GpuAllocationMode } from '../kubernetes/cluster-facts';
import { isServiceName, SERVICE_NAME_RULE } from '../kubernetes/names';
import { Deployment } from './api-objects/deployment';
import type { ObjectMetadata } from './api-objects/object-metadata';
import { Service } from './api-objects/service';
import { Autoscaler, acts } from './autoscaler';
import { clusterContextOf } from './cluster-context';
import { type ResolvedResources, resolveResources } from './compute-resources';
import { selectorLabels, standardLabels } from './labels';
import type { AnyPolicyProps, PolicyProps } from './policy';
import type { PolicyProblem } from './policy-error';
import { reportProblems } from './report-problem';
import type { ScalingPolicy } from './scaling-policy';

/**
 * A GPU inference service on a cluster: Deployment, Service and autoscaler, and the adapter rules they need.
 * `cluster.add(policy)` makes one for each policy; use the class itself in constructs of your own below a cluster.
 */
export class GpuInferenceService<
  const M extends GpuAllocationMode = GpuAllocationMode,
  const S extends ScalingPolicy = ScalingPolicy,
> extends Construct {
  /** The Deployment. */
  public readonly deployment: ApiObject;
  /** The Service. */
  public readonly service: ApiObject;
  /** The autoscaler. */
  public readonly autoscaler: Autoscaler;
  /** The name of the Service. */
  public readonly serviceName: string;
  /** The namespace of every object. */
  public readonly namespace: string;

  public constructor(scope: Construct, id: string, props: PolicyProps<M, S>) {
    super(scope, id);
    clusterContextOf(this);
    const policy = props as unknown as AnyPolicyProps;
    const { port, gpu, scaling, service = {} } = policy;
    this.namespace = policy.namespace ?? 'default';
    this.serviceName = service.name ?? id;
    const resources = resolveResources(gpu, policy.resources);
    reportProblems(this, [
      ...serviceProblems(id, policy),
      ...resources.problems,
      ...cpuRequestProblems(policy, resources),
    ]);
    this.deployment = new Deployment(this, 'Deployment', {
      metadata: { name: id, namespace: this.namespace, labels: standardLabels(id), ...handOverMark(policy) },
      ...replicasOf(policy),
      selector: selectorLabels(id),
      podLabels: standardLabels(id),
      container: {
        name: id,
        image: policy.image,
        ...(policy.args && { args: policy.args }),
        ...(policy.env && { env: policy.env }),
        port: { name: 'http', containerPort: port },
        resources: resources.rendered,
      },
    });
    this.service = new Service(this, 'Service', {
      metadata: { name: this.serviceName, namespace: this.namespace, labels: standardLabels(id) },
      type: service.type ?? 'ClusterIP',
      selector: selectorLabels(id),
      port: service.port ?? port,
      targetPort: port,
    });
    this.autoscaler = new Autoscaler(this, 'Autoscaler', {
      target: { apiVersion: 'apps/v1', kind: 'Deployment', name: id },
      gpu,
      scaling,
      namespace: this.namespace,
      ...(policy.startup && { startup: policy.startup }),
      onBehalfOf: this,
    });
  }
}

/** Absent where an autoscaler acts, except for the one release in which it takes over. */
function replicasOf({ scaling, replicas, handOver }: AnyPolicyProps): { readonly replicas?: number } {
  if (acts(scaling.definition)) return handOver ? { replicas: handOver.replicas } : {};
  return { replicas: replicas ?? scaling.definition.minReplicas };
}

/** Says to readers why `replicas` stands beside an autoscaler. */
function handOverMark({ handOver }: AnyPolicyProps): Pick<ObjectMetadata, 'annotations'> {
  return handOver ? { annotations: { [HAND_OVER_ANNOTATION]: String(handOver.replicas) } } : {};
}

function serviceProblems(id: string, policy: AnyPolicyProps): readonly PolicyProblem[] {
  const { image, port, gpu, service = {} } = policy;
  const names = { id, ...(service.name !== undefined && { 'service.name': service.name }) };
  return [
    ...Object.entries(names)
      .filter(([, name]) => !isServiceName(name))
      .map(
        ([property, value]): PolicyProblem => ({
          code: 'name-invalid',
          property,
          value,
          allowed: SERVICE_NAME_RULE,
          help: 'Choose another name.',
        }),
      ),
    ...portProblems({ port, ...(service.port !== undefined && { 'service.port': service.port }) }),
    ...imageProblems(image),
    ...gpuAmountProblems(gpu.amount, gpu.mode),
    ...replicaCountProblems(policy),
  ];
}

function portProblems(ports: { readonly [property: string]: number }): readonly PolicyProblem[] {
  return Object.entries(ports)
    .filter(([, port]) => !Number.isInteger(port) || port < 1 || port > 65535)
    .map(([property, value]) => ({
      code: 'port-range',
      property,
      value,
      allowed: 'an integer from 1 to 65535',
      help: 'Write the port on which the container listens.',
    }));
}

function imageProblems(image: string): readonly PolicyProblem[] {
  if (typeof image === 'string' && /^\S+$/.test(image)) return [];
  return [
    {
      code: 'value-missing',
      property: 'image',
      value: image,
      allowed: 'the reference of an image, without spaces',
      help: 'Write registry/name:tag.',
    },
  ];
}

function gpuAmountProblems(amount: number, mode: GpuAllocationMode): readonly PolicyProblem[] {
  if (Number.isInteger(amount) && amount >= 1) return [];
  const shared = mode === 'shared';
  return [
    {
      code: 'gpu-count',
      property: 'gpu',
      value: amount,
      allowed: shared ? 'a whole number of GiB, at least 1' : 'a whole number of GPUs, at least 1',
      why: 'Extended resources are integers.',
      help: shared ? 'Write Gpu.shared({ memory: Size.gibibytes(4) }).' : 'Write Gpu.dedicated(1).',
    },
  ];
}

function replicaCountProblems({ scaling, replicas, handOver }: AnyPolicyProps): readonly PolicyProblem[] {
  const { definition } = scaling;
  const problems: PolicyProblem[] = [];
  if (acts(definition) && replicas !== undefined) {
    problems.push({
      code: 'replicas-fixed',
      property: 'replicas',
      value: replicas,
      allowed: 'left out where an autoscaler acts',
      why: 'Each sync would reset the count that the autoscaler has set.',
      help: 'Remove replicas; where an autoscaler takes over a running service, use handOver for one release.',
    });
  }
  if (!acts(definition) && handOver) {
    problems.push({
      code: 'hand-over',
      property: 'handOver',
      value: handOver.replicas,
      allowed: 'left out while AHPA only observes',
      why: 'No autoscaler takes over: the Deployment keeps its replicas.',
      help: 'Use replicas.',
    });
  }
  for (const [property, count] of Object.entries({ replicas, 'handOver.replicas': handOver?.replicas })) {
    if (count === undefined || (Number.isInteger(count) && count >= 1)) continue;
    problems.push({
      code: 'replicas-range',
      property,
      value: count,
      allowed: 'an integer of at least 1',
      help: 'Write the count that runs today.',
    });
  }
  return problems;
}

/** Utilization is a part of what the pods request: without a request the HPA cannot compute it. */
function cpuRequestProblems({ scaling }: AnyPolicyProps, { rendered }: ResolvedResources): readonly PolicyProblem[] {
  return scaling.definition.metrics.flatMap(({ values }) => {
    if (values.kind !== 'resource' || values.resource === 'gpu') return [];
    if (rendered.requests?.[values.resource] ?? rendered.limits?.[values.resource]) return [];
    return [
      {
        code: 'cpu-request-missing' as const,
        property: `resources.requests.${values.resource}`,
        value: undefined,
        allowed: `given where the policy scales on ${values.resource} utilization`,
        help: `Write resources: { requests: { ${values.resource}: '${values.resource === 'cpu' ? '2' : '8Gi'}' } }.`,
      },
    ];
  });
}
