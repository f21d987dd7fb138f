import { parseAllDocuments } from 'yaml';
import {
  Cluster,
  type ClusterProps,
  definePolicy,
  Gpu,
  GpuPool,
  MetricsPipeline,
  metrics,
  PolicyApp,
  PolicyError,
  PolicyErrors,
  ScalingPolicy,
} from '../../src/index';

/** Props with every check of the compiler off, as JavaScript would pass them. */
// biome-ignore lint/suspicious/noExplicitAny: these tests give what the types refuse.
export type Untyped = any;

export const hpa = ScalingPolicy.hpa({
  minReplicas: 1,
  maxReplicas: 4,
  metrics: [metrics.ack.processSmUtil.perPod(20)],
});

/** A policy that is right, and what is given in its place. */
export function samplePolicy(overrides: Untyped = {}, id = 'bert') {
  return definePolicy(id, {
    image: 'registry.example.com/bert:1',
    port: 80,
    gpu: Gpu.dedicated(1),
    scaling: hpa,
    ...overrides,
  }) as Untyped;
}

export function sampleCluster(app: PolicyApp, overrides: Untyped = {}, id = 'prod') {
  const props: ClusterProps<'1.36', 'ack', 'v2', true, 'dedicated' | 'shared'> = {
    kubernetes: '1.36',
    labelConvention: 'ack',
    metricsPipeline: MetricsPipeline.ackAdapter({ prometheusUrl: 'http://prometheus:9090' }),
    gpuPools: [GpuPool.dedicated('a10', { gpu: 'A10', count: 800 }), GpuPool.shared('t4', { gpu: 'T4', count: 2 })],
    ahpa: true,
    ...overrides,
  };
  return new Cluster(app, id, props);
}

/** A file's objects, by kind. */
export type Objects = { readonly [kind: string]: Untyped };

/** Renders an app without writing it: each file's text by `cluster/path`. */
export function filesOf(app: PolicyApp): ReadonlyMap<string, string> {
  return new Map(
    [...app.render()].flatMap(([cluster, files]) =>
      [...files].map(([path, text]) => [`${cluster}/${path}`, text] as const),
    ),
  );
}

/** The objects of one file, by kind. */
export function objectsIn(text: string | undefined): Objects {
  const documents = parseAllDocuments(text ?? '').map((document) => document.toJSON() as Untyped);
  return Object.fromEntries(documents.map((document) => [document.kind, document]));
}

/** The objects of a policy on a cluster. */
export function compile(policy: Untyped, clusterProps: Untyped = {}): Objects {
  const app = new PolicyApp();
  sampleCluster(app, clusterProps).add(policy);
  const namespace = policy.props.namespace ?? 'default';
  return objectsIn(filesOf(app).get(`prod/manifests/${namespace}/${policy.id}.k8s.yaml`));
}

/** The errors that rendering an app gives. */
export function errorsOf(app: PolicyApp): readonly PolicyError[] {
  try {
    app.render();
  } catch (error) {
    if (error instanceof PolicyErrors) return error.all;
    if (error instanceof PolicyError) return [error];
    throw error;
  }
  return [];
}

/** The errors of a policy on a cluster. */
export function policyErrors(policy: Untyped, clusterProps: Untyped = {}): readonly PolicyError[] {
  const app = new PolicyApp();
  sampleCluster(app, clusterProps).add(policy);
  return errorsOf(app);
}
