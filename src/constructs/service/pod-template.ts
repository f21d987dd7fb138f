import type { ClusterFacts } from '../../kubernetes/cluster-facts';
import type { ContainerPort, ContainerSpec, PodTemplate } from '../api-objects/pod-template';
import { placementOf } from '../gpu/pool-placement';
import type { AnyPolicyProps } from '../policy/policy';
import { drainedArgs, drainOf, preStopOf } from './drain';
import { standardLabels } from './labels';
import { sharedMemoryOf } from './shared-memory';
import { startUpOf } from './startup';

/** The pod of a service on a cluster: the leader, where several pods are one replica. */
export function podTemplate(
  name: string,
  policy: AnyPolicyProps,
  resources: ContainerSpec['resources'],
  { gpuPools, kubernetes }: ClusterFacts,
): PodTemplate {
  const drain = drainOf(policy);
  const args = drainedArgs(policy, drain);
  const sharedMemory = sharedMemoryOf(policy);
  return {
    labels: standardLabels(name),
    ...placementOf(policy.gpu, policy.pool, gpuPools),
    ...(drain && { terminationGracePeriodSeconds: drain.graceSeconds }),
    ...(sharedMemory && { sharedMemory }),
    container: {
      name,
      image: policy.image,
      ...(policy.command && { command: policy.command }),
      ...(args && { args }),
      ...(policy.env && { env: policy.env }),
      ports: portsOf(policy),
      resources,
      ...startUpOf(policy, kubernetes),
      ...(drain && { preStop: preStopOf(drain, kubernetes) }),
    },
  };
}

function portsOf({ port, metricsPort }: AnyPolicyProps): readonly ContainerPort[] {
  const http = { name: 'http', containerPort: port };
  return metricsPort === undefined ? [http] : [http, { name: 'metrics', containerPort: metricsPort }];
}
