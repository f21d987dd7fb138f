import { Duration, LoadGenerator, metrics, PolicyApp, ScalingPolicy } from '../../../src/index';
import { compile, filesOf, objectsIn, policyErrors, sampleCluster, samplePolicy, type Untyped } from '../sample';

const podGroup = { size: 2 };
const upTo = (maxReplicas: number) =>
  ScalingPolicy.hpa({ minReplicas: 1, maxReplicas, metrics: [metrics.ack.processSmUtil.perPod(20)] });

const observed = ScalingPolicy.ahpa({
  minReplicas: 1,
  maxReplicas: 11,
  metrics: [metrics.resource.gpu.utilization(20)],
  prediction: { quantile: 95, scaleUpForward: Duration.minutes(3) },
  scaleStrategy: 'observer',
});

describe('the Service of a pod group', () => {
  it('leaves the name of the set to the headless Service of its controller', () => {
    const nameOf = (service?: object) =>
      compile(samplePolicy({ podGroup, ...(service && { service }) })).Service.metadata.name;
    expect(nameOf()).toBe('bert-leader');
    expect(nameOf({ port: 8000 })).toBe('bert-leader');
    expect(nameOf({ name: 'chat' })).toBe('chat');
  });

  it('cannot be given that name', () => {
    expect(policyErrors(samplePolicy({ podGroup, service: { name: 'bert' } }))).toMatchObject([
      { code: 'pod-group', property: 'service.name', value: 'bert', allowed: 'another name than the id of the policy' },
    ]);
  });

  it('is what Object metrics are read from', () => {
    const total = metrics.vllm.numRequestsWaiting.ofService().perPod(5);
    const scaling = ScalingPolicy.hpa({ minReplicas: 1, maxReplicas: 2, metrics: [total] });
    const { spec } = compile(samplePolicy({ podGroup, scaling })).HorizontalPodAutoscaler;
    expect(spec.metrics[0].object.describedObject).toMatchObject({ kind: 'Service', name: 'bert-leader' });
  });

  it('is what a load generator calls', () => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app);
    const target = samplePolicy({ podGroup });
    cluster.add(target);
    new LoadGenerator(cluster, 'fib-loader', { target });
    const { Deployment } = objectsIn(filesOf(app).get('prod/manifests/default/fib-loader.k8s.yaml'));
    expect(Deployment.spec.template.spec.containers[0].args[0]).toBe('--service-url=http://bert-leader.default/');
  });
});

it.each<[number, number, Untyped]>([
  [50, 10, {}],
  [49, 11, {}],
  [49, 11, { scaling: observed }],
  [49, 10, { rollout: { spareReplicas: 1 } }],
])(
  'a pod group has an id of at most %d characters where there may be %d groups and %j',
  (longest, groups, overrides) => {
    const errorsOf = (length: number) =>
      policyErrors(samplePolicy({ podGroup, scaling: upTo(groups), ...overrides }, 'b'.repeat(length)));
    expect(errorsOf(longest)).toEqual([]);
    expect(errorsOf(longest + 1)).toMatchObject([
      { code: 'name-invalid', property: 'id', allowed: `at most ${longest} characters where pods come in groups` },
    ]);
  },
);

it('is refused where Kubernetes is older than its controller supports', () => {
  const on = (kubernetes: string) => policyErrors(samplePolicy({ podGroup }), { kubernetes });
  expect(on('1.26')).toEqual([]);
  expect(on('1.25')).toMatchObject([{ code: 'pod-group', property: 'podGroup' }]);
  expect(on('1.25')[0]?.message).toContain('podGroup needs Kubernetes 1.26 or newer, and the cluster runs 1.25.');
});
