import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';
import { LEADER_WORKER_SET } from '../../kubernetes/leader-worker-set';
import type { Json } from '../../source/node';
import type { Pointer } from '../../source/pointer';
import { type ReadField, ReadObject } from '../read-field';
import { Container } from './container';
import { type GpuRequest, gpuRequestsOf } from './gpu-request';
import { type NodeChoice, readNodeChoice } from './node-choice';
import { requestOnPools } from './request-on-pools';
import { type Rollout, readRollout } from './rollout';

/** Kinds with a scale subresource whose pods we can read. */
export const WORKLOAD_KINDS = ['Deployment', 'StatefulSet', LEADER_WORKER_SET.kind] as const;

type Texts = { readonly [key: string]: string };

/** A pod template, and how many pods of one replica are made from it. */
export interface PodSet {
  readonly template: Pointer;
  /** What stands under the template's `spec`. */
  readonly spec: ReadObject;
  readonly pods: number;
  readonly labels: Texts;
  readonly nodes: NodeChoice;
  /** Undefined where a number stands that cannot be read. */
  readonly terminationGracePeriodSeconds: number | undefined;
  /** Whether the pod takes devices by dynamic resource allocation. */
  readonly claimsDevices: boolean;
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];
}

/** Something with a replica count and a pod template, as somebody wrote it. */
export class WorkloadReading {
  /** The pods of one replica: one kind, or a leader and its workers. */
  public readonly podSets: readonly PodSet[];
  /** What its containers ask of GPUs, where a pod holds most; empty for a workload without any. */
  public readonly gpuRequests: readonly GpuRequest[];
  public readonly replicas: ReadField<number>;
  public readonly rollout: Rollout;
  private readonly spec: ReadObject;

  public constructor(
    json: Json,
    public readonly kind: string,
    /** The cluster's pools: what a GPU request means depends on them. */
    pools: readonly GpuPoolFacts[] = [],
  ) {
    const root = new ReadObject(json, '');
    this.spec = root.object('spec');
    this.podSets = podSetsOf(this.spec, kind);
    this.gpuRequests = this.podSets.flatMap(({ spec, pods, nodes }) => {
      const listOf = (key: string) => spec.list(key).map(({ json }) => json ?? null);
      const [containers, initContainers] = [listOf('containers'), listOf('initContainers')];
      return gpuRequestsOf({ containers, initContainers, path: spec.path, pods }).map((request) =>
        requestOnPools(request, nodes, pools),
      );
    });
    this.replicas = this.spec.integer('replicas');
    this.rollout = readRollout(root, kind);
  }

  public get containers(): readonly Container[] {
    return this.podSets.flatMap(({ containers }) => containers);
  }

  /** Seconds after which a rollout counts as failed; only a Deployment has it. */
  public get progressDeadlineSeconds(): ReadField<number> | undefined {
    return this.kind === 'Deployment' ? this.spec.integer('progressDeadlineSeconds') : undefined;
  }

  /** How long a pod must be ready until it counts. */
  public get minReadySeconds(): number {
    return this.spec.integer('minReadySeconds').value ?? 0;
  }
}

const GROUP: Pointer = '/spec/leaderWorkerTemplate';

/** A group's workers, and its leader, which has the workers' template where it has none of its own. */
function podSetsOf(spec: ReadObject, kind: string): readonly PodSet[] {
  if (kind !== LEADER_WORKER_SET.kind) return [podSet(spec, '/spec/template', 1)];
  const group = spec.object('leaderWorkerTemplate');
  const size = Math.max(1, group.integer('size').value ?? 1);
  const workers: Pointer = `${GROUP}/workerTemplate`;
  if (!group.has('leaderTemplate')) return [podSet(spec, workers, size)];
  const leader = podSet(spec, `${GROUP}/leaderTemplate`, 1);
  return size > 1 ? [leader, podSet(spec, workers, size - 1)] : [leader];
}

const GRACE_DEFAULT = 30;

function podSet(spec: ReadObject, template: Pointer, pods: number): PodSet {
  const read = templateAt(spec, template);
  const pod = read.object('spec');
  const grace = pod.integer('terminationGracePeriodSeconds');
  return {
    template,
    spec: pod,
    pods,
    labels: textsOf(read.object('metadata').object('labels')),
    nodes: readNodeChoice(pod),
    terminationGracePeriodSeconds: grace.given ? grace.value : GRACE_DEFAULT,
    claimsDevices: pod.list('resourceClaims').length > 0,
    containers: containersOf(pod, 'containers'),
    initContainers: containersOf(pod, 'initContainers'),
  };
}

function containersOf(pod: ReadObject, key: 'containers' | 'initContainers'): readonly Container[] {
  return pod.list(key).map(({ json, path }) => new Container(json ?? null, path, pod.path));
}

function templateAt(spec: ReadObject, template: Pointer): ReadObject {
  return template
    .slice('/spec/'.length)
    .split('/')
    .reduce((read, key) => read.object(key), spec);
}

function textsOf(read: ReadObject): Texts {
  const texts = new Map<string, string>();
  for (const key of read.keys()) {
    const { value } = read.string(key);
    if (value !== undefined) texts.set(key, value);
  }
  return Object.fromEntries(texts);
}
