import {
  type AnyCluster,
  Cluster,
  Duration,
  definePolicy,
  Gpu,
  GpuPool,
  MetricsPipeline,
  metrics,
  PolicyApp,
  ScalingPolicy,
  Schedule,
  Size,
} from 'foresail';

const at = { image: 'registry.example.com/model:1', port: 8000 } as const;
const replicas = { minReplicas: 1, maxReplicas: 4 } as const;
const app = new PolicyApp({ outdir: 'unused' });

const prod = new Cluster(app, 'prod', {
  kubernetes: '1.36',
  labelConvention: 'ack',
  metricsPipeline: MetricsPipeline.ackAdapter({ prometheusUrl: 'http://prometheus:9090' }),
  gpuPools: [GpuPool.dedicated('a10', { gpu: 'A10', count: 8 })],
});
const edge = new Cluster(app, 'edge', {
  kubernetes: '1.22',
  hpaApiVersion: 'v2beta1',
  labelConvention: 'ack',
  metricsPipeline: MetricsPipeline.ackAdapter({ prometheusUrl: 'http://prometheus:9090' }),
  gpuPools: [GpuPool.dedicated('t4', { gpu: 'T4', count: 8 })],
});
const old = new Cluster(app, 'old', {
  kubernetes: '1.17',
  labelConvention: 'ack',
  metricsPipeline: MetricsPipeline.ackAdapter({ prometheusUrl: 'http://prometheus:9090' }),
  gpuPools: [GpuPool.dedicated('t4', { gpu: 'T4', count: 8 })],
});
const onPrem = new Cluster(app, 'on-prem', {
  kubernetes: '1.36',
  labelConvention: 'dcgmExporter',
  metricsPipeline: MetricsPipeline.prometheusAdapter({ output: 'configMap' }),
  gpuPools: [GpuPool.dedicated('h100', { gpu: 'H100', count: 8 })],
});

const ownLabels = new Cluster(app, 'own-labels', {
  kubernetes: '1.36',
  labelConvention: { namespace: 'k8s_namespace', pod: 'k8s_pod', node: 'k8s_node' },
  metricsPipeline: MetricsPipeline.prometheusAdapter({ output: 'helmValues' }),
  gpuPools: [GpuPool.dedicated('l4', { gpu: 'L4', count: 8 })],
});

const bert = definePolicy('bert', {
  ...at,
  gpu: Gpu.dedicated(1),
  scaling: ScalingPolicy.hpa({ ...replicas, metrics: [metrics.ack.processSmUtil.perPod(20)] }),
});
const chat = definePolicy('chat', {
  ...at,
  gpu: Gpu.dedicated(2),
  scaling: ScalingPolicy.hpa({
    ...replicas,
    metrics: [metrics.custom('vllm:num_requests_waiting', { unit: 'count', aggregation: 'sum' }).perPod(5)],
    behavior: { scaleDown: { stabilizationWindowSeconds: 600 } },
  }),
});
const either = definePolicy('either', {
  ...at,
  gpu: Gpu.dedicated(1),
  scaling: ScalingPolicy.hpa({
    ...replicas,
    metrics: [metrics.byConvention({ ack: metrics.ack.processSmUtil, dcgmExporter: metrics.dcgm.gpuUtil }).perPod(60)],
  }),
});
const forecast = definePolicy('forecast', {
  ...at,
  gpu: Gpu.dedicated(1),
  startup: { expected: Duration.minutes(3) },
  scaling: ScalingPolicy.ahpa({
    ...replicas,
    metrics: [metrics.resource.gpu.utilization(20)],
    prediction: { quantile: 95 },
    scaleStrategy: 'observer',
  }),
});
const sharedGpu = Gpu.shared({ memory: Size.gibibytes(4) });

// What is right compiles, also in loops over unlike clusters and on clusters that only run time knows.
for (const cluster of [prod, edge]) cluster.add(bert);
for (const cluster of [prod, onPrem]) cluster.add(chat, either);
ownLabels.add(bert, chat);
edge.add(chat.with({ scaling: { behavior: 'kubernetesDefault' } }));
const anywhere: AnyCluster = prod;
anywhere.add(bert, chat, either, forecast);
prod.add(definePolicy('copy', { ...forecast.props, image: 'registry.example.com/model:2' }));
definePolicy('shared', {
  ...at,
  gpu: sharedGpu,
  scaling: ScalingPolicy.hpa({ ...replicas, metrics: [metrics.ack.processGpuMemUsedRatio.perPod(0.8)] }),
});

