import { Deployment, StatefulSet } from 'cdk8s-plus-28';
import { Autoscaler, Duration, Gpu, metrics, PolicyApp, ScalingPolicy } from '../../../src/index';
import { errorsOf, filesOf, hpa, objectsIn, sampleCluster, type Untyped } from '../sample';

const observer = ScalingPolicy.ahpa({
  minReplicas: 1,
  maxReplicas: 4,
  metrics: [metrics.resource.gpu.utilization(20)],
  prediction: { quantile: 95, scaleUpForward: Duration.seconds(180) },
  scaleStrategy: 'observer',
});

const containers = [{ image: 'registry.example.com/model:1', port: 8000 }];
const setUp = (make: (cluster: Untyped) => Untyped, scaling: Untyped = hpa) => {
  const app = new PolicyApp();
  const cluster = sampleCluster(app);
  new Autoscaler(cluster, 'scaler', { target: make(cluster), gpu: Gpu.dedicated(1), scaling });
  return app;
};

describe('an autoscaler for a workload of cdk8s-plus', () => {
  it.each([
    ['Deployment', (cluster: Untyped) => new Deployment(cluster, 'model', { containers })],
    [
      'StatefulSet',
      (cluster: Untyped) => new StatefulSet(cluster, 'model', { containers, service: undefined } as Untyped),
    ],
  ])('scales a %s and makes it leave replicas out', (kind, make) => {
    const files = filesOf(setUp(make));
    const { HorizontalPodAutoscaler } = objectsIn(files.get('prod/manifests/default/scaler.k8s.yaml'));
    const workload = objectsIn(files.get('prod/manifests/model.k8s.yaml'))[kind];
    expect(HorizontalPodAutoscaler.spec.scaleTargetRef).toEqual({
      apiVersion: 'apps/v1',
      kind,
      name: workload.metadata.name,
    });
    expect(workload.spec.replicas).toBeUndefined();
  });

  it('leaves the replicas of a workload that AHPA only observes', () => {
    const app = setUp((cluster) => new Deployment(cluster, 'model', { containers, replicas: 3 }), observer);
    expect(objectsIn(filesOf(app).get('prod/manifests/model.k8s.yaml')).Deployment.spec.replicas).toBe(3);
  });

  it('refuses a workload with a fixed count', () => {
    const app = setUp((cluster) => new Deployment(cluster, 'model', { containers, replicas: 3 }));
    expect(errorsOf(app)).toMatchObject([{ code: 'replicas-fixed', path: 'prod/scaler', value: 3 }]);
  });

  it('asks for the rules of its metrics', () => {
    const files = filesOf(setUp((cluster) => new Deployment(cluster, 'model', { containers })));
    expect(files.get('prod/helm/ack-alibaba-cloud-metrics-adapter.values.yaml')).toContain(
      'DCGM_CUSTOM_PROCESS_SM_UTIL{}',
    );
  });
});
