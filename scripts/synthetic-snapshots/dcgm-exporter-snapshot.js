const { demandOf } = require('./demand');
const { createNodes, podsByCard, utilizationAt } = require('./gpu-nodes');
const { horizontalScaling } = require('./horizontal-scaling');
const { recordServers, serverMetadata, serverSelectors } = require('./inference-servers');
const { createRandom, randomText } = require('./random');
const { SeriesRecorder } = require('./record-series');
const { END_MS, START_MS, STEP_MS, TICKS } = require('./recorded-time');
const { simulatePods } = require('./simulate-pods');

/** What is left of 16 GiB once the driver has taken its part. */
const CARD = { modelName: 'Tesla T4', memoryMiB: 15_109 };

const HELP = {
  DCGM_FI_DEV_GPU_UTIL: 'GPU utilization (in %).',
  DCGM_FI_DEV_FB_USED: 'Framebuffer memory used (in MiB).',
  DCGM_FI_DEV_FB_FREE: 'Framebuffer memory free (in MiB).',
  DCGM_FI_PROF_GR_ENGINE_ACTIVE: 'Ratio of time the graphics engine is active.',
};

/** The services of `policies/` that are scaled on what their servers export. */
const SERVERS = [
  { server: 'vllm', name: 'chat', namespace: 'chat', hash: '68b7d9f5c', minReplicas: 2, maxReplicas: 6 },
  { server: 'triton', name: 'classifier', namespace: 'vision', hash: '7d6c9b8f5', minReplicas: 1, maxReplicas: 7 },
  { server: 'tgi', name: 'translator', namespace: 'translation', hash: '59c8f7d6b', minReplicas: 2, maxReplicas: 8 },
  { server: 'embedder', name: 'embedder', namespace: 'embedding', hash: '6b5f8d7c9', minReplicas: 1, maxReplicas: 6 },
].map((service) => ({ ...service, hoursAhead: 0 }));

/**
 * A day of a cluster with NVIDIA's dcgm-exporter, scraped with `honorLabels: false`: `exported_pod` names the pod on the card,
 * `pod` the exporter's own.
 */
exports.dcgmExporterSnapshot = () => {
  const random = createRandom(19112026);
  const nodes = createNodes(random, {
    addresses: ['1.12', '1.57', '2.33', '2.101'],
    nameOf: (address) => `ip-10-0-${address.replace('.', '-')}.ec2.internal`,
    cardsPerNode: 4,
  });
  for (const node of nodes) node.exporter = `dcgm-exporter-${randomText(random, 'bcdfghjklmnpqrstvwxz2456789', 5)}`;
  const cards = nodes.flatMap((node) => node.cards);
  const recorder = new SeriesRecorder();
  // The last node stays idle.
  const pods = simulatePods(random, [service(random)], cards.slice(0, -4));
  const byCard = podsByCard(pods);
  for (const card of cards) {
    for (const span of spansOf(byCard.get(card) ?? [])) recordSpan(random, recorder, card, span);
  }
  recordServers(recorder, 20261122, SERVERS);
  return {
    header: {
      source: { kind: 'synthetic', prometheusVersion: '3.14.0' },
      capturedAt: END_MS,
      start: START_MS,
      end: END_MS,
      scrapeIntervalMs: STEP_MS,
      evaluationIntervalMs: STEP_MS,
      lookbackMs: 300_000,
      externalLabels: {},
      selectors: ['{__name__=~"DCGM_.+"}', ...serverSelectors(SERVERS)],
      staleness: 'exact',
      resolution: 'raw',
      synthetic: true,
    },
    metadata: [
      ...Object.entries(HELP).map(([name, help]) => ({ name, type: 'gauge', unit: '', help })),
      ...serverMetadata(SERVERS),
    ],
    series: recorder.series,
  };
};

function service(random) {
  return {
    name: 'bert-intent-detection',
    namespace: 'default',
    container: 'bert-container',
    hash: '6c5d8b9f47',
    demand: demandOf(random, { shape: DAY, hoursAhead: 0 }),
    replicas: horizontalScaling({ target: 20, minReplicas: 1, maxReplicas: 10 }),
  };
}

/** Demand in percent of one GPU by the hour. */
const DAY = [
  [0, 22],
  [4, 8],
  [7, 30],
  [10, 120],
  [13, 150],
  [15, 118],
  [19, 168],
  [21, 96],
  [24, 22],
];

/** The day of a card, cut where a pod takes or leaves it: the exporter then writes other labels. */
function spansOf(pods) {
  const spans = [];
  let at = 0;
  for (const pod of pods) {
    const start = Math.max(pod.start, 0);
    if (start > at) spans.push({ pod: undefined, start: at, end: start });
    spans.push({ pod, start, end: pod.end });
    at = pod.end ?? TICKS;
  }
  if (at < TICKS) spans.push({ pod: undefined, start: at, end: undefined });
  return mergeIdle(spans);
}

/** Idle spans of one card have the same labels, so they are one series with gaps. */
function mergeIdle(spans) {
  const idle = spans.filter((span) => span.pod === undefined);
  const busy = spans.filter((span) => span.pod !== undefined);
  return idle.length === 0 ? busy : [...busy, { pod: undefined, parts: idle }];
}

function recordSpan(random, recorder, card, { pod, parts, ...span }) {
  const labels = { ...cardLabels(card), ...(pod ? podLabels(pod) : {}), ...scrapeLabels(card.node) };
  const record = (name, valueAt) =>
    recorder.recordSpans(card.node.offset, { __name__: name, ...labels }, parts ?? [span], valueAt);
  // A kernel keeps the card busy for a little more time than the engine counts.
  const busy = new Map();
  const busyAt = (tick) => {
    if (!busy.has(tick)) busy.set(tick, pod ? utilizationAt(pod, tick) : 0);
    return busy.get(tick);
  };
  record('DCGM_FI_DEV_GPU_UTIL', busyAt);
  record('DCGM_FI_PROF_GR_ENGINE_ACTIVE', (tick) => {
    const value = Math.max(0, busyAt(tick) / 100 - 0.008 * random());
    return Math.round(value * 1e6) / 1e6;
  });
  record('DCGM_FI_DEV_FB_USED', (tick) => memoryUsed(pod, tick));
  record('DCGM_FI_DEV_FB_FREE', (tick) => CARD.memoryMiB - memoryUsed(pod, tick));
}

/** The model and what its allocator took so far: it grows in the first minutes and is not given back. */
function memoryUsed(pod, tick) {
  if (!pod) return 0;
  return 2_480 + (pod.processId % 7) * 30 + 64 * Math.min(10, Math.floor((tick - pod.start) / 8));
}

function cardLabels({ node, gpu, device, uuid, busId }) {
  return {
    Hostname: node.name,
    UUID: uuid,
    gpu,
    device,
    modelName: CARD.modelName,
    pci_bus_id: busId,
    DCGM_FI_DRIVER_VERSION: '550.144.03',
  };
}

function podLabels({ name, service: { namespace, container } }) {
  return { exported_pod: name, exported_namespace: namespace, exported_container: container };
}

function scrapeLabels(node) {
  return {
    instance: `10.0.${node.address}:9400`,
    job: 'dcgm-exporter',
    service: 'dcgm-exporter',
    endpoint: 'metrics',
    namespace: 'monitoring',
    pod: node.exporter,
    container: 'exporter',
  };
}
