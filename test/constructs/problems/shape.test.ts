import { Duration, Gpu, metrics, PolicyError, ScalingPolicy, Schedule } from '../../../src/index';
import { policyErrors, samplePolicy, type Untyped } from '../sample';

const untyped = { metrics, Gpu, Schedule, ScalingPolicy } as Untyped;
const target = metrics.ack.processSmUtil.perPod(20);
const hpa = (overrides: Untyped) =>
  samplePolicy({
    scaling: untyped.ScalingPolicy.hpa({ minReplicas: 1, maxReplicas: 4, metrics: [target], ...overrides }),
  });
const ahpa = (overrides: Untyped) =>
  samplePolicy({
    scaling: untyped.ScalingPolicy.ahpa({
      minReplicas: 1,
      maxReplicas: 4,
      metrics: [metrics.resource.gpu.utilization(20)],
      prediction: { quantile: 95, scaleUpForward: Duration.seconds(60) },
      scaleStrategy: 'observer',
      ...overrides,
    }),
  });
const day = { '00:00': { minReplicas: 1, maxReplicas: 4 } };
const weekly = (days: Untyped) =>
  untyped.Schedule.weekly({ timeZone: 'Asia/Shanghai', from: '2026-01-01', until: '2027-01-01', ...days });

/** The first error of a policy. */
function errorOf(policy: Untyped): unknown {
  return policyErrors(policy)[0];
}

describe('a value of another kind than the types say', () => {
  it.each<[string, Untyped, string]>([
    ['metrics that are missing', hpa({ metrics: undefined }), 'scaling.metrics'],
    ['a metric that is null', hpa({ metrics: [null] }), 'scaling.metrics[0]'],
    ['a metric without a threshold', hpa({ metrics: [metrics.dcgm.gpuUtil] }), 'scaling.metrics[0]'],
    ['a metric by node', hpa({ metrics: [metrics.dcgm.gpuUtil.byNode()] }), 'scaling.metrics[0]'],
    [
      'a threshold that is null',
      hpa({ metrics: [untyped.metrics.ack.processSmUtil.perPod(null)] }),
      'scaling.metrics[0]',
    ],
    [
      'a latency in numbers',
      hpa({ metrics: [untyped.metrics.vllm.timeToFirstToken.p95.atMost(2)] }),
      'scaling.metrics[0]',
    ],
    ['an image that is missing', samplePolicy({ image: undefined }), 'image'],
    ['a prediction that is missing', ahpa({ prediction: undefined }), 'scaling.prediction'],
    ['a strategy that is none', ahpa({ scaleStrategy: 'foo' }), 'scaling.scaleStrategy'],
    ['a strategy that is left out', ahpa({ scaleStrategy: undefined }), 'scaling.scaleStrategy'],
    ['a schedule of nothing', ahpa({ schedule: untyped.Schedule.weekly() }), 'scaling.schedule.timeZone'],
    [
      'a zone by another name',
      ahpa({ schedule: weekly({ timeZone: undefined, timezone: 'Asia/Tokyo', weekdays: day, weekend: day }) }),
      'scaling.schedule.timeZone',
    ],
    [
      'a day of its own',
      ahpa({ schedule: weekly({ weekdays: day, weekend: day, friday: day }) }),
      'scaling.schedule.friday',
    ],
    ['a day that is no object', ahpa({ schedule: weekly({ weekdays: day, weekend: 5 }) }), 'scaling.schedule.weekend'],
    [
      'a bound with another key',
      ahpa({ schedule: weekly({ weekdays: { '00:00': { ...day['00:00'], min: 1 } }, weekend: day }) }),
      "scaling.schedule.weekdays['00:00'].min",
    ],
    ['a week without weekend', ahpa({ schedule: weekly({ weekdays: day }) }), 'scaling.schedule.weekend'],
    [
      'a step that is null',
      ahpa({ schedule: weekly({ weekdays: { '00:00': null }, weekend: day }) }),
      'scaling.schedule.weekdays',
    ],
    ['a time in numbers', samplePolicy({ startup: { expected: 5 } }), 'startup.expected'],
    ['a time to drain in numbers', samplePolicy({ drain: 5 }), 'drain'],
    ['a GPU that is a number', samplePolicy({ gpu: 1 }), 'gpu'],
    ['a type of Service that is none', samplePolicy({ service: { type: 'Foo' } }), 'service.type'],
    [
      'a way to select that is none',
      hpa({ behavior: { scaleUp: { selectPolicy: 'Foo' } } }),
      'scaling.behavior.scaleUp.selectPolicy',
    ],
    ['an unknown key', hpa({ behaviour: {} }), 'scaling.behaviour'],
    ['a count without s', hpa({ minReplica: 1 }), 'scaling.minReplica'],
    ['an unknown key of the policy', samplePolicy({ imagePullPolicy: 'Always' }), 'imagePullPolicy'],
    ['a hand-over without a count', samplePolicy({ handOver: {} }), 'handOver.replicas'],
  ])('is refused for %s, with the path and the property', (_, policy, property) => {
    const error = errorOf(policy);
    expect(error).toBeInstanceOf(PolicyError);
    expect((error as PolicyError).path).toBe('prod/bert');
    expect((error as PolicyError).property).toContain(property);
  });

  it('is suggested where a name is close', () => {
    expect((errorOf(hpa({ behaviour: {} })) as Error).message).toBe(
      'prod/bert: scaling.behaviour is no property that is known here.\n  Did you mean "behavior"?  [property-unknown]',
    );
  });

  it('says what AHPA does without a strategy', () => {
    const scaling = untyped.ScalingPolicy.ahpa({
      minReplicas: 1,
      maxReplicas: 4,
      metrics: [metrics.resource.gpu.utilization(20)],
      prediction: { quantile: 95, scaleUpForward: Duration.seconds(60) },
    });
    expect((errorOf(samplePolicy({ scaling })) as Error).message).toBe(
      `prod/bert: scaling.scaleStrategy is undefined, but must be given.
  Left out, it is 'observer' for AHPA: that computes and never scales.
  Write scaleStrategy: 'observer' to compare first, or scaleStrategy: 'auto' to scale.  [value-missing]`,
    );
  });

  it.each([
    [metrics.dcgm.gpuUtil, 'DCGM_FI_DEV_GPU_UTIL has no threshold.\n  Write .perPod(n).'],
    [metrics.dcgm.gpuUtil.byNode(), 'Drop byNode(), and write .perPod(n).'],
    [metrics.vllm.numRequests.asExternal(), 'has no threshold.\n  Write .perPod(n).'],
    [
      metrics.vllm.timeToFirstToken,
      'vllm_time_to_first_token_seconds has several quantiles, and no threshold.\n  Write .p95.atMost(Duration.seconds(n)).',
    ],
    [metrics.vllm.timeToFirstToken.p95, 'Write .atMost(Duration.seconds(n)).'],
    [metrics.dcgm.fbFree, 'no autoscaler can scale on DCGM_FI_DEV_FB_FREE: it falls as the load grows'],
  ])('tells what metric %# lacks', (metric, words) => {
    expect((errorOf(hpa({ metrics: [metric] })) as Error).message).toContain(words);
  });

  it('names every property at once', () => {
    const properties = policyErrors(samplePolicy({ image: 1, port: '80' })).map(({ property }) => property);
    expect([...properties].sort()).toEqual(['image', 'port']);
  });
});
