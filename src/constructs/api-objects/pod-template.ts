import type { Toleration } from '../../kubernetes/toleration';

/** Something the kubelet does to find out how a container is. */
export interface Probe {
  /** The path to ask for. @default - it is enough that the port answers */
  readonly path?: string;
  readonly periodSeconds: number;
  readonly failureThreshold: number;
}

export interface ContainerPort {
  readonly name: string;
  readonly containerPort: number;
}

/** The one container of a pod. */
export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: { readonly [name: string]: string };
  /** Absent for a container that nobody calls. The first one is probed. */
  readonly ports?: readonly ContainerPort[];
  readonly resources: {
    readonly limits?: { readonly [resource: string]: string };
    readonly requests?: { readonly [resource: string]: string };
  };
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
  /** What the kubelet does before it asks the container to stop. */
  readonly preStop?: object;
}

/** A memory volume at `/dev/shm`. */
export interface SharedMemory {
  /** @default - what the memory limit of the container leaves, else the memory of the node */
  readonly sizeLimit?: string;
}

/** A pod of one container, and where it may run. */
export interface PodTemplate {
  readonly labels: { readonly [label: string]: string };
  readonly container: ContainerSpec;
  readonly nodeSelector?: { readonly [label: string]: string };
  readonly tolerations?: readonly Toleration[];
  readonly terminationGracePeriodSeconds?: number;
  /** @default - the 64 MiB that the container runtime gives */
  readonly sharedMemory?: SharedMemory;
}

const SHARED_MEMORY = 'shared-memory';

/** A pod template as a workload's `spec` has it. */
export function renderPodTemplate(template: PodTemplate): object {
  const { labels, container, nodeSelector, tolerations, terminationGracePeriodSeconds, sharedMemory } = template;
  const mounts = sharedMemory && { volumeMounts: [{ name: SHARED_MEMORY, mountPath: '/dev/shm' }] };
  return {
    metadata: { labels },
    spec: {
      containers: [{ ...renderContainer(container), ...mounts }],
      volumes: sharedMemory && [{ name: SHARED_MEMORY, emptyDir: { medium: 'Memory', ...sharedMemory } }],
      nodeSelector,
      tolerations,
      terminationGracePeriodSeconds,
    },
  };
}

function renderContainer(container: ContainerSpec): object {
  const { name, image, command, args, env, ports, resources, startupProbe, readinessProbe, preStop } = container;
  const probed = ports?.[0]?.name;
  return {
    name,
    image,
    command,
    args,
    env: env && Object.entries(env).map(([key, value]) => ({ name: key, value })),
    ports: ports?.map(({ name: portName, containerPort }) => ({ name: portName, containerPort, protocol: 'TCP' })),
    resources,
    startupProbe: startupProbe && probed && renderProbe(startupProbe, probed),
    readinessProbe: readinessProbe && probed && renderProbe(readinessProbe, probed),
    lifecycle: preStop && { preStop },
  };
}

function renderProbe({ path, periodSeconds, failureThreshold }: Probe, port: string): object {
  const action = path === undefined ? { tcpSocket: { port } } : { httpGet: { path, port } };
  return { ...action, periodSeconds, failureThreshold };
}
