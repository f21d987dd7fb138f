import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { LEADER_WORKER_SET } from '../../kubernetes/leader-worker-set';
import type { ObjectMetadata } from './object-metadata';
import { type PodTemplate, renderPodTemplate } from './pod-template';

export interface LeaderWorkerSetProps {
  readonly metadata: ObjectMetadata;
  /** Absent where an autoscaler acts: each sync would reset the count. */
  readonly replicas?: number;
  /** Pods of one replica: a leader and its workers. */
  readonly size: number;
  readonly rolloutStrategy: object;
  readonly leader: PodTemplate;
  readonly worker: PodTemplate;
}

/**
 * A LeaderWorkerSet, whose replica is a group of pods. Its scale subresource selects the leaders alone. Source:
 * kubernetes-sigs/lws, `api/leaderworkerset/v1`.
 */
export class LeaderWorkerSet extends ApiObject {
  public constructor(scope: Construct, id: string, props: LeaderWorkerSetProps) {
    const { metadata, replicas, size, rolloutStrategy, leader, worker } = props;
    super(scope, id, {
      ...LEADER_WORKER_SET,
      metadata,
      spec: {
        replicas,
        rolloutStrategy,
        leaderWorkerTemplate: {
          size,
          // A group that has lost a pod cannot serve: the rank and the part of the model are gone.
          restartPolicy: 'RecreateGroupOnPodRestart',
          leaderTemplate: renderPodTemplate(leader),
          workerTemplate: renderPodTemplate(worker),
        },
      },
    });
  }
}
