import { ApiObject } from 'cdk8s';
import { Autoscaler, Gpu, PolicyApp } from '../../../src/index';
import { errorsOf, hpa, sampleCluster, type Untyped } from '../sample';

const errorsWith = (make: (cluster: Untyped) => void) => {
  const app = new PolicyApp();
  make(sampleCluster(app));
  return errorsOf(app).map(({ code, path }) => [code, path]);
};
const object = (
  cluster: Untyped,
  id: string,
  apiVersion: string,
  kind: string,
  namespace?: string,
  spec: Untyped = {},
) =>
  new ApiObject(cluster, id, {
    apiVersion,
    kind,
    metadata: { name: 'model', ...(namespace && { namespace }) },
    spec,
  } as Untyped);

describe('objects without a namespace are those of the namespace default', () => {
  it.each<[string, string | undefined, string | undefined, number]>([
    ['without and default', undefined, 'default', 1],
    ['default and without', 'default', undefined, 1],
    ['both without', undefined, undefined, 1],
    ['default and another', undefined, 'team-a', 0],
  ])('one object twice: %s', (_, first, second, errors) => {
    const found = errorsWith((cluster) => {
      object(cluster, 'a', 'v1', 'ConfigMap', first);
      object(cluster, 'b', 'v1', 'ConfigMap', second);
    });
    expect(found).toEqual(errors === 0 ? [] : [['duplicate-object', 'prod/b']]);
  });

  it('two autoscalers of one workload', () => {
    const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'model' };
    const found = errorsWith((cluster) => {
      object(cluster, 'own', 'autoscaling/v2', 'HorizontalPodAutoscaler', undefined, { scaleTargetRef: target });
      new Autoscaler(cluster, 'scaler', { target, gpu: Gpu.dedicated(1), scaling: hpa } as Untyped);
    });
    expect(found).toEqual([
      ['duplicate-object', 'prod/scaler/Resource'],
      ['two-autoscalers', 'prod/scaler/Resource'],
    ]);
  });

  it('but what has no namespace at all has one name in the cluster', () => {
    const found = errorsWith((cluster) => {
      object(cluster, 'a', 'v1', 'Namespace', 'team-a');
      object(cluster, 'b', 'v1', 'Namespace', 'team-b');
    });
    expect(found).toEqual([['duplicate-object', 'prod/b']]);
  });
});
