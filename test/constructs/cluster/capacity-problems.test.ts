import { ApiObject, Duration, Size } from 'cdk8s';
import { Autoscaler, Gpu, GpuPool, metrics, PolicyApp, ScalingPolicy, Schedule } from '../../../src/index';
import { errorsOf, policyErrors, sampleCluster, samplePolicy, type Untyped } from '../sample';

const pool = (count: number, more: Untyped = {}) => ({
  gpuPools: [GpuPool.dedicated('a10', { gpu: 'A10', count, ...more })],
});
const hpa = (maxReplicas: number) =>
  ScalingPolicy.hpa({ minReplicas: 1, maxReplicas, metrics: [metrics.ack.processSmUtil.perPod(20)] });

/** At most `night` replicas, and `day` from 8 to 18. */
const byDay = (night: number, day: number) => {
  const bounds = (maxReplicas: number) => ({ minReplicas: 1, maxReplicas });
  const steps = { '00:00': bounds(night), '08:00': bounds(day), '18:00': bounds(night) } as const;
  return ScalingPolicy.ahpa({
    minReplicas: 1,
    maxReplicas: Math.max(night, day),
    metrics: [metrics.resource.gpu.utilization(20)],
    prediction: { quantile: 95, scaleUpForward: Duration.minutes(3) },
    scaleStrategy: 'auto',
    schedule: Schedule.weekly({
      timeZone: 'Asia/Shanghai',
      from: '2026-01-01',
      until: '2027-01-01',
      weekdays: steps,
      weekend: steps,
    }),
  });
};

/** The errors of services on one cluster. */
function errors(cluster: Untyped, ...policies: readonly Untyped[]): readonly string[] {
  const app = new PolicyApp();
  sampleCluster(app, cluster).add(...policies);
  return errorsOf(app).map(({ message }) => message);
}

/** A schedule whose ceiling is 2, and the policy's own. */
const seldom = (maxReplicas: number, from: string, until: string) => {
  const steps = { '00:00': { minReplicas: 1, maxReplicas: 2 } };
  return ScalingPolicy.ahpa({
    minReplicas: 1,
    maxReplicas,
    metrics: [metrics.resource.gpu.utilization(20)],
    prediction: { quantile: 95, scaleUpForward: Duration.minutes(3) },
    scaleStrategy: 'auto',
    schedule: Schedule.weekly({ timeZone: 'Asia/Shanghai', from, until, weekdays: steps, weekend: steps }),
  });
};

describe('outside of its schedule a service', () => {
  it.each([
    ['that is still to come', '2030-01-01', '2031-01-01'],
    ['that is over', '2020-01-01', '2021-01-01'],
    ['that runs for years', '2026-01-01', '2036-01-01'],
  ])('%s must fit alone', (_, from, until) => {
    const large = { gpu: Gpu.dedicated(2), scaling: seldom(50, from, until) };
    expect(errors(pool(12), samplePolicy(large))).toEqual([
      `prod: outside of its schedule bert alone may need 100 dedicated GPUs, but pool a10 holds 12.
  Before the schedule begins and after it ends scaling.maxReplicas holds: 50 x 2 = 100.
  Lower scaling.maxReplicas to 6, which fits, or raise the pool's max.  [capacity]`,
    ]);
    expect(errors(pool(12), samplePolicy({ ...large, scaling: seldom(6, from, until) }))).toEqual([]);
  });

  it('is counted with the others between two schedules', () => {
    const early = samplePolicy({ scaling: seldom(12, '2026-01-01', '2027-01-01') }, 'early');
    const late = samplePolicy({ scaling: seldom(2, '2026-01-01', '2028-01-01') }, 'late');
    expect(errors(pool(14), early, late)).toEqual([]);
    expect(errors(pool(13), early, late)[0]).toContain('need 14 dedicated GPUs');
  });
});

