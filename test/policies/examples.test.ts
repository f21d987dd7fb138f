import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Untyped } from '../constructs/sample';

const dist = resolve(__dirname, '..', '..', 'dist');
const documentsIn = (path: string): readonly Untyped[] =>
  parseAllDocuments(readFileSync(join(dist, path), 'utf8')).map((document) => document.toJSON());
const objectsOf = (cluster: string, namespace: string, name: string): Untyped =>
  Object.fromEntries(
    documentsIn(`${cluster}/manifests/${namespace}/${name}.k8s.yaml`).map((object) => [object.kind, object]),
  );

/** The examples as they stand on ACK and on a plain Kubernetes. */
const EXAMPLES = [
  ['chat', 'chat', 'ack-current', { 'nvidia.com/gpu': '2' }],
  ['chat', 'chat', 'prometheus-current', { 'nvidia.com/gpu': '2' }],
  ['vision', 'classifier', 'ack-current', { 'nvidia.com/mig-1g.10gb': '1' }],
  ['vision', 'classifier', 'prometheus-current', { 'nvidia.com/mig-1g.10gb': '1' }],
  ['embedding', 'embedder', 'ack-current', { 'aliyun.com/gpu-mem': '4' }],
  ['embedding', 'embedder', 'prometheus-current', { 'nvidia.com/gpu.shared': '1' }],
  ['translation', 'translator', 'ack-current', { 'nvidia.com/gpu': '1' }],
  ['translation', 'translator', 'prometheus-current', { 'nvidia.com/gpu': '1' }],
] as const;

describe('the examples', () => {
  it.each(EXAMPLES)('%s/%s on %s ask for their GPUs', (namespace, name, cluster, limits) => {
    const { Deployment } = objectsOf(cluster, namespace, name);
    expect(Deployment.spec.template.spec.containers[0].resources.limits).toEqual(limits);
  });

  it.each(EXAMPLES)('%s/%s on %s end later than hook and engine together', (namespace, name, cluster) => {
    const { spec } = objectsOf(cluster, namespace, name).Deployment.spec.template;
    const [{ args = [], lifecycle }] = spec.containers;
    const engine = Number(/timeout(?:-secs)?=(\d+)/.exec(args.join(' '))?.[1] ?? 0);
    expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(lifecycle.preStop.sleep.seconds + engine);
  });

  it.each(EXAMPLES)('%s/%s on %s roll out without a spare GPU, within their own time', (namespace, name, cluster) => {
    const { spec } = objectsOf(cluster, namespace, name).Deployment;
    const [{ startupProbe }] = spec.template.spec.containers;
    expect(spec.strategy.rollingUpdate).toEqual({ maxSurge: 0, maxUnavailable: 1 });
    const budget = startupProbe.periodSeconds * startupProbe.failureThreshold;
    expect(spec.progressDeadlineSeconds).toBe(budget + spec.template.spec.terminationGracePeriodSeconds);
  });

  it.each([
    ['chat', 'chat', true],
    ['vision', 'classifier', false],
    ['embedding', 'embedder', false],
    ['translation', 'translator', true],
  ])('%s/%s have a disruption budget where two replicas always run: %s', (namespace, name, expected) => {
    for (const cluster of ['ack-current', 'prometheus-current']) {
      expect('PodDisruptionBudget' in objectsOf(cluster, namespace, name)).toBe(expected);
    }
  });

  it('share cards of the one pool that shares them', () => {
    const { spec } = objectsOf('ack-current', 'embedding', 'embedder').Deployment.spec.template;
    expect(spec.nodeSelector).toEqual({ 'ack.node.gpu.schedule': 'cgpu' });
  });

  it('follow the clock under AHPA alone', () => {
    expect(objectsOf('ack-current', 'translation', 'translator').AdvancedHorizontalPodAutoscaler.spec).toMatchObject({
      scaleStrategy: 'auto',
      prediction: { scaleUpForward: 180 },
      metrics: [{ type: 'External', external: { metric: { name: 'tgi_request_count_per_second_over_pods' } } }],
    });
    const { HorizontalPodAutoscaler } = objectsOf('prometheus-current', 'translation', 'translator');
    expect(HorizontalPodAutoscaler.spec).toMatchObject({ minReplicas: 2, maxReplicas: 8 });
    expect(HorizontalPodAutoscaler.spec.behavior.scaleUp.policies[0].periodSeconds).toBe(180);
  });
});
