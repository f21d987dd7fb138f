import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { atLeast, type KubernetesMinor } from '../../kubernetes/minor';
import type { ObjectMetadata } from './object-metadata';

export interface PodDisruptionBudgetProps {
  readonly metadata: ObjectMetadata;
  readonly selector: { readonly [label: string]: string };
  readonly minor: KubernetesMinor;
}

/** Lets one pod of a service be evicted at a time. `policy/v1` is served from Kubernetes 1.21 on. */
export class PodDisruptionBudget extends ApiObject {
  public constructor(scope: Construct, id: string, { metadata, selector, minor }: PodDisruptionBudgetProps) {
    super(scope, id, {
      apiVersion: atLeast(minor, '1.21') ? 'policy/v1' : 'policy/v1beta1',
      kind: 'PodDisruptionBudget',
      metadata,
      spec: { maxUnavailable: 1, selector: { matchLabels: selector } },
    });
  }
}
