import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ObjectMetadata } from './object-metadata';

export interface ConfigMapProps {
  readonly metadata: ObjectMetadata;
  readonly data: { readonly [key: string]: string };
}

/** A `v1` ConfigMap. */
export class ConfigMap extends ApiObject {
  public constructor(scope: Construct, id: string, { metadata, data }: ConfigMapProps) {
    super(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
  }
}
