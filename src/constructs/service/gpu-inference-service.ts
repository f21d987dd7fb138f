import type { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import type { GpuAllocationMode } from '../../kubernetes/cluster-facts';
import { PodDisruptionBudget } from '../api-objects/pod-disruption-budget';
import { Service } from '../api-objects/service';
import { clusterContextOf } from '../cluster/cluster-context';
import { limitsOn } from '../gpu/pool-placement';
import { reportBrokenRails } from '../guard-rails/guard-rail-problems';
import type { AnyPolicyProps, PolicyProps } from '../policy/policy';
import { policyShapeProblems } from '../policy/policy-shape';
import { reportProblems, throwProblems } from '../problems/report-problem';
import { Autoscaler } from '../scaling/autoscaler';
import type { ScalingPolicy } from '../scaling/scaling-policy';
import { resolveResources } from './compute-resources';
import { selectorLabels, standardLabels } from './labels';
import { podTemplate } from './pod-template';
import { fewestReplicas } from './rollout';
import { serviceNameOf } from './service-name';
import { serviceProblems } from './service-problems';
import { createWorkload } from './workload';

/**
 * A GPU inference service on a cluster: its workload, Service and autoscaler, and the adapter rules they need.
 * `cluster.add(policy)` makes one for each policy; use the class itself in constructs of your own below a cluster.
 */
export class GpuInferenceService<
  const M extends GpuAllocationMode = GpuAllocationMode,
  const S extends ScalingPolicy = ScalingPolicy,
> extends Construct {
  /** The Deployment, or the LeaderWorkerSet of a policy with `podGroup`. */
  public readonly workload: ApiObject;
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
    const cluster = clusterContextOf(this);
    const { facts } = cluster;
    const policy = checkedParts(this, props);
    const { port, metricsPort, gpu, scaling, service = {} } = policy;
    this.namespace = policy.namespace ?? 'default';
    this.serviceName = serviceNameOf(id, policy);
    const resources = resolveResources(limitsOn(gpu, policy.pool, facts.gpuPools), policy.resources);
    const broken = reportProblems(this, serviceProblems(id, policy, resources, facts));
    reportBrokenRails(this, id, policy, cluster);
    if (broken) cluster.guardRails?.leaveOut(this);
    cluster.patches.add(this, policy.patches);
    // Times and sizes that are none could not be written.
    const { startup: _startup, drain: _drain, sharedMemory: _sharedMemory, ...countless } = policy;
    const written = broken ? countless : policy;
    const pod = podTemplate(id, written, resources.rendered, facts);
    const { object, target } = createWorkload(this, id, written, pod);
    this.workload = object;
    if (!policy.podGroup && fewestReplicas(policy) >= 2) {
      new PodDisruptionBudget(this, 'PodDisruptionBudget', {
        metadata: { name: id, namespace: this.namespace, labels: standardLabels(id) },
        selector: selectorLabels(id),
        minor: facts.kubernetes,
      });
    }
    this.service = new Service(this, 'Service', {
      metadata: { name: this.serviceName, namespace: this.namespace, labels: standardLabels(id) },
      type: service.type ?? 'ClusterIP',
      selector: selectorLabels(id),
      ports: [
        { name: 'http', port: service.port ?? port, targetPort: port },
        ...(metricsPort === undefined ? [] : [{ name: 'metrics', port: metricsPort, targetPort: metricsPort }]),
      ],
    });
    this.autoscaler = new Autoscaler(this, 'Autoscaler', {
      target,
      gpu,
      scaling,
      namespace: this.namespace,
      container: id,
      service: this.serviceName,
      ...(policy.startup && { startup: policy.startup }),
      onBehalfOf: this,
    });
  }
}

/** JavaScript may leave out what everything else is made from; then there is nothing to collect further errors about. */
function checkedParts(service: IConstruct, props: object): AnyPolicyProps {
  throwProblems(service, policyShapeProblems(props));
  return props as AnyPolicyProps;
}
