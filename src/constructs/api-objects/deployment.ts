import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ObjectMetadata } from './object-metadata';

/** The one container of a pod. */
export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: { readonly [name: string]: string };
  readonly port: { readonly name: string; readonly containerPort: number };
  readonly resources: {
    readonly limits?: { readonly [resource: string]: string };
    readonly requests?: { readonly [resource: string]: string };
  };
}

export interface DeploymentProps {
  readonly metadata: ObjectMetadata;
  /** Absent where an autoscaler acts: each sync would reset the count. */
  readonly replicas?: number;
  /** Never changes: the field is immutable. */
  readonly selector: { readonly [label: string]: string };
  readonly podLabels: { readonly [label: string]: string };
  readonly container: ContainerSpec;
}

/** An `apps/v1` Deployment of one container. */
export class Deployment extends ApiObject {
  public constructor(scope: Construct, id: string, props: DeploymentProps) {
    const { metadata, replicas, selector, podLabels, container } = props;
    super(scope, id, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas,
        selector: { matchLabels: selector },
        template: { metadata: { labels: podLabels }, spec: { containers: [renderContainer(container)] } },
      },
    });
  }
}

function renderContainer({ name, image, command, args, env, port, resources }: ContainerSpec): object {
  return {
    name,
    image,
    command,
    args,
    env: env && Object.entries(env).map(([key, value]) => ({ name: key, value })),
    ports: [{ name: port.name, containerPort: port.containerPort, protocol: 'TCP' }],
    resources,
  };
}
