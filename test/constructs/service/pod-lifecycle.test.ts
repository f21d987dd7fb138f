import { Duration, Engine, Gpu, metrics, ScalingPolicy, Schedule } from '../../../src/index';
import { compile, policyErrors, samplePolicy, type Untyped } from '../sample';

const seconds = (count: number) => Duration.seconds(count);
const podOf = (objects: Untyped) => objects.Deployment.spec.template.spec;
const containerOf = (objects: Untyped) => podOf(objects).containers[0];
const QUEUE = metrics.custom('queue', { unit: 'count', aggregation: 'sum' }).perPod(5);
const hpaWith = (bounds: { minReplicas: number; maxReplicas: number }, others: Untyped = {}) =>
  ScalingPolicy.hpa({ ...bounds, metrics: [QUEUE], ...others });
const queued = hpaWith({ minReplicas: 1, maxReplicas: 4 });
const ahpaWith = (minReplicas: number, others: Untyped = {}) =>
  ScalingPolicy.ahpa({
    minReplicas,
    maxReplicas: 4,
    metrics: [metrics.resource.gpu.utilization(20)],
    prediction: { quantile: 95, scaleUpForward: seconds(180) },
    scaleStrategy: 'observer',
    ...others,
  });

describe('startup', () => {
  const startup = { expected: seconds(240), max: seconds(725) };

  it('gives the startup probe its budget, rounded up to whole periods', () => {
    expect(
      containerOf(compile(samplePolicy({ scaling: queued, startup, engine: Engine.vllm('0.18.0') }))),
    ).toMatchObject({
      startupProbe: { httpGet: { path: '/health', port: 'http' }, periodSeconds: 10, failureThreshold: 73 },
      readinessProbe: { httpGet: { path: '/health', port: 'http' }, periodSeconds: 10, failureThreshold: 3 },
    });
  });

  it.each<[string, Untyped, object]>([
    ['the port where nothing else is known', {}, { tcpSocket: { port: 'http' } }],
    ['the path of the engine', { engine: Engine.triton() }, { httpGet: { path: '/v2/health/ready', port: 'http' } }],
    ['a path of its own', { engine: Engine.triton(), healthPath: '/ok' }, { httpGet: { path: '/ok', port: 'http' } }],
  ])('asks %s', (_, overrides, action) => {
    const { startupProbe, readinessProbe } = containerOf(compile(samplePolicy({ startup, ...overrides })));
    expect(startupProbe).toMatchObject(action);
    expect(readinessProbe).toMatchObject(action);
  });

  it('has no startup probe where Kubernetes has none', () => {
    const container = containerOf(compile(samplePolicy({ startup }), { kubernetes: '1.17' }));
    expect(container).not.toHaveProperty('startupProbe');
    expect(container.readinessProbe).toMatchObject({ tcpSocket: { port: 'http' } });
  });

  it('sends no requests to a pod that still loads, though nobody says when it is given up', () => {
    const container = containerOf(compile(samplePolicy({ startup: { expected: seconds(240) } })));
    expect(container).not.toHaveProperty('startupProbe');
    expect(container.readinessProbe).toEqual({ tcpSocket: { port: 'http' }, periodSeconds: 10, failureThreshold: 3 });
  });

  it('writes no probe and no deadline that nobody asked for', () => {
    const objects = compile(samplePolicy());
    expect(containerOf(objects)).not.toHaveProperty('startupProbe');
    expect(containerOf(objects)).not.toHaveProperty('readinessProbe');
    expect(objects.Deployment.spec).not.toHaveProperty('progressDeadlineSeconds');
  });

  it.each<[string, Untyped, number]>([
    ['its budget and the default grace period', { startup }, 725 + 30],
    ['its budget and the time to drain', { startup, drain: seconds(60) }, 725 + 15 + 60 + 5],
    ['the usual time and the 10 minutes of Kubernetes', { startup: { expected: seconds(900) } }, 600 + 900 + 30],
    [
      'the usual time, the 10 minutes and the time to drain',
      { startup: { expected: seconds(20) }, drain: seconds(60) },
      600 + 20 + 15 + 60 + 5,
    ],
    ['the 10 minutes and the time to drain', { drain: seconds(900) }, 600 + 15 + 900 + 5],
  ])('lets a rollout stand still for %s', (_, overrides, deadline) => {
    expect(compile(samplePolicy(overrides)).Deployment.spec.progressDeadlineSeconds).toBe(deadline);
  });

  it('paces an HPA', () => {
    const { scaleUp, scaleDown } = compile(samplePolicy({ startup })).HorizontalPodAutoscaler.spec.behavior;
    expect(scaleUp.policies).toEqual([
      { type: 'Pods', value: 4, periodSeconds: 240 },
      { type: 'Percent', value: 100, periodSeconds: 240 },
    ]);
    expect(scaleDown.policies).toEqual([{ type: 'Percent', value: 100, periodSeconds: 15 }]);
  });

  it('paces an HPA once in half an hour at the least', () => {
    const slow = { expected: Duration.hours(2) };
    const { scaleUp } = compile(samplePolicy({ startup: slow })).HorizontalPodAutoscaler.spec.behavior;
    expect(scaleUp.policies[0].periodSeconds).toBe(1800);
  });

  it.each<[string, Untyped, Untyped]>([
    ['in autoscaling/v2beta1', samplePolicy({ startup }), { kubernetes: '1.22', hpaApiVersion: 'v2beta1' }],
    ['before Kubernetes 1.18', samplePolicy({ startup }), { kubernetes: '1.17' }],
    [
      'that is to be as Kubernetes has it',
      samplePolicy({ startup }).with({ scaling: { behavior: 'kubernetesDefault' } }),
      {},
    ],
  ])('leaves an HPA alone %s', (_, policy, cluster) => {
    expect(policyErrors(policy, cluster)).toEqual([]);
    expect(compile(policy, cluster).HorizontalPodAutoscaler.spec).not.toHaveProperty('behavior');
  });

  it("leaves an author's pace alone", () => {
    const behavior = { scaleUp: { policies: [{ type: 'Pods', value: 1, periodSeconds: 15 }] } };
    const scaling = hpaWith({ minReplicas: 1, maxReplicas: 4 }, { behavior });
    const { scaleUp } = compile(samplePolicy({ startup, scaling })).HorizontalPodAutoscaler.spec.behavior;
    expect(scaleUp.policies[0].periodSeconds).toBe(15);
  });

  it('is how much earlier AHPA scales up', () => {
    const scaling = ahpaWith(1, { prediction: { quantile: 95 } });
    const { AdvancedHorizontalPodAutoscaler } = compile(samplePolicy({ startup, scaling }));
    expect(AdvancedHorizontalPodAutoscaler.spec.prediction.scaleUpForward).toBe(240);
  });

  it.each<[string, Untyped, object]>([
    ['no time', { startup: { expected: seconds(0) } }, { property: 'startup.expected', value: 0 }],
    [
      'a part of a second',
      { startup: { expected: Duration.millis(1500) } },
      { property: 'startup.expected', value: 1.5 },
    ],
    [
      'less than is expected',
      { startup: { expected: seconds(60), max: seconds(30) } },
      { property: 'startup.max', value: 30 },
    ],
    [
      'more than the deadline of a rollout holds',
      { startup: { expected: seconds(2 ** 31 - 600) } },
      { property: 'startup.expected', value: 2 ** 31 - 600 },
    ],
    ['a path without a slash', { healthPath: 'health' }, { property: 'healthPath', value: 'health' }],
  ])('cannot be %s', (_, overrides, error) => {
    expect(policyErrors(samplePolicy(overrides))).toMatchObject([{ code: 'startup', ...error }]);
  });
});

