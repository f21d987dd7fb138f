const { ackCardLabels, recordAckPod } = require('./ack-exporter');
const { recordSharedGpus } = require('./ack-shared-gpus');
const { demandOf } = require('./demand');
const { createNodes, podAt, podsByCard, utilizationAt } = require('./gpu-nodes');
const { horizontalScaling } = require('./horizontal-scaling');
const { recordServers, serverMetadata, serverSelectors } = require('./inference-servers');
const { createRandom } = require('./random');
const { SeriesRecorder } = require('./record-series');
const { END_MS, hourOf, START_MS, STEP_MS } = require('./recorded-time');
const { simulatePods } = require('./simulate-pods');

/** Asia/Shanghai, without daylight saving time. */
const HOURS_AHEAD = 8;
const CARD_MIB = 23_028;

/** Replicas by the hour of a weekday, as the bounds of the prediction policy have them. */
const SCHEDULED = (tick) => {
  const hour = hourOf(tick, HOURS_AHEAD);
  return hour < 9 ? 4 : hour < 16 ? 10 : 12;
};

const HELP = {
  DCGM_FI_DEV_GPU_UTIL: 'GPU utilization (in %).',
  DCGM_FI_DEV_FB_USED: 'Framebuffer memory used (in MiB).',
  DCGM_CUSTOM_PROCESS_SM_UTIL: 'SM utilization of the process (in %).',
  DCGM_CUSTOM_PROCESS_MEM_USED: 'GPU memory used by the process (in MiB).',
  DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED: 'GPU memory allocated to the container (in MiB).',
};

/** The services of `policies/` that are scaled on what their servers export. */
const SERVERS = [
  { server: 'vllm', name: 'chat', namespace: 'chat', hash: '7c9d5f6b8', minReplicas: 2, maxReplicas: 6 },
  { server: 'triton', name: 'classifier', namespace: 'vision', hash: '5b8c7d9f6', minReplicas: 1, maxReplicas: 7 },
  { server: 'tgi', name: 'translator', namespace: 'translation', hash: '84d6f9c7b', minReplicas: 2, maxReplicas: 8 },
].map((service) => ({ ...service, hoursAhead: HOURS_AHEAD }));

/** A day of an ACK cluster with the ACK GPU exporter: the services of the seed pages and of `policies/`, and a node without pods. */
exports.ackSnapshot = () => {
  const random = createRandom(20261119);
  const nodes = createNodes(random, {
    addresses: ['94.107', '94.108', '94.109', '95.11', '95.12', '95.13', '96.40', '96.41'],
    nameOf: (address) => `cn-beijing.192.168.${address}`,
    cardsPerNode: 4,
  });
  const cards = nodes.flatMap((node) => node.cards);
  const recorder = new SeriesRecorder();
  // The last node stays idle.
  const pods = simulatePods(random, services(random), cards.slice(0, -4));
  recordCards(random, recorder, cards, podsByCard(pods));
  for (const pod of pods) {
    recordAckPod(recorder, pod, { allocateMode: 'exclusive', allocatedMiB: CARD_MIB, memoryUsed });
  }
  recordSharedGpus(recorder, 20261120, {
    name: 'embedder',
    namespace: 'embedding',
    hash: '6f7d9c8b5',
    hoursAhead: HOURS_AHEAD,
  });
  recordServers(recorder, 20261121, SERVERS);
  return {
    header: {
      source: { kind: 'synthetic', prometheusVersion: '2.42.0' },
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

function services(random) {
  const container = 'bert-container';
  return [
    {
      name: 'bert-intent-detection',
      namespace: 'default',
      container,
      hash: '7b486f6bf',
      demand: demandOf(random, { shape: DAY, hoursAhead: HOURS_AHEAD }),
      replicas: horizontalScaling({ target: 20, minReplicas: 1, maxReplicas: 10 }),
    },
    {
      name: 'bert-intent-detection-ahpa',
      namespace: 'ahpa',
      container,
      hash: '5d9c8f7d4b',
      demand: demandOf(random, { shape: STEADY_DAY, hoursAhead: HOURS_AHEAD }),
      replicas: SCHEDULED,
    },
  ];
}

/** Demand in percent of one GPU by the hour. */
const DAY = [
  [0, 26],
  [3, 9],
  [6, 14],
  [9, 95],
  [12, 130],
  [14, 108],
  [17, 142],
  [20.5, 176],
  [22, 100],
  [24, 26],
];
const STEADY_DAY = [
  [0, 58],
  [4, 40],
  [8, 72],
  [9, 150],
  [13, 190],
  [16, 205],
  [21, 230],
  [24, 58],
];

function recordCards(random, recorder, cards, byCard) {
  for (const card of cards) {
    const pods = byCard.get(card);
    const labels = ackCardLabels(card);
    recorder.record(card.node.offset, { __name__: 'DCGM_FI_DEV_GPU_UTIL', ...labels }, (tick) => {
      const pod = podAt(pods, tick);
      // A kernel keeps the card busy for longer than it keeps its multiprocessors.
      return pod ? Math.min(100, Math.round(utilizationAt(pod, tick) * 1.4 + 3 * random())) : 0;
    });
    recorder.record(card.node.offset, { __name__: 'DCGM_FI_DEV_FB_USED', ...labels }, (tick) => {
      const pod = podAt(pods, tick);
      return pod ? memoryUsed(pod, tick) + 4 : 4;
    });
  }
}

/** The model and what its allocator took so far: it grows in the first minutes and is not given back. */
function memoryUsed(pod, tick) {
  const base = 2_600 + (pod.processId % 7) * 34;
  return base + 64 * Math.min(12, Math.floor((tick - pod.start) / 8));
}