new Cluster(app, 'slices', {
  kubernetes: '1.36',
  labelConvention: 'dcgmExporter',
  metricsPipeline: MetricsPipeline.prometheusAdapter({ output: 'configMap' }),
  gpuPools: [
    GpuPool.mig('mig', { gpu: 'H100', count: 14, profile: '1g.10gb' }),
    GpuPool.timeSliced('l4', { gpu: 'L4', count: 8 }),
  ],
}).add(
  bert.onGpu(Gpu.mig('1g.10gb'), ScalingPolicy.hpa({ ...replicas, metrics: [metrics.resource.cpu.utilization(60)] })),
  bert.onGpu(Gpu.timeSliced(), ScalingPolicy.hpa({ ...replicas, metrics: [metrics.resource.cpu.utilization(60)] })),
);

// A card-level metric on a shared GPU.
definePolicy('card-on-shared', {
  ...at,
  gpu: sharedGpu,
  // @ts-expect-error
  scaling: ScalingPolicy.hpa({ ...replicas, metrics: [metrics.dcgm.gpuUtil.perPod(60)] }),
});
// @ts-expect-error
bert.onGpu(sharedGpu, ScalingPolicy.hpa({ ...replicas, metrics: [metrics.dcgm.fbUsed.perPod(Size.gibibytes(8))] }));

// A card-level metric where several pods take turns, and on a slice; a profile that is none.
// @ts-expect-error
bert.onGpu(Gpu.timeSliced(), ScalingPolicy.hpa({ ...replicas, metrics: [metrics.dcgm.gpuUtil.perPod(60)] }));
// @ts-expect-error
bert.onGpu(Gpu.mig('1g.10gb'), ScalingPolicy.hpa({ ...replicas, metrics: [metrics.dcgm.gpuUtil.perPod(60)] }));
// @ts-expect-error
Gpu.mig('small');

// A target per pod on a metric by node.
// @ts-expect-error
metrics.dcgm.gpuUtil.byNode().perPod(60);

// Behavior where the HPA version has none, and below Kubernetes 1.18.
// @ts-expect-error
edge.add(chat);
// @ts-expect-error
for (const cluster of [prod, edge]) cluster.add(chat);
// @ts-expect-error
old.add(chat);

// A Pods metric in AHPA, and AHPA's gpu in an HPA.
ScalingPolicy.ahpa({
  ...replicas,
  // @ts-expect-error
  metrics: [metrics.ack.processSmUtil.perPod(20)],
  prediction: { quantile: 95 },
  scaleStrategy: 'observer',
});
// @ts-expect-error
ScalingPolicy.hpa({ ...replicas, metrics: [metrics.resource.gpu.utilization(20)] });

// AHPA on a cluster that has none.
// @ts-expect-error
prod.add(forecast);

// Series that the cluster's exporter does not have, or that name no pod there.
// @ts-expect-error
onPrem.add(bert);
prod.add(
  // @ts-expect-error
  bert.onGpu(Gpu.dedicated(1), ScalingPolicy.hpa({ ...replicas, metrics: [metrics.dcgm.gpuUtil.perPod(60)] })),
);
const ackOnly = metrics.byConvention({ ack: metrics.ack.processSmUtil }).perPod(60);
// @ts-expect-error
onPrem.add(bert.onGpu(Gpu.dedicated(1), ScalingPolicy.hpa({ ...replicas, metrics: [ackOnly] })));

// A GPU of a kind that the cluster has no pool of.
prod.add(
  // @ts-expect-error
  bert.onGpu(sharedGpu, ScalingPolicy.hpa({ ...replicas, metrics: [metrics.ack.processSmUtil.perPod(60)] })),
);
const waiting = metrics.custom('vllm:num_requests_waiting', { unit: 'count', aggregation: 'sum' }).perPod(5);
// @ts-expect-error
prod.add(bert.onGpu(Gpu.mig('1g.10gb'), ScalingPolicy.hpa({ ...replicas, metrics: [waiting] })));
// @ts-expect-error
prod.add(bert.onGpu(Gpu.timeSliced(), ScalingPolicy.hpa({ ...replicas, metrics: [waiting] })));

// Percent for a ratio, a number for a size.
// @ts-expect-error
metrics.ack.processGpuMemUsedRatio.perPod(80);
// @ts-expect-error
metrics.ack.processMemUsed.perPod(4096);

