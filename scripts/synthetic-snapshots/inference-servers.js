const { demandOf } = require('./demand');
const { createNodes, utilizationAt } = require('./gpu-nodes');
const { horizontalScaling } = require('./horizontal-scaling');
const { createRandom } = require('./random');
const { STEP_MS } = require('./recorded-time');
const { simulatePods } = require('./simulate-pods');

/** Demand in percent of one GPU by the hour. */
const DAY = [
  [0, 40],
  [4, 18],
  [8, 90],
  [11, 150],
  [14, 120],
  [18, 170],
  [22, 80],
  [24, 40],
];

const round = (value, digits) => Math.round(value * 10 ** digits) / 10 ** digits;
const STEP_SECONDS = STEP_MS / 1000;

/** What a server exports: its type, and its value from a pod's utilization at a scrape; of a counter, how much it grows. */
const SERVERS = {
  vllm: {
    labels: { model_name: 'Qwen/Qwen2.5-32B-Instruct', engine: '0' },
    metrics: {
      'vllm:num_requests_running': [
        'gauge',
        'Number of requests in model execution batches.',
        (load) => Math.round(load * 2),
      ],
      'vllm:num_requests_waiting': [
        'gauge',
        'Number of requests waiting to be processed.',
        (load) => Math.max(0, Math.round((load - 28) / 1.5)),
      ],
      'vllm:kv_cache_usage_perc': [
        'gauge',
        'KV-cache usage. 1 means 100 percent usage.',
        (load, random) => round(Math.min(1, load / 55 + 0.02 * random()), 4),
      ],
    },
  },
  triton: {
    labels: { model: 'resnet50', version: '1' },
    metrics: {
      nv_inference_request_success: ['counter', 'Number of successful inference requests.', (load) => load * 12],
      nv_inference_queue_duration_us: [
        'counter',
        'Cumulative inference queuing duration in microseconds.',
        (load) => Math.round(load * STEP_SECONDS * 10_000 * (load / 36) ** 3),
      ],
      nv_inference_compute_infer_duration_us: [
        'counter',
        'Cumulative compute inference duration in microseconds.',
        (load) => load * STEP_SECONDS * 10_000,
      ],
    },
  },
  tgi: {
    labels: {},
    metrics: {
      tgi_request_count: ['counter', 'Requests.', (load) => load * 4],
      tgi_queue_size: ['gauge', 'Requests in the queue.', (load) => Math.max(0, Math.round((load - 27) / 1.5))],
    },
  },
  embedder: {
    labels: {},
    metrics: {
      embedder_inflight_requests: ['gauge', 'Requests that are computed or wait.', (load) => Math.round(load / 4)],
    },
  },
};

/** The types of everything that these servers export. */
exports.serverMetadata = (servers) =>
  servers.flatMap(({ server }) =>
    Object.entries(SERVERS[server].metrics).map(([name, [type, help]]) => ({ name, type, unit: '', help })),
  );

/** What selects everything that these servers export. */
exports.serverSelectors = (servers) =>
  servers.map(({ server }) => `{__name__=~"${Object.keys(SERVERS[server].metrics).join('|')}"}`);

/**
 * A day of services as a PodMonitor scrapes them: `{server, name, namespace, hash, minReplicas, maxReplicas, hoursAhead}`. They
 * draw numbers of their own, so that what was recorded before stays as it is.
 */
exports.recordServers = (recorder, seed, servers) => {
  const random = createRandom(seed);
  for (const { server, minReplicas, maxReplicas, hoursAhead, ...service } of servers) {
    const nodes = createNodes(random, {
      addresses: ['200.10'],
      nameOf: (address) => `node-${address}`,
      cardsPerNode: 40,
    });
    const demand = demandOf(random, { shape: DAY, hoursAhead });
    const replicas = horizontalScaling({ target: 30, minReplicas, maxReplicas });
    const running = { ...service, container: service.name, demand, replicas };
    for (const pod of simulatePods(random, [running], nodes[0].cards))
      recordServer(recorder, random, pod, SERVERS[server]);
  }
};

function recordServer(recorder, random, pod, { labels, metrics }) {
  const { service, name, card } = pod;
  const target = {
    ...labels,
    namespace: service.namespace,
    pod: name,
    container: service.container,
    endpoint: 'http',
    instance: `10.1.${card.node.address}:${8000 + Number(card.gpu)}`,
    job: `${service.namespace}/${service.name}`,
  };
  for (const [metric, [type, , valueAt]] of Object.entries(metrics)) {
    let total = 0;
    recorder.recordSpans(card.node.offset, { __name__: metric, ...target }, [pod], (tick) => {
      const value = valueAt(utilizationAt(pod, tick), random);
      total += value;
      return type === 'counter' ? total : value;
    });
  }
}
