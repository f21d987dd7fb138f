const { table } = require('./table');

const TITLES = {
  dcgm: [
    'DCGM: `metrics.dcgm`',
    "What NVIDIA's dcgm-exporter, and exporters with its names, say of a card or a slice.",
  ],
  ack: ['ACK: `metrics.ack`', 'What the GPU exporter of ACK says of each container.'],
  vllm: ['vLLM: `metrics.vllm`', ''],
  triton: ['Triton: `metrics.triton`', ''],
  tgi: ['Text Generation Inference: `metrics.tgi`', ''],
  sglang: ['SGLang: `metrics.sglang`', ''],
  torchServe: ['TorchServe: `metrics.torchServe`', ''],
};

const INTRODUCTION = `# Metrics

The catalogue of metrics that a policy can scale on. This page is written by \`npm run docs\`; a test compares it with the catalogue.

- **per pod**: how several series of one pod, such as one for each GPU or rank, become one value.
- **adds up**: the values of all pods are the demand on the service, so \`asExternal()\` can sum them.
- A counter is rated over four scrape intervals, and a minute at least. A histogram is served as the quantiles \`p50\`, \`p90\`, \`p95\` and \`p99\`.
- \`quotient\` is one thing by another, \`ratio\` a part of a whole from 0 to 1, \`percent\` 0 to 100. What is \`perSecond\` says of what in its own row.
- A metric for people has no \`perPod(n)\`; \`expose\` of a cluster serves it.
- What a server exports itself is valid on every GPU. The GPU's own metrics are not: **valid on** says where.`;

/** `docs/metrics.md`: the catalogue by exporter. */
exports.metricsPage = (metricsByExporter) => {
  const sections = Object.entries(metricsByExporter).map(([exporter, metrics]) => {
    const [title, text] = TITLES[exporter];
    const rows = Object.entries(metrics).map(([key, metric]) => [
      `\`${key}\``,
      `\`${metric.name}\``,
      metric.description + conditions(metric) + readers(metric),
      madeFrom(metric),
      metric.unit,
      metric.scope,
      metric.summedOver ? `${metric.aggregation}, summed over \`${metric.summedOver}\`` : metric.aggregation,
      metric.additive ? 'yes' : 'no',
      metric.validOn.length === 4 ? 'all' : metric.validOn.join(', '),
      metric.source,
    ]);
    const head = [
      'metric',
      'API metric',
      'what',
      'made from',
      'unit',
      'of',
      'per pod',
      'adds up',
      'valid on',
      'source',
    ];
    return [`## ${title}`, ...(text ? [text] : []), table(head, rows)].join('\n\n');
  });
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
};

/** In which versions of its engine a metric exists, and what the engine must be told. */
function conditions({ since, until, requires }) {
  const words = [since && `from ${since} on`, until && `before ${until}`, requires && `needs \`${requires}\``];
  const given = words.filter(Boolean);
  return given.length > 0 ? ` (${given.join(', ')})` : '';
}

/** That a metric is no input of an autoscaler, and why. */
function readers({ notForScaling }) {
  return notForScaling ? `. For people and no autoscaler: ${notForScaling}` : '';
}

function madeFrom({ type, series, addend, denominator }) {
  const parts = [`${type} \`${series}\``];
  if (addend) parts.push(`plus \`${addend}\``);
  if (denominator) parts.push(`by \`${denominator}\``);
  return parts.join(' ');
}
