import { LoadGenerator, PolicyApp } from '../../../src/index';
import { errorsOf, filesOf, objectsIn, sampleCluster, samplePolicy, type Untyped } from '../sample';

const setUp = (target: Untyped, props: Untyped = {}) => {
  const app = new PolicyApp();
  const cluster = sampleCluster(app);
  cluster.add(target);
  new LoadGenerator(cluster, 'fib-loader', { target, ...props });
  return app;
};
const argsOf = (app: PolicyApp, namespace: string) => {
  const { Deployment } = objectsIn(filesOf(app).get(`prod/manifests/${namespace}/fib-loader.k8s.yaml`));
  return Deployment.spec.template.spec.containers[0].args[0];
};

describe('a load generator', () => {
  it.each([
    [{ port: 80 }, '/predict?query=Music', 'default', 'http://bert.default/predict?query=Music'],
    [{ port: 8000, namespace: 'models' }, undefined, 'models', 'http://bert.models:8000/'],
    [{ port: 8000, service: { name: 'svc', port: 80 } }, '/a', 'default', 'http://svc.default/a'],
  ])('calls the Service of policy %j at %s', (policy, path, namespace, url) => {
    const app = setUp(samplePolicy(policy), path === undefined ? {} : { path });
    expect(argsOf(app, namespace)).toBe(`--service-url=${url}`);
  });

  it('runs one replica and asks for no GPU', () => {
    const { Deployment } = objectsIn(filesOf(setUp(samplePolicy())).get('prod/manifests/default/fib-loader.k8s.yaml'));
    expect(Deployment.spec.replicas).toBe(1);
    expect(Deployment.spec.template.spec.containers[0].resources).toEqual({
      limits: { cpu: '8', memory: '16000Mi' },
      requests: { cpu: '2', memory: '4000Mi' },
    });
  });

  it.each([0, 1.5, 2 ** 31])('refuses %s replicas', (replicas) => {
    expect(errorsOf(setUp(samplePolicy(), { replicas }))).toMatchObject([{ code: 'replicas-range', value: replicas }]);
  });

  it('refuses a target that is not on the cluster, or there under another name or namespace', () => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app);
    cluster.add(samplePolicy());
    for (const [id, target] of Object.entries({
      right: samplePolicy({ image: 'registry.example.com/bert:2' }),
      absent: samplePolicy({}, 'chat'),
      elsewhere: samplePolicy({ namespace: 'models' }),
      renamed: samplePolicy({ service: { name: 'other' } }),
    })) {
      new LoadGenerator(cluster, id, { target });
    }
    expect(errorsOf(app)).toMatchObject([
      { code: 'invalid-construct', path: 'prod/absent', property: 'target', value: 'default/chat' },
      { code: 'invalid-construct', path: 'prod/elsewhere', property: 'target', value: 'models/bert' },
      { code: 'invalid-construct', path: 'prod/renamed', property: 'target', value: 'default/other' },
    ]);
  });

  it('may come before its target', () => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app);
    const target = samplePolicy();
    new LoadGenerator(cluster, 'load', { target });
    cluster.add(target);
    expect(errorsOf(app)).toEqual([]);
  });

  it.each(['predict', '/two words'])('refuses the path %s', (path) => {
    expect(errorsOf(setUp(samplePolicy(), { path }))).toMatchObject([
      { code: 'url-invalid', property: 'path', value: path },
    ]);
  });
});
