import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ObjectMetadata } from './object-metadata';

export interface ServiceProps {
  readonly metadata: ObjectMetadata;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly selector: { readonly [label: string]: string };
  /** Each TCP. */
  readonly ports: readonly { readonly name: string; readonly port: number; readonly targetPort: number }[];
}

/** A `v1` Service. */
export class Service extends ApiObject {
  public constructor(scope: Construct, id: string, props: ServiceProps) {
    const { metadata, type, selector, ports } = props;
    super(scope, id, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { type, selector, ports: ports.map((port) => ({ ...port, protocol: 'TCP' })) },
    });
  }
}