describe('the lead of a forecast', () => {
  const leading = (scaleUpForward: Duration, startup: Untyped) =>
    policyErrors(samplePolicy({ startup, scaling: ahpaWith(1, { prediction: { quantile: 95, scaleUpForward } }) }));

  it('is no longer than a start may take', () => {
    const startup = { expected: seconds(300), max: seconds(360) };
    expect(leading(seconds(360), startup)).toEqual([]);
    expect(leading(seconds(600), { expected: seconds(300) })).toEqual([]);
    expect(leading(seconds(600), startup).map(({ message }) => message)).toEqual([
      [
        'prod/bert: scaling.prediction.scaleUpForward is 600, but must be at most startup.max, which is 360 s.',
        '  The startupProbe restarts a container when it does not answer within 360 s, and by scaleUpForward a start takes 600 s.',
        '  Raise startup.max where a start may take that long, the time to add a node included; or lower scaleUpForward.  [scale-up-forward]',
      ].join('\n'),
    ]);
  });
});

describe('drain', () => {
  const drain = seconds(120);
  const ended = (overrides: Untyped, cluster: Untyped = {}) => {
    const objects = compile(samplePolicy({ scaling: queued, drain, ...overrides }), cluster);
    const { lifecycle, args } = containerOf(objects);
    return { hook: lifecycle.preStop, grace: podOf(objects).terminationGracePeriodSeconds, args };
  };

  it.each<[string, Untyped, number, number, readonly string[] | undefined]>([
    ['vLLM', { engine: Engine.vllm('0.18.0'), args: ['--model=m'] }, 15, 140, ['--model=m', '--shutdown-timeout=120']],
    ['a later vLLM', { engine: Engine.vllm('1.2.0'), command: ['vllm', 'serve'] }, 15, 140, ['--shutdown-timeout=120']],
    [
      'a server whose configuration is called -c',
      { engine: Engine.vllm('0.18.0'), args: ['serve', '-c', 'x.yaml'] },
      15,
      140,
      ['serve', '-c', 'x.yaml', '--shutdown-timeout=120'],
    ],
    ['a vLLM that does not know the flag', { engine: Engine.vllm('0.17.2') }, 135, 140, undefined],
    [
      'Triton',
      { engine: Engine.triton(), args: ['tritonserver'] },
      15,
      140,
      ['tritonserver', '--exit-timeout-secs=120'],
    ],
    ['TGI, which takes 90 s', { engine: Engine.tgi() }, 45, 140, undefined],
    ['TGI, which takes 90 s even for less', { engine: Engine.tgi(), drain: seconds(30) }, 15, 110, undefined],
    ['SGLang, which takes all there is', { engine: Engine.sglang() }, 15, 140, undefined],
    ['TorchServe, which takes none', { engine: Engine.torchServe() }, 135, 140, undefined],
    ['a server that nobody knows', {}, 135, 140, undefined],
  ])('gives %s its time, and more before the kill', (_, overrides, sleep, grace, args) => {
    expect(ended(overrides)).toEqual({ hook: { sleep: { seconds: sleep } }, grace, args });
  });

  it.each([
    ['1.30', { sleep: { seconds: 135 } }],
    ['1.29', { exec: { command: ['sleep', '135'] } }],
  ])('waits on Kubernetes %s as its kubelet can', (kubernetes, hook) => {
    expect(ended({}, { kubernetes }).hook).toEqual(hook);
  });

  it.each([
    [['sh'], ['-c', 'exec tritonserver --exit-timeout-secs=120']],
    [['/bin/bash', '-lc'], ['exec tritonserver --exit-timeout-secs 120']],
    [
      ['bash', '-euo', 'pipefail'],
      ['-c', "exec tritonserver --exit-timeout-secs='120' --log-verbose=1"],
    ],
  ])('takes a script of %j that has the flag', (command, args) => {
    expect(ended({ engine: Engine.triton(), command, args }).args).toEqual(args);
  });

  it('says which arguments an image needs beside the flag', () => {
    const [error] = policyErrors(samplePolicy({ drain, engine: Engine.triton() }));
    expect(error?.message).toBe(
      [
        'prod/bert: args is not given, but must be given where drain adds a flag to it.',
        "  drain adds --exit-timeout-secs=120, and args replace the image's own (its CMD): Triton would be started with the flag alone, or not at all.",
        "  Write the words of that CMD, which docker image inspect shows, and the server's own arguments.  [drain]",
      ].join('\n'),
    );
  });

  it.each<[string, Untyped, object]>([
    ['no time', { drain: seconds(0) }, { property: 'drain', value: 0 }],
    [
      'beside the flag that it writes',
      { engine: Engine.vllm('0.18.0'), args: ['--shutdown-timeout', '60'] },
      { property: 'args', value: '--shutdown-timeout 60' },
    ],
    [
      'before a script without the flag',
      { engine: Engine.triton(), args: ['-c', 'tritonserver'] },
      { property: 'args', value: 'a script', allowed: 'a script that gives the server --exit-timeout-secs=120' },
    ],
    [
      'before a script of a login shell without the flag',
      { engine: Engine.vllm('0.18.0'), command: ['/bin/bash', '-lc'], args: ['vllm serve m'] },
      { property: 'args', value: 'a script' },
    ],
    [
      'behind a script, where nobody hears the flag',
      { engine: Engine.vllm('0.18.0'), command: ['bash', '-ec', 'vllm serve m'], args: ['--shutdown-timeout=120'] },
      { property: 'args', value: 'a script' },
    ],
    [
      'to an image whose arguments nobody knows',
      { engine: Engine.vllm('0.18.0'), args: [] },
      { property: 'args', value: [] },
    ],
    [
      'beyond what the grace period holds',
      { drain: seconds(2 ** 31 - 1) },
      { property: 'drain', value: 2 ** 31 - 1, allowed: 'at most 2147483027 s' },
    ],
    [
      'before a script with another time',
      { engine: Engine.triton(), args: ['-c', 'tritonserver --exit-timeout-secs=30'] },
      { property: 'args', value: '--exit-timeout-secs=30' },
    ],
  ])('cannot be given %s', (_, overrides, error) => {
    expect(policyErrors(samplePolicy({ scaling: queued, drain, ...overrides }))).toMatchObject([
      { code: 'drain', ...error },
    ]);
  });
});

