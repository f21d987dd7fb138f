import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { AhpaSpec } from '../../autoscaling/ahpa/model';
import { renderAhpa } from '../../autoscaling/ahpa/render-ahpa';
import type { ObjectMetadata } from './object-metadata';

export interface AdvancedHorizontalPodAutoscalerProps {
  readonly metadata: ObjectMetadata;
  readonly spec: AhpaSpec;
}

/** An AdvancedHorizontalPodAutoscaler, ACK's predictive autoscaler. */
export class AdvancedHorizontalPodAutoscaler extends ApiObject {
  public constructor(scope: Construct, id: string, props: AdvancedHorizontalPodAutoscalerProps) {
    const { apiVersion, kind, annotations, spec } = renderAhpa(props.spec);
    const metadata = { ...props.metadata, annotations: { ...props.metadata.annotations, ...annotations } };
    super(scope, id, { apiVersion, kind, metadata, spec });
  }
}
