import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ObjectMetadata } from './object-metadata';
import { type PodTemplate, renderPodTemplate } from './pod-template';

export interface DeploymentProps {
  readonly metadata: ObjectMetadata;
  /** Absent where an autoscaler acts: each sync would reset the count. */
  readonly replicas?: number;
  /** Never changes: the field is immutable. */
  readonly selector: { readonly [label: string]: string };
  readonly pod: PodTemplate;
  /** @default - that of Kubernetes */
  readonly strategy?: object;
  /** @default - that of Kubernetes, 600 */
  readonly progressDeadlineSeconds?: number;
}

/** An `apps/v1` Deployment of pods of one container. */
export class Deployment extends ApiObject {
  public constructor(scope: Construct, id: string, { metadata, selector, pod, ...others }: DeploymentProps) {
    super(scope, id, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { ...others, selector: { matchLabels: selector }, template: renderPodTemplate(pod) },
    });
  }
}
