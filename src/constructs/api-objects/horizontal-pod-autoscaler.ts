import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { HpaSpec } from '../../autoscaling/hpa/model';
import { renderHpa } from '../../autoscaling/hpa/render-hpa';
import type { KubernetesMinor } from '../../kubernetes/minor';
import type { HpaApiVersion } from '../../kubernetes/served-api';
import type { ObjectMetadata } from './object-metadata';

export interface HorizontalPodAutoscalerProps {
  readonly metadata: ObjectMetadata;
  readonly spec: HpaSpec;
  readonly version: HpaApiVersion;
  readonly minor: KubernetesMinor;
}

/** A HorizontalPodAutoscaler in the API version of its cluster. */
export class HorizontalPodAutoscaler extends ApiObject {
  public constructor(scope: Construct, id: string, props: HorizontalPodAutoscalerProps) {
    const { apiVersion, kind, spec } = renderHpa(props.spec, props.version, props.minor);
    super(scope, id, { apiVersion, kind, metadata: props.metadata, spec });
  }
}
