import { ApiObject, Duration } from 'cdk8s';
import { Autoscaler, Gpu, metrics, PolicyApp, presets, ScalingPolicy } from '../../../src/index';
import { faultsOf, judgeObjects, reasonsOf } from '../../checks/sample';
import { compile, filesOf, objectsIn, sampleCluster, samplePolicy, type Untyped } from '../sample';

const CHECK = 'hpa/scale-up-faster-than-startup';
const scaling = (behavior?: Untyped) =>
  ScalingPolicy.hpa({
    minReplicas: 1,
    maxReplicas: 20,
    metrics: [metrics.triton.pendingRequestCount.perPod(5)],
    ...(behavior && { behavior }),
  });
const SECONDS = [1, 16, 60, 240, 1801];
const TIMES = SECONDS.flatMap((expected) =>
  [undefined, 1, 4, 4.1, 12, 100].map((times) => ({
    expected,
    max: times === undefined ? undefined : Math.ceil(expected * times),
  })),
);

const startOf = ({ expected, max }: { readonly expected: number; readonly max?: number | undefined }) => ({
  expected: Duration.seconds(expected),
  ...(max !== undefined && { max: Duration.seconds(max) }),
});

describe('the pace of a compiled HPA', () => {
  it.each<[string, Untyped, Untyped]>([
    ['no behavior', undefined, {}],
    ['a preset', presets.behavior.interactive, {}],
    ['a pace for scaling in alone', { scaleDown: { stabilizationWindowSeconds: 600 } }, {}],
    ['a key that is undefined', { scaleUp: undefined, scaleDown: { stabilizationWindowSeconds: 600 } }, {}],
    ['groups of pods', undefined, { podGroup: { size: 2 } }],
  ])('never trips the check with %s, whatever the start-up', (_, behavior, props) => {
    const tripped = TIMES.flatMap((times) => {
      const objects = compile(samplePolicy({ scaling: scaling(behavior), startup: startOf(times), ...props }));
      const report = judgeObjects(Object.values(objects));
      return [...faultsOf(report, CHECK), ...reasonsOf(report, CHECK)].map((text) => ({ ...times, text }));
    });
    expect(tripped).toEqual([]);
  });

  it.each(['1.16', '1.22'] as const)('is an info where the version of the HPA has none, as on %s', (kubernetes) => {
    const policy = samplePolicy({ scaling: scaling(), startup: startOf({ expected: 60 }) });
    const cluster = { kubernetes, hpaApiVersion: kubernetes === '1.16' ? 'v2beta2' : 'v2beta1' };
    const report = judgeObjects(Object.values(compile(policy, cluster)), { options: { kubernetes } });
    const [found, ...others] = report.diagnostics.filter(({ check }) => check === CHECK);
    expect(found).toMatchObject({ severity: 'info', help: expect.stringMatching(/behavior/) });
    expect(others).toEqual([]);
  });

  it('fills in the way up where an author wrote the way down alone', () => {
    const behavior = { scaleDown: { stabilizationWindowSeconds: 600 } };
    const { spec } = compile(
      samplePolicy({ scaling: scaling(behavior), startup: startOf({ expected: 240 }) }),
    ).HorizontalPodAutoscaler;
    expect(spec.behavior.scaleUp.policies).toEqual([
      { type: 'Pods', value: 4, periodSeconds: 240 },
      { type: 'Percent', value: 100, periodSeconds: 240 },
    ]);
    expect(spec.behavior.scaleDown.stabilizationWindowSeconds).toBe(600);
  });

  it('says on the workload how long a start takes', () => {
    const { Deployment } = compile(samplePolicy({ scaling: scaling(), startup: startOf({ expected: 60, max: 300 }) }));
    expect(Deployment.metadata.annotations).toEqual({ 'foresail.dev/expected-startup': '60s' });
    expect(compile(samplePolicy()).Deployment.metadata.annotations).toBeUndefined();
    const handedOver = samplePolicy({ startup: startOf({ expected: 60 }), handOver: { replicas: 2 } });
    expect(compile(handedOver).Deployment.metadata.annotations).toEqual({
      'foresail.dev/expected-startup': '60s',
      'foresail.dev/hand-over': '2',
    });
  });

  it('says it on the HPA of a workload from elsewhere', () => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app);
    const pods = { template: { metadata: { labels: { app: 'own' } }, spec: { containers: [SLOW] } } };
    const workload = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'own', namespace: 'default' } };
    new ApiObject(cluster, 'own', { ...workload, spec: { selector: { matchLabels: { app: 'own' } }, ...pods } });
    new Autoscaler(cluster, 'scaler', {
      target: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'own' },
      gpu: Gpu.dedicated(1),
      scaling: scaling(),
      startup: { expected: Duration.seconds(60) },
    });
    const objects = [...filesOf(app)].filter(([path]) => path.includes('/default/')).map(([, text]) => objectsIn(text));
    const all = objects.flatMap((byKind) => Object.values(byKind));
    expect(all.map(({ metadata }) => metadata.annotations?.['foresail.dev/expected-startup'])).toContain('60s');
    expect(faultsOf(judgeObjects(all), CHECK)).toEqual([]);
  });
});

const SLOW = {
  name: 'server',
  image: 'registry.example.com/own:1',
  startupProbe: { httpGet: { path: '/health', port: 8000 }, periodSeconds: 10, failureThreshold: 30 },
  resources: { limits: { 'nvidia.com/gpu': '1' } },
};
