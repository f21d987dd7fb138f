const { table } = require('./table');

const INTRODUCTION = `# Presets

Thresholds and behaviors to start from. This page is written by \`npm run docs\`; a test compares it with the catalogue.

**Each of them must be tuned.** No preset knows your model, your hardware, or what you promised to whom. A preset is a plain value: spread it, shorten
it, or write your own number in its place.

\`\`\`ts
import { definePolicy, Gpu, presets, ScalingPolicy } from 'foresail';

export const chat = definePolicy('chat', {
  image: 'vllm/vllm-openai:v0.18.0',
  port: 8000,
  gpu: Gpu.dedicated(1),
  scaling: ScalingPolicy.hpa({
    minReplicas: 2,
    maxReplicas: 6,
    metrics: presets.vllm.queueAndKvCache('0.18.0'),
    behavior: presets.behavior.interactive,
  }),
});
\`\`\`

An author who knows better writes \`metrics: [metrics.vllm.numRequestsWaiting.perPod(12)]\`.`;

const BEHAVIORS = `With \`startup\` of the policy, the periods of **up** are at least \`startup.expected\`, up to the 1800 s that Kubernetes takes: an HPA that adds pods while
others still start counts their load twice. What you write in place of a preset's \`scaleUp\` stays as you wrote it.`;

const CALLS = {
  vllmQueue: ['presets.vllm.queue()', 'presets.vllm.queueAndKvCache(version)', 'presets.vllm.queueAndGpuCache()'],
  vllmDemand: ['presets.vllm.demand({ maxBatch })'],
  vllmKvCache: ['presets.vllm.queueAndKvCache(version)', 'presets.vllm.queueAndGpuCache()'],
  tgiQueue: ['presets.tgi.queue()'],
  tgiBatch: ['presets.tgi.batch({ maxBatch })'],
  sglangQueue: ['presets.sglang.queueAndTokenUsage()'],
  sglangTokenUsage: ['presets.sglang.queueAndTokenUsage()'],
  tritonQueueCompute: ['presets.triton.queueCompute()'],
};

/** `docs/presets.md`: each value with its source and how to tune it. */
exports.presetsPage = ({ metricPresets, utilizationPreset, behaviorPresets }) => {
  const thresholds = Object.entries(metricPresets).map(([key, { metrics, target, of, source, tune }]) => [
    CALLS[key].map((call) => `\`${call}\``).join(', '),
    metrics.map(({ name }) => `\`${name}\``).join(', or before its renaming '),
    of ? `${target} x ${of}` : target,
    source,
    tune,
  ]);
  const { target, source, tune } = utilizationPreset;
  thresholds.push([
    '`presets.dedicatedUtilization()`',
    "the utilization of the pod's own card",
    `${target} %`,
    source,
    tune,
  ]);
  const behaviors = Object.entries(behaviorPresets).map(([key, preset]) => [
    `\`presets.behavior.${key}\``,
    preset.purpose,
    rules(preset.scaleUp),
    rules(preset.scaleDown),
    preset.source,
    preset.tune,
  ]);
  return `${[
    INTRODUCTION,
    '## Thresholds',
    table(['preset', 'metric per pod', 'value', 'where it comes from', 'how to tune it'], thresholds),
    '## Behaviors',
    BEHAVIORS,
    table(['preset', 'for', 'up', 'down', 'where it comes from', 'how to tune it'], behaviors),
  ].join('\n\n')}\n`;
};

function rules({ stabilizationWindowSeconds, policies }) {
  const rates = policies.map(
    ({ type, value, periodSeconds }) =>
      `${value}${type === 'Percent' ? ' %' : value === 1 ? ' pod' : ' pods'} in ${periodSeconds} s`,
  );
  return `${rates.join(' or ')}, window ${stabilizationWindowSeconds} s`;
}
