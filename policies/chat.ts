import { Duration, definePolicy, Engine, Gpu, presets, ScalingPolicy } from 'foresail';

const VERSION = '0.18.0';

/** A chat model on two cards per pod: vLLM, scaled on its queue and its KV cache. */
export const chat = definePolicy('chat', {
  image: `vllm/vllm-openai:v${VERSION}`,
  port: 8000,
  namespace: 'chat',
  gpu: Gpu.dedicated(2),
  engine: Engine.vllm(VERSION),
  args: ['--model=Qwen/Qwen2.5-32B-Instruct', '--tensor-parallel-size=2'],
  startup: { expected: Duration.minutes(4), max: Duration.minutes(12) },
  drain: Duration.seconds(120),
  scaling: ScalingPolicy.hpa({
    minReplicas: 2,
    maxReplicas: 6,
    metrics: presets.vllm.queueAndKvCache(VERSION),
    behavior: presets.behavior.interactive,
  }),
});
