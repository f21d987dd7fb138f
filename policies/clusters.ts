import { Cluster, GitOps, GpuPool, MetricsPipeline, metrics, type PolicyApp, Size } from 'foresail';

/** Served for dashboards and for `kubectl get --raw`, although no policy scales on them: the rules of the ACK page. */
const ackPage = [
  metrics.dcgm.gpuUtil.byNode(),
  metrics.ack.processSmUtil,
  metrics.dcgm.fbUsed.byNode(),
  metrics.ack.processMemUsed,
  metrics.ack.processGpuMemUsedRatio,
];

/** The clusters of this repository. A function, so that importing the file builds nothing. */
export const clusters = (app: PolicyApp) => ({
  ack122: new Cluster(app, 'ack-1-22', {
    kubernetes: '1.22',
    hpaApiVersion: 'v2beta1',
    labelConvention: 'ack',
    metricsPipeline: MetricsPipeline.ackAdapter({ prometheusUrl: '${PROMETHEUS_URL}' }),
    gpuPools: [GpuPool.dedicated('t4', { gpu: 'T4', count: 16 })],
    expose: ackPage,
    substitutions: ['PROMETHEUS_URL'],
    snapshot: 'snapshots/ack.promsnap.gz',
  }),
  ackCurrent: new Cluster(app, 'ack-current', {
    kubernetes: '1.36',
    labelConvention: 'ack',
    metricsPipeline: MetricsPipeline.ackAdapter({ prometheusUrl: '${PROMETHEUS_URL}' }),
    gpuPools: [
      GpuPool.dedicated('a10', { gpu: 'A10', count: 64, max: 96 }),
      GpuPool.shared('a10-shared', { gpu: 'A10', count: 4, memory: Size.gibibytes(22), sharing: 'cgpu' }),
      GpuPool.mig('h100-mig', { gpu: 'H100', count: 14, profile: '1g.10gb' }),
    ],
    ahpa: true,
    ahpaTimeZone: 'Asia/Shanghai',
    expose: ackPage,
    substitutions: ['PROMETHEUS_URL'],
    snapshot: 'snapshots/ack.promsnap.gz',
    createNamespaces: true,
    gitOps: GitOps.flux({
      source: { kind: 'GitRepository', name: 'gpu-policies' },
      substituteFrom: [{ kind: 'Secret', name: 'ack-current-variables' }],
    }),
  }),
  prometheusCurrent: new Cluster(app, 'prometheus-current', {
    kubernetes: '1.36',
    labelConvention: 'dcgmExporter',
    metricsPipeline: MetricsPipeline.prometheusAdapter({ output: 'configMap', namespace: 'monitoring' }),
    gpuPools: [
      GpuPool.dedicated('a10', { gpu: 'A10', count: 32 }),
      GpuPool.mig('h100-mig', { gpu: 'H100', count: 14, profile: '1g.10gb' }),
      GpuPool.timeSliced('l4', {
        gpu: 'L4',
        count: 8,
        tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
      }),
    ],
    snapshot: 'snapshots/dcgm-exporter.promsnap.gz',
    kustomization: true,
    createNamespaces: true,
    gitOps: GitOps.argoCd({ repoUrl: 'https://git.example.com/platform/gpu-policies.git' }),
  }),
});