describe('a rollout', () => {
  const strategyOf = (overrides: Untyped) => compile(samplePolicy(overrides)).Deployment.spec.strategy;
  const rolling = (maxSurge: number, maxUnavailable: number) => ({
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge, maxUnavailable },
  });

  it.each<[string, Untyped, object]>([
    ['lets an old pod go first', {}, rolling(0, 1)],
    ['lets new pods come first where GPUs are spare', { rollout: { spareReplicas: 2 } }, rolling(2, 0)],
    ['recreates the one pod there is', { scaling: hpaWith({ minReplicas: 1, maxReplicas: 1 }) }, { type: 'Recreate' }],
    ['recreates the one pod that AHPA only observes', { scaling: ahpaWith(1) }, { type: 'Recreate' }],
    ['lets one of the pods go that AHPA only observes', { scaling: ahpaWith(1), replicas: 3 }, rolling(0, 1)],
    [
      'lets a new pod come before the one there is goes',
      { scaling: hpaWith({ minReplicas: 1, maxReplicas: 1 }), rollout: { spareReplicas: 1 } },
      rolling(1, 0),
    ],
  ])('%s', (_, overrides, strategy) => {
    expect(strategyOf(overrides)).toEqual(strategy);
  });

  it('of groups goes by groups', () => {
    const group = { gpu: Gpu.dedicated(8), podGroup: { size: 2 } };
    const rolloutOf = (overrides: Untyped) =>
      compile(samplePolicy({ ...group, ...overrides })).LeaderWorkerSet.spec.rolloutStrategy.rollingUpdateConfiguration;
    expect(rolloutOf({})).toEqual({ maxSurge: 0, maxUnavailable: 1 });
    expect(rolloutOf({ rollout: { spareReplicas: 1 } })).toEqual({ maxSurge: 1, maxUnavailable: 0 });
  });

  it.each([0, 0.5, -1])('has no spare of %d replicas', (spareReplicas) => {
    expect(policyErrors(samplePolicy({ rollout: { spareReplicas } }))).toMatchObject([
      { code: 'rollout', property: 'rollout.spareReplicas', value: spareReplicas },
    ]);
  });
});