// No replica left.
// @ts-expect-error
ScalingPolicy.hpa({ minReplicas: 0, maxReplicas: 4, metrics: [metrics.ack.processSmUtil.perPod(20)] });
// @ts-expect-error
ScalingPolicy.hpa({ minReplicas: 0, maxReplicas: 4, metrics: [metrics.vllm.numRequests.asExternal().perPod(20)] });
ScalingPolicy.ahpa({
  // @ts-expect-error
  minReplicas: 0,
  maxReplicas: 4,
  metrics: [metrics.resource.gpu.utilization(20)],
  prediction: { quantile: 95 },
  scaleStrategy: 'auto',
});

// A schedule on an HPA.
const schedule = Schedule.weekly({
  timeZone: 'Asia/Shanghai',
  from: '2026-01-01',
  until: '2036-01-01',
  weekdays: { '00:00': { minReplicas: 1, maxReplicas: 4 }, '08:30': { minReplicas: 2, maxReplicas: 4 } },
  weekend: { '00:00': { minReplicas: 1, maxReplicas: 4 } },
});
// @ts-expect-error
ScalingPolicy.hpa({ ...replicas, metrics: [metrics.ack.processSmUtil.perPod(20)], schedule });

// A forgotten weekend, a day that does not begin, a time with one digit.
const day = { '00:00': { minReplicas: 1, maxReplicas: 4 } } as const;
// @ts-expect-error
Schedule.weekly({ timeZone: 'Asia/Shanghai', from: '2026-01-01', until: '2036-01-01', weekdays: day });
Schedule.weekly({
  timeZone: 'Asia/Shanghai',
  from: '2026-01-01',
  until: '2036-01-01',
  // @ts-expect-error
  weekdays: { '09:00': { minReplicas: 1, maxReplicas: 4 } },
  // @ts-expect-error
  weekend: { ...day, '9:00': { minReplicas: 1, maxReplicas: 4 } },
});

// Typos, and a minor that is none.
definePolicy('typo', {
  ...at,
  gpu: Gpu.dedicated(1),
  scaling: ScalingPolicy.hpa({
    ...replicas,
    metrics: [metrics.ack.processSmUtil.perPod(20)],
    // @ts-expect-error
    behaviour: {},
  }),
});
new Cluster(app, 'typo', {
  // @ts-expect-error
  kubernetes: '1.9',
  labelConvention: 'ack',
  metricsPipeline: MetricsPipeline.ackAdapter({ prometheusUrl: 'http://prometheus:9090' }),
  gpuPools: [],
});

// What adds up has a sum over pods; a share has none, and a latency has no value per pod.
ScalingPolicy.ahpa({
  ...replicas,
  metrics: [metrics.vllm.numRequests.asExternal().perPod(8)],
  prediction: { quantile: 95 },
  scaleStrategy: 'observer',
});
ScalingPolicy.hpa({
  ...replicas,
  metrics: [metrics.tgi.queueSize.ofService().perPod(4), metrics.vllm.timeToFirstToken.p95.atMost(Duration.seconds(2))],
});
definePolicy('slice', {
  ...at,
  gpu: Gpu.mig('1g.10gb'),
  scaling: ScalingPolicy.hpa({ ...replicas, metrics: [metrics.dcgm.grEngineActive.perPod(0.7)] }),
});
// @ts-expect-error
metrics.vllm.kvCacheUsagePerc.asExternal();
// @ts-expect-error
metrics.vllm.timeToFirstToken.p95.perPod(2);
// @ts-expect-error
metrics.ack.processSmUtil.ofService();
// @ts-expect-error
metrics.custom('used_share', { unit: 'ratio', aggregation: 'avg' }).perPod(70);
ScalingPolicy.ahpa({
  ...replicas,
  // @ts-expect-error
  metrics: [metrics.tgi.queueSize.ofService().perPod(4)],
  prediction: { quantile: 95 },
  scaleStrategy: 'observer',
});

// One threshold for a percentage and a ratio.
// @ts-expect-error
metrics.byConvention({ ack: metrics.ack.processSmUtil, dcgmExporter: metrics.dcgm.grEngineActive }).perPod(60);

