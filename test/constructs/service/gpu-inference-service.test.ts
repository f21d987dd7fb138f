import { HAND_OVER_ANNOTATION } from '../../../src/autoscaling/hand-over';
import { Duration, Gpu, metrics, ScalingPolicy, Size } from '../../../src/index';
import { compile, hpa, policyErrors, samplePolicy } from '../sample';

const ahpa = (scaleStrategy: 'observer' | 'auto') =>
  ScalingPolicy.ahpa({
    minReplicas: 2,
    maxReplicas: 4,
    metrics: [metrics.resource.gpu.utilization(20)],
    prediction: { quantile: 95, scaleUpForward: Duration.seconds(180) },
    scaleStrategy,
  });

describe('a GPU inference service', () => {
  it("leaves the shell's variables alone, except where a cluster would replace them", () => {
    const policy = samplePolicy({ args: ['echo ${HOME}', 'echo $${HOME}'], env: { A: '${URL}', B: '${OTHER}' } });
    expect(policyErrors(policy)).toEqual([]);
    expect(policyErrors(policy, { substitutions: ['URL'] })).toMatchObject([
      { code: 'substitution-undeclared', property: 'args[0]', value: '${HOME}' },
      { code: 'substitution-undeclared', property: 'env.B', value: '${OTHER}' },
    ]);
  });

  it.each([
    ['gpu', { gpu: undefined }, 'value-missing'],
    ['scaling', { scaling: { minReplicas: 1 } }, 'value-type'],
  ])('is not made where %s is missing or another thing', (property, overrides, code) => {
    expect(policyErrors(samplePolicy(overrides))).toMatchObject([
      { name: 'PolicyError', code, path: 'prod/bert', property },
    ]);
  });

  it('is a Deployment without replicas, a Service and an autoscaler', () => {
    const { Deployment, Service, HorizontalPodAutoscaler } = compile(samplePolicy());
    expect(Deployment.spec).toEqual({
      selector: { matchLabels: { app: 'bert' } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
      template: {
        metadata: {
          labels: { app: 'bert', 'app.kubernetes.io/name': 'bert', 'app.kubernetes.io/managed-by': 'foresail' },
        },
        spec: {
          containers: [
            {
              name: 'bert',
              image: 'registry.example.com/bert:1',
              ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }],
              resources: { limits: { 'nvidia.com/gpu': '1' } },
            },
          ],
        },
      },
    });
    expect(Service.spec).toEqual({
      type: 'ClusterIP',
      selector: { app: 'bert' },
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 80 }],
    });
    expect(HorizontalPodAutoscaler.spec.scaleTargetRef).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'bert',
    });
  });

  it('has explicit names and namespaces on every object', () => {
    const objects = compile(samplePolicy({ namespace: 'models', service: { name: 'bert-svc' } }));
    const names = Object.values(objects).map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name]);
    expect(names).toEqual([
      ['Deployment', 'models', 'bert'],
      ['Service', 'models', 'bert-svc'],
      ['HorizontalPodAutoscaler', 'models', 'bert'],
    ]);
  });

  it('writes resources as canonical strings', () => {
    const resources = { requests: { cpu: '0.5', memory: '1024Mi' }, limits: { cpu: '2' } };
    const { Deployment } = compile(samplePolicy({ gpu: Gpu.dedicated(2), resources }));
    expect(Deployment.spec.template.spec.containers[0].resources).toEqual({
      requests: { cpu: '500m', memory: '1Gi' },
      limits: { cpu: '2', 'nvidia.com/gpu': '2' },
    });
  });

  it('asks for memory of a shared card in whole GiB', () => {
    const { Deployment } = compile(samplePolicy({ gpu: Gpu.shared({ memory: Size.gibibytes(4) }) }));
    expect(Deployment.spec.template.spec.containers[0].resources.limits).toEqual({ 'aliyun.com/gpu-mem': '4' });
  });

  it('names a port of its own for metrics, on the container and on the Service', () => {
    const { Deployment, Service } = compile(samplePolicy({ metricsPort: 8002 }));
    expect(Deployment.spec.template.spec.containers[0].ports).toEqual([
      { name: 'http', containerPort: 80, protocol: 'TCP' },
      { name: 'metrics', containerPort: 8002, protocol: 'TCP' },
    ]);
    expect(Service.spec.ports[1]).toEqual({ name: 'metrics', port: 8002, targetPort: 8002, protocol: 'TCP' });
  });

  it('passes arguments and environment on', () => {
    const { Deployment } = compile(samplePolicy({ args: ['--model=a'], env: { LOG: 'yes' } }));
    expect(Deployment.spec.template.spec.containers[0]).toMatchObject({
      args: ['--model=a'],
      env: [{ name: 'LOG', value: 'yes' }],
    });
  });

  it.each([
    ['an HPA', { scaling: hpa }, undefined],
    ['an AHPA that scales', { scaling: ahpa('auto') }, undefined],
    ['an AHPA that observes', { scaling: ahpa('observer') }, 2],
    ['an AHPA that observes, with a count', { scaling: ahpa('observer'), replicas: 3 }, 3],
    ['an HPA that takes over', { scaling: hpa, handOver: { replicas: 3 } }, 3],
  ])('writes the replicas that %s leaves to Git', (_, overrides, replicas) => {
    const { Deployment } = compile(samplePolicy(overrides));
    expect(Deployment.spec.replicas).toBe(replicas);
  });

  it('marks the one release in which an autoscaler takes over', () => {
    const { Deployment } = compile(samplePolicy({ handOver: { replicas: 3 } }));
    expect(Deployment.metadata.annotations).toEqual({ [HAND_OVER_ANNOTATION]: '3' });
    expect(compile(samplePolicy()).Deployment.metadata.annotations).toBeUndefined();
  });

  it.each([
    ['id', samplePolicy({}, 'Bert'), 'name-invalid', 'Bert'],
    ['id', samplePolicy({}, '1bert'), 'name-invalid', '1bert'],
    ['service.name', samplePolicy({ service: { name: 'a_b' } }), 'name-invalid', 'a_b'],
    ['namespace', samplePolicy({ namespace: 'No Spaces' }), 'name-invalid', 'No Spaces'],
    ['port', samplePolicy({ port: 0 }), 'port-range', 0],
    ['service.port', samplePolicy({ service: { port: 70000 } }), 'port-range', 70000],
    ['metricsPort', samplePolicy({ metricsPort: 80 }), 'port-range', 80],
    ['metricsPort', samplePolicy({ metricsPort: 0 }), 'port-range', 0],
    ['image', samplePolicy({ image: '' }), 'value-missing', ''],
    ['image', samplePolicy({ image: '${REGISTRY}/bert:1' }), 'substitution-undeclared', '${REGISTRY}'],
    ['gpu', samplePolicy({ gpu: Gpu.dedicated(0.5) }), 'gpu-count', 0.5],
    ['gpu', samplePolicy({ gpu: Gpu.shared({ memory: Size.mebibytes(1536) }) }), 'gpu-count', 1.5],
    ['resources.limits.cpu', samplePolicy({ resources: { limits: { cpu: 'two' } } }), 'quantity-invalid', 'two'],
    ['resources.limits.memory', samplePolicy({ resources: { limits: { memory: '-1' } } }), 'quantity-invalid', '-1'],
    [
      'resources.requests.cpu',
      samplePolicy({ resources: { requests: { cpu: '2' }, limits: { cpu: '1500m' } } }),
      'quantity-invalid',
      '2',
    ],
    ['replicas', samplePolicy({ replicas: 2 }), 'replicas-fixed', 2],
    ['handOver.replicas', samplePolicy({ handOver: { replicas: 0 } }), 'replicas-range', 0],
    ['handOver.replicas', samplePolicy({ handOver: { replicas: 5 } }), 'hand-over', 5],
    [
      'startup.max',
      samplePolicy({ startup: { expected: Duration.seconds(1), max: Duration.seconds(2 ** 31 - 9) } }),
      'startup',
      2 ** 31 - 9,
    ],
    ['handOver', samplePolicy({ scaling: ahpa('observer'), handOver: { replicas: 2 } }), 'hand-over', 2],
    [
      'resources.requests.cpu',
      samplePolicy({
        scaling: ScalingPolicy.hpa({ minReplicas: 1, maxReplicas: 2, metrics: [metrics.resource.cpu.utilization(60)] }),
      }),
      'cpu-request-missing',
      undefined,
    ],
  ])('refuses %s of %#', (property, policy, code, value) => {
    const [error, ...others] = policyErrors(policy);
    expect(error).toMatchObject({ code, property, value, path: `prod/${policy.id}` });
    expect(others).toEqual([]);
  });

  it.each([
    ['podGroup.size', { podGroup: { size: 2 ** 31 } }],
    ['rollout.spareReplicas', { rollout: { spareReplicas: 2 ** 31 } }],
    ['drain', { drain: Duration.seconds(2 ** 31) }],
  ])('refuses a number that the field of %s does not hold', (property, overrides) => {
    expect(policyErrors(samplePolicy(overrides))).toContainEqual(
      expect.objectContaining({ property, value: 2 ** 31, allowed: expect.stringContaining('2147483647') }),
    );
  });
});