describe('services on shared cards', () => {
  const cards = (more: Untyped = {}) => ({
    gpuPools: [GpuPool.shared('t4', { gpu: 'T4', count: 4, memory: Size.gibibytes(22), ...more })],
  });
  const part = (maxReplicas: number, gibibytes: number, core?: number) =>
    samplePolicy({
      gpu: Gpu.shared({ memory: Size.gibibytes(gibibytes), core } as Untyped),
      scaling: hpa(maxReplicas),
    });

  it.each<[string, Untyped, Untyped, string]>([
    [
      'a pod that is larger than a card',
      cards(),
      part(2, 30),
      `prod: a pod of bert asks for 30 GiB of a shared GPU, but no card of pool t4 has more than 22.
  The parts of a pod come from one card, so it would stay Pending.
  Ask for less memory, or add a pool of larger cards.  [capacity]`,
    ],
    [
      'more large parts than cards',
      cards(),
      part(5, 12),
      `prod: at their maximum the services run 5 pods that ask for 12 GiB or more of a shared GPU, but pool t4 holds 4 of them.
  bert 5 x 1 = 5.
  The part of a pod comes from one card: lower scaling.maxReplicas, ask for less, or raise the pool's max.  [capacity]`,
    ],
    [
      'more parts of the compute than the cards hold',
      cards({ sharing: 'core_mem' }),
      part(5, 1, 60),
      `prod: at their maximum the services run 5 pods that ask for 60 % or more of a shared GPU's compute, but pool t4 holds 4 of them.
  bert 5 x 1 = 5.
  The part of a pod comes from one card: lower scaling.maxReplicas, ask for less, or raise the pool's max.  [capacity]`,
    ],
    [
      'more compute than the cards have',
      cards({ sharing: 'core_mem' }),
      part(9, 1, 60),
      `prod: at their maximum the services need 540 % of a shared GPU's compute, but 4 cards have 400 %.
  bert 9 x 60 = 540.
  Lower scaling.maxReplicas or the core of gpu, or raise the pool's max.  [capacity]`,
    ],
  ])('refuse %s', (_, cluster, policy, message) => {
    expect(errors(cluster, policy)).toEqual([message]);
  });

  it.each([
    ['parts that fit', cards(), part(16, 5)],
    ['compute that just suffices', cards({ sharing: 'core_mem' }), part(4, 1, 100)],
  ])('accept %s', (_, cluster, policy) => {
    expect(errors(cluster, policy)).toEqual([]);
  });

  it('accept parts of which nobody knows whether they fit', () => {
    const sized = (id: string, maxReplicas: number, gibibytes: number) =>
      samplePolicy({ gpu: Gpu.shared({ memory: Size.gibibytes(gibibytes) }), scaling: hpa(maxReplicas) }, id);
    expect(errors(cards(), sized('a', 8, 9), sized('b', 1, 7))).toEqual([]);
  });
});

