import { Duration, definePolicy, Gpu, PolicyApp, presets, ScalingPolicy } from '../../src/index';
import { judgeSample } from '../checks/sample';
import { filesOf, sampleCluster, type Untyped } from '../constructs/sample';

/** What the validator says of a service that starts in four minutes and may grow to twenty replicas. */
function findingsWith(behavior: Untyped): readonly string[] {
  const app = new PolicyApp();
  const policy = definePolicy('chat', {
    image: 'registry.example.com/chat:1',
    port: 8000,
    gpu: Gpu.dedicated(1),
    startup: { expected: Duration.minutes(4), max: Duration.minutes(12) },
    scaling: ScalingPolicy.hpa({ minReplicas: 2, maxReplicas: 20, metrics: presets.vllm.queue(), behavior }),
  });
  sampleCluster(app).add(policy as Untyped);
  const report = judgeSample({ files: Object.fromEntries(filesOf(app)) });
  return report.diagnostics.filter(({ severity }) => severity !== 'info').map(({ check }) => check);
}

describe('a behavior for a slow start', () => {
  it.each(Object.entries(presets.behavior))('is the preset %s', (_, behavior) => {
    expect(findingsWith(behavior)).toEqual([]);
  });

  it("is not an author's own that is faster", () => {
    const policies = [{ type: 'Pods', value: 1, periodSeconds: 60 }];
    expect(findingsWith({ scaleUp: { policies } })).toEqual(['hpa/scale-up-faster-than-startup']);
  });
});