// A series of a card as if the service exported it; the rate of a counter in no unit of a rate; a card on a part of it.
// @ts-expect-error
metrics.custom('DCGM_FI_DEV_SM_CLOCK', { unit: 'count', aggregation: 'avg' });
// @ts-expect-error
metrics.custom('jobs_total', { unit: 'count', aggregation: 'sum', type: 'counter' });
// @ts-expect-error
metrics.custom('DCGM_FI_DEV_SM_CLOCK', { unit: 'count', aggregation: 'avg', exporter: 'dcgm', validOn: ['shared'] });
bert.onGpu(
  sharedGpu,
  // @ts-expect-error
  ScalingPolicy.hpa({
    ...replicas,
    metrics: [
      metrics.custom('DCGM_FI_DEV_SM_CLOCK', { unit: 'count', aggregation: 'avg', exporter: 'dcgm' }).perPod(900),
    ],
  }),
);
bert.onGpu(
  Gpu.mig('1g.10gb'),
  ScalingPolicy.hpa({
    ...replicas,
    metrics: [
      metrics
        .custom('DCGM_FI_PROF_PIPE_INT_ACTIVE', { unit: 'ratio', aggregation: 'avg', exporter: 'dcgm' })
        .perPod(0.5),
      metrics.custom('jobs_total', { unit: 'perSecond', aggregation: 'sum', type: 'counter' }).ofService().perPod(3),
    ],
  }),
);

// Metrics for people.
// @ts-expect-error
metrics.dcgm.fbFree.perPod(Size.gibibytes(8));
// @ts-expect-error
metrics.dcgm.fbFree.asExternal();
// @ts-expect-error
ScalingPolicy.hpa({ ...replicas, metrics: [metrics.ack.containerMemAllocated] });

// A GPU that is one of two: the message names the one on which the metric says nothing.
declare const isShared: boolean;
const oneOfTwo = isShared ? sharedGpu : Gpu.dedicated(1);
// @ts-expect-error
bert.onGpu(oneOfTwo, ScalingPolicy.hpa({ ...replicas, metrics: [metrics.dcgm.gpuUtil.perPod(60)] }));

// A metric whose threshold was forgotten.
// @ts-expect-error
ScalingPolicy.hpa({ ...replicas, metrics: [metrics.dcgm.gpuUtil] });
// @ts-expect-error
ScalingPolicy.hpa({ ...replicas, metrics: [metrics.dcgm.gpuUtil.byNode()] });
// @ts-expect-error
ScalingPolicy.hpa({ ...replicas, metrics: [metrics.vllm.timeToFirstToken.p95] });
// @ts-expect-error
ScalingPolicy.hpa({ ...replicas, metrics: [metrics.vllm.timeToFirstToken] });
ScalingPolicy.ahpa({
  ...replicas,
  // @ts-expect-error
  metrics: [metrics.vllm.numRequests.asExternal()],
  prediction: { quantile: 95 },
  scaleStrategy: 'observer',
});

// A toleration, a sharing, a profile and a selection that the API server, the nodes or the metrics API would refuse.
const pool = { gpu: 'A10', count: 8 };
// @ts-expect-error
GpuPool.dedicated('exists', { ...pool, tolerations: [{ key: 'gpu', operator: 'Exists', value: 'yes' }] });
// @ts-expect-error
GpuPool.dedicated('keyless', { ...pool, tolerations: [{ effect: 'NoSchedule' }] });
// @ts-expect-error
GpuPool.shared('sharing', { ...pool, sharing: 'cGPU' });
// @ts-expect-error
GpuPool.mig('strategy', { ...pool, profile: '1g.5gb', strategy: 'none' });
// @ts-expect-error
Gpu.mig('1g.10gb+me');
// @ts-expect-error
metrics.vllm.numRequests.asExternal({ anyNamespace: true });
GpuPool.mig('single', { ...pool, profile: '1g.5gb.me.all', strategy: 'single' });
GpuPool.dedicated('tainted', { ...pool, tolerations: [{ operator: 'Exists' }, { key: 'gpu', value: 'yes' }] });

// Whether AHPA acts must be said.
// @ts-expect-error
ScalingPolicy.ahpa({ ...replicas, metrics: [metrics.resource.gpu.utilization(20)], prediction: { quantile: 95 } });

// A scaling policy that does not compile asks for nothing: no cluster complains of it too.
const failed = definePolicy('failed', {
  ...at,
  gpu: Gpu.dedicated(1),
  // @ts-expect-error
  scaling: ScalingPolicy.hpa({ minReplica: 1, maxReplicas: 4, metrics: [metrics.ack.processSmUtil.perPod(20)] }),
});
prod.add(failed);
old.add(failed);
onPrem.add(failed);
