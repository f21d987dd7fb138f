import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { HAND_OVER_ANNOTATION } from '../../autoscaling/hand-over';
import type { ObjectTarget } from '../../autoscaling/hpa/model';
import { LEADER_WORKER_SET } from '../../kubernetes/leader-worker-set';
import { Deployment } from '../api-objects/deployment';
import { LeaderWorkerSet } from '../api-objects/leader-worker-set';
import type { ObjectMetadata } from '../api-objects/object-metadata';
import type { PodTemplate } from '../api-objects/pod-template';
import type { AnyPolicyProps, PodGroup } from '../policy/policy';
import { acts } from '../scaling/acts';
import { groupLabels, selectorLabels, standardLabels } from './labels';
import { deploymentStrategy, groupRollout, rolloutOf } from './rollout';
import { progressDeadlineOf, startupMark } from './startup';

/** What a service's pods are made by. */
export interface Workload {
  readonly object: ApiObject;
  /** What the autoscaler scales. */
  readonly target: ObjectTarget;
}

/** The Deployment of a service, or its LeaderWorkerSet where several pods are one replica. */
export function createWorkload(scope: Construct, name: string, policy: AnyPolicyProps, pod: PodTemplate): Workload {
  const { namespace = 'default', podGroup } = policy;
  const metadata = { name, namespace, labels: standardLabels(name), ...marksOf(policy) };
  const common = { metadata, ...replicasOf(policy) };
  if (!podGroup) {
    const progressDeadlineSeconds = progressDeadlineOf(policy, pod.terminationGracePeriodSeconds);
    const object = new Deployment(scope, 'Deployment', {
      ...common,
      strategy: deploymentStrategy(rolloutOf(policy)),
      ...(progressDeadlineSeconds !== undefined && { progressDeadlineSeconds }),
      selector: selectorLabels(name),
      pod,
    });
    return { object, target: { apiVersion: 'apps/v1', kind: 'Deployment', name } };
  }
  const object = new LeaderWorkerSet(scope, 'LeaderWorkerSet', {
    ...common,
    size: podGroup.size,
    rolloutStrategy: groupRollout(rolloutOf(policy)),
    leader: pod,
    worker: workerOf(pod, name, podGroup),
  });
  return { object, target: { ...LEADER_WORKER_SET, name } };
}

/** Nobody calls a worker: it has no port, no probe, and not the label that the Service selects. */
function workerOf(leader: PodTemplate, name: string, { worker }: PodGroup): PodTemplate {
  const {
    ports: _ports,
    startupProbe: _startup,
    readinessProbe: _readiness,
    preStop: _preStop,
    ...own
  } = leader.container;
  const { command, args, ...others } = own;
  const run = worker ?? { ...(command && { command }), ...(args && { args }) };
  return { ...leader, labels: groupLabels(name), container: { ...others, ...run } };
}

/** Absent where an autoscaler acts, except for the one release in which it takes over. */
function replicasOf({ scaling, replicas, handOver }: AnyPolicyProps): { readonly replicas?: number } {
  if (acts(scaling.definition)) return handOver ? { replicas: handOver.replicas } : {};
  return { replicas: replicas ?? scaling.definition.minReplicas };
}

/** Says to readers how long a start takes, and why `replicas` stands beside an autoscaler. */
function marksOf({ startup, handOver }: AnyPolicyProps): Pick<ObjectMetadata, 'annotations'> {
  const annotations = {
    ...startupMark(startup?.expected.toSeconds()),
    ...(handOver && { [HAND_OVER_ANNOTATION]: String(handOver.replicas) }),
  };
  return Object.keys(annotations).length > 0 ? { annotations } : {};
}