describe('services that do not fit into the pools', () => {
  it('are refused with the sum, the largest of them and what to do', () => {
    const chat = samplePolicy({ gpu: Gpu.dedicated(2), scaling: hpa(40) }, 'chat');
    expect(errors(pool(64, { max: 96 }), chat, samplePolicy({ scaling: hpa(20) }))).toEqual([
      `prod: at their maximum the services need 100 dedicated GPUs, but pool a10 holds 96.
  chat 40 x 2 = 80, bert 20 x 1 = 20.
  Lower scaling.maxReplicas, raise the pool's max, or give the services schedules whose peaks are apart.  [capacity]`,
    ]);
    expect(errors(pool(64, { max: 100 }), chat, samplePolicy({ scaling: hpa(20) }))).toEqual([]);
  });

  it('are told apart by their namespaces where they have one name', () => {
    const inTeam = (namespace: string) => samplePolicy({ namespace, scaling: hpa(4) });
    const [message] = errors(pool(9), inTeam('team-a'), inTeam('team-b'), samplePolicy({ scaling: hpa(2) }, 'other'));
    expect(message).toContain('team-a/bert 4 x 1 = 4, team-b/bert 4 x 1 = 4, other 2 x 1 = 2.');
  });

  it('share their GPUs where their peaks are apart', () => {
    const two = [samplePolicy({ scaling: byDay(2, 8) }, 'day'), samplePolicy({ scaling: byDay(8, 2) }, 'night')];
    expect(errors(pool(10), ...two)).toEqual([]);
    const [message] = errors(pool(9), ...two);
    expect(message).toContain('the services need 10 dedicated GPUs, first on Mon 00:00, but pool a10 holds 9.');
  });

  it('are counted by the pools that their pods select', () => {
    const gpuPools = ['large', 'small'].map((name) =>
      GpuPool.dedicated(name, { gpu: 'A10', count: name === 'large' ? 50 : 4, nodeSelector: { pool: name } }),
    );
    const [message, ...others] = errors(
      { gpuPools },
      samplePolicy({ scaling: hpa(3), pool: 'small' }, 'a'),
      samplePolicy({ scaling: hpa(2), pool: 'small' }, 'b'),
      samplePolicy({ scaling: hpa(40), pool: 'large' }, 'c'),
    );
    expect(message).toContain(
      'the services need 5 dedicated GPUs, but pool small holds 4.\n  a 3 x 1 = 3, b 2 x 1 = 2.',
    );
    expect(others).toEqual([]);
  });

  it('need what a rollout adds, where GPUs are declared to be spare', () => {
    const spare = samplePolicy({ scaling: hpa(8), rollout: { spareReplicas: 1 } });
    expect(errors(pool(8), spare)[0]).toMatch(
      /^prod: at their maximum and while one of them is rolled out the services need 9 dedicated GPUs, but pool a10 holds 8\./,
    );
    expect(errors(pool(9), spare)).toEqual([]);
  });

  it('count their memory on shared cards, where it is declared', () => {
    const shared = (memory?: Untyped) => ({ gpuPools: [GpuPool.shared('t4', { gpu: 'T4', count: 2, ...memory })] });
    const part = samplePolicy({ gpu: Gpu.shared({ memory: Size.gibibytes(4) }), scaling: hpa(8) });
    expect(errors(shared({ memory: Size.gibibytes(15) }), part)[0]).toContain(
      'need 32 GiB of shared GPUs, but pool t4 holds 30.',
    );
    expect(errors(shared(), part)).toEqual([]);
  });

  it('count whatever constructs make them', () => {
    const app = new PolicyApp();
    const containers = [{ name: 'a', image: 'a', resources: { limits: { 'nvidia.com/gpu': '4' } } }];
    new ApiObject(sampleCluster(app, pool(8)), 'by-hand', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'by-hand', namespace: 'default' },
      spec: { replicas: 3, template: { spec: { containers } } },
    });
    expect(errorsOf(app)[0]?.message).toContain('need 12 dedicated GPUs, but pool a10 holds 8.\n  by-hand 3 x 4 = 12.');
  });

  it('count a workload without a namespace as the one in default that its autoscaler names', () => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app, pool(10));
    const containers = [{ name: 'a', image: 'a', resources: { limits: { 'nvidia.com/gpu': '1' } } }];
    new ApiObject(cluster, 'by-hand', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'by-hand' },
      spec: { template: { spec: { containers } } },
    });
    const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'by-hand' };
    new Autoscaler(cluster, 'scaler', { target, gpu: Gpu.dedicated(1), scaling: hpa(40) });
    expect(errorsOf(app)[0]?.message).toContain('need 40 dedicated GPUs, but pool a10 holds 10.\n  by-hand 40 x 1');
  });

  it('are not blamed for a pool that is missing', () => {
    expect(policyErrors(samplePolicy(), { gpuPools: [] }).map(({ code }) => code)).not.toContain('capacity');
  });
});