describe('a disruption budget', () => {
  const day = (minReplicas: number) => ({ '00:00': { minReplicas, maxReplicas: 4 } }) as const;
  const scheduled = (weekdays: number, weekend: number, outside = 2, scaleStrategy = 'auto') =>
    ahpaWith(outside, {
      scaleStrategy,
      schedule: Schedule.weekly({
        timeZone: 'Asia/Shanghai',
        from: '2026-01-01',
        until: '2030-01-01',
        weekdays: day(weekdays),
        weekend: day(weekend),
      }),
    });

  it.each<[string, Untyped, boolean]>([
    ['one replica at the least', { scaling: hpaWith({ minReplicas: 1, maxReplicas: 4 }) }, false],
    ['two replicas at the least', { scaling: hpaWith({ minReplicas: 2, maxReplicas: 4 }) }, true],
    ['two replicas in each window', { scaling: scheduled(3, 2) }, true],
    ['two replicas in each window, which are more than outside', { scaling: scheduled(3, 2, 1) }, true],
    ['one replica in a window', { scaling: scheduled(3, 1, 1) }, false],
    ['windows that AHPA only observes', { scaling: scheduled(3, 2, 1, 'observer') }, false],
    ['two replicas that AHPA only observes', { scaling: ahpaWith(1), replicas: 2 }, true],
    ['one replica that AHPA only observes', { scaling: ahpaWith(1) }, false],
    ['a group', { scaling: hpaWith({ minReplicas: 2, maxReplicas: 4 }), podGroup: { size: 2 } }, false],
  ])('stands for %s: %#', (_, overrides, expected) => {
    expect('PodDisruptionBudget' in compile(samplePolicy(overrides))).toBe(expected);
  });

  it.each([
    ['1.21', 'policy/v1'],
    ['1.20', 'policy/v1beta1'],
  ])('lets one pod go at a time, on Kubernetes %s as %s', (kubernetes, apiVersion) => {
    const scaling = hpaWith({ minReplicas: 2, maxReplicas: 4 });
    const { PodDisruptionBudget } = compile(samplePolicy({ scaling }), { kubernetes });
    expect(PodDisruptionBudget).toMatchObject({
      apiVersion,
      metadata: { name: 'bert', namespace: 'default' },
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'bert' } } },
    });
  });
});
