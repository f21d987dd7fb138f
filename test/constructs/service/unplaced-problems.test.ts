import {
  Autoscaler,
  Duration,
  Gpu,
  GpuInferenceService,
  GuardRails,
  metrics,
  PolicyApp,
  PolicyErrors,
  ScalingPolicy,
} from '../../../src/index';
import { errorsOf, hpa, sampleCluster, samplePolicy, type Untyped } from '../sample';

const untyped = { Autoscaler, GpuInferenceService } as Untyped;

/** Path and property of each error of the policies, on a cluster. */
function blamed(policies: readonly Untyped[], cluster: Untyped = {}): readonly string[] {
  const app = new PolicyApp();
  sampleCluster(app, cluster).add(...policies);
  return errorsOf(app).map(({ path, property }) => `${path} ${property}`);
}

describe('a policy with a value of another kind', () => {
  it('is reported together with the others, each once', () => {
    const policies = [samplePolicy({ gpu: {} }, 'a'), samplePolicy({ port: 0 }, 'b'), samplePolicy({ drian: 5 }, 'c')];
    expect(blamed(policies)).toEqual(['prod/a gpu', 'prod/b port', 'prod/c drian']);
  });

  it('is reported on each cluster', () => {
    const app = new PolicyApp();
    for (const id of ['east', 'west']) sampleCluster(app, {}, id).add(samplePolicy({ image: 5 }));
    expect(errorsOf(app).map(({ path }) => path)).toEqual(['east/bert', 'west/bert']);
  });

  const wrongEverywhere = {
    env: { OK: 3 },
    port: 0,
    image: 'a b',
    namespace: 'A',
    resources: { limits: { cpu: 'much' } },
    metricsPort: 0,
    scaling: ScalingPolicy.hpa({ minReplicas: 5, maxReplicas: 4, metrics: [metrics.ack.processSmUtil.perPod(20)] }),
  };

  it('tells what else is wrong with it', () => {
    expect([...blamed([samplePolicy(wrongEverywhere)])].sort()).toEqual(
      ['env.OK', 'image', 'metricsPort', 'namespace', 'port', 'resources.limits.cpu', 'scaling.minReplicas'].map(
        (property) => `prod/bert ${property}`,
      ),
    );
  });

  it('finds the same as if its shape were right', () => {
    const { env: _, ...others } = wrongEverywhere;
    const found = blamed([samplePolicy(wrongEverywhere)]).filter((text) => text !== 'prod/bert env.OK');
    expect([...found].sort()).toEqual([...blamed([samplePolicy(others)])].sort());
  });

  it('tells the guard rails that it breaks', () => {
    const guardRails = new GuardRails({ owner: 'platform', maxGpusPerService: 2, requireDrain: true });
    expect(blamed([samplePolicy({ args: [5] })], { guardRails })).toEqual([
      'prod/bert args[0]',
      'prod/bert scaling.maxReplicas',
      'prod/bert drain',
    ]);
  });

  it('tells what its cluster lacks', () => {
    const policy = samplePolicy({ gpu: Gpu.mig('1g.5gb', 1), scaling: cpu, resources: requests, args: 'x' });
    expect(blamed([policy])).toEqual(['prod/bert args', 'prod/bert gpu']);
  });

  const requests = { requests: { cpu: '1' } };
  const cpu = ScalingPolicy.hpa({ minReplicas: 1, maxReplicas: 4, metrics: [metrics.resource.cpu.utilization(50)] });
  const ahpa = ScalingPolicy.ahpa({
    minReplicas: 1,
    maxReplicas: 4,
    metrics: [metrics.resource.gpu.utilization(20)],
    prediction: { quantile: 95 },
    scaleStrategy: 'observer',
  });

  it.each<[string, Untyped, Untyped, string]>([
    ['no request for CPU', { scaling: cpu, resources: { requests: { cpu: 1 } } }, {}, 'resources.requests.cpu'],
    ['no lead of AHPA', { scaling: ahpa, startup: { expected: 60 } }, {}, 'startup.expected'],
    [
      'no time to drain',
      { drain: 60 },
      { guardRails: new GuardRails({ owner: 'platform', requireDrain: true }) },
      'drain',
    ],
    ['no pool', { gpu: 1, scaling: cpu, resources: requests }, {}, 'gpu'],
    ['no metric', { scaling: { metrics: [] } }, {}, 'scaling'],
    ['no image', { image: undefined }, {}, 'image'],
    ['no object for its own patches', { engine: 'vllm', patches: [{ kind: 'Deployment', patch: [] }] }, {}, 'engine'],
    [
      'no object for a patch of the cluster',
      { service: 5 },
      { patches: [{ kind: 'Deployment', name: 'bert', patch: [] }] },
      'service',
    ],
    ['a cluster without objects', { podGroup: [] }, {}, 'podGroup'],
  ])('is not blamed for %s besides', (_, overrides, cluster, property) => {
    expect(blamed([samplePolicy(overrides)], cluster)).toEqual([`prod/bert ${property}`]);
  });

  it('is not blamed for a patch of an autoscaler that another error keeps away', () => {
    const scaling = ScalingPolicy.hpa({
      minReplicas: 5,
      maxReplicas: 4,
      metrics: [metrics.ack.processSmUtil.perPod(20)],
    });
    const patches = [{ kind: 'HorizontalPodAutoscaler', patch: [] }];
    expect(blamed([samplePolicy({ scaling, patches })])).toEqual(['prod/bert scaling.minReplicas']);
    expect(blamed([samplePolicy({ patches: [{ kind: 'StatefulSet', patch: [] }] })])).toEqual(['prod/bert patches[0]']);
  });

  it('leaves its id to another namespace', () => {
    expect(blamed([samplePolicy({ image: 5 }), samplePolicy({ namespace: 'x', port: 0 })])).toEqual([
      'prod/bert image',
      'prod/bert port',
    ]);
  });

  it('says what is no policy at all, and goes on', () => {
    expect(blamed([5, samplePolicy({ port: 0 })])).toEqual(['prod policies[0]', 'prod/bert port']);
  });
});

describe('a construct of its own with a value of another kind', () => {
  it('is an autoscaler that is reported with the others', () => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app, { patches: [{ kind: 'HorizontalPodAutoscaler', name: 'own', patch: [] }] });
    const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'own' };
    const autoscaler = new untyped.Autoscaler(cluster, 'own', { target, gpu: 1, scaling: hpa });
    cluster.add(samplePolicy({ port: 0 }));
    expect(autoscaler.resource).toBeUndefined();
    expect(errorsOf(app).map(({ path, property }) => [path, property])).toEqual([
      ['prod/bert', 'port'],
      ['prod/own', 'gpu'],
    ]);
  });

  it.each<[string, (app: PolicyApp, cluster: Untyped) => void, readonly string[]]>([
    [
      'a service',
      (_, cluster) => new untyped.GpuInferenceService(cluster, 'own', { ...samplePolicy({ gpu: 1 }).props }),
      ['prod/bert port', 'prod/own gpu'],
    ],
    ['a cluster', (app) => sampleCluster(app, { gpuPool: [] }, 'west'), ['prod/bert port', 'west gpuPool']],
  ])('is %s that is thrown with what was found before', (_, make, expected) => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app);
    cluster.add(samplePolicy({ port: 0, startup: { expected: Duration.minutes(1) } }));
    let thrown: unknown;
    try {
      make(app, cluster);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(PolicyErrors);
    expect((thrown as PolicyErrors).all.map(({ path, property }) => `${path} ${property}`)).toEqual(expected);
  });
});
