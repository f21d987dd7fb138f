import { metricsOfSeries } from './catalogue';

/** What an LLM server does to a series of its GPU: it fills the GPU at once, or takes its memory at the start. */
export type LlmEffect = 'saturates' | 'stays';

/** Why no such series tells the load of an LLM server. */
export const LLM_EFFECTS: { readonly [E in LlmEffect]: string } = {
  saturates:
    'one request after the other keeps it near 100 %, so it does not tell a busy server from an overloaded one',
  stays: 'the server takes the memory with its model, so it does not follow the load',
};

/** What to scale an LLM server on instead. */
export const LLM_LOAD_HELP = 'Scale on requests that wait or run, or on the KV cache, which the server exports itself.';

/** What an LLM server does to a series; undefined for others than utilization and memory of a GPU. */
export function llmEffectOf(series: string): LlmEffect | undefined {
  if (metricsOfSeries(series).some(({ exporter }) => exporter === 'service')) return undefined;
  if (/(?:_GPU_UTIL|_SM_UTIL|_GR_ENGINE_ACTIVE|_SM_ACTIVE)$/.test(series)) return 'saturates';
  return /(?:_FB_USED|_FB_FREE|_MEM_USED|_MEM_USED_RATIO|_FB_USED_PERCENT)$/.test(series) ? 'stays' : undefined;
}

/** An LLM server may also make embeddings or scores, in one pass each: then utilization follows the load. */
const POOLING =
  /--(?:task[= ](?:embed|embedding|classify|score|reward)|runner[= ]pooling|convert[= ](?:embed|classify|reward)|is-embedding)\b/;

/** Models that do so without a flag, by their families. */
const POOLING_MODEL =
  /(?:[/_-]|^)(?:bge|gte|e5|(?:nv-?)?embed(?:ding|dings|qa)?|(?:nv-?)?rerank(?:er|qa)?)(?:[._-]|$)/i;
const MODEL = /(?:--model(?:-id|-path)?[= ]|vllm serve )(\S+)/;

/** Whether a command line starts a server for embeddings or scores. */
export function startsPooling(command: string): boolean {
  return POOLING.test(command) || isPoolingModel(MODEL.exec(command)?.[1] ?? '');
}

/** Whether a model or an image is called like one for embeddings or scores. */
export function isPoolingModel(name: string): boolean {
  return POOLING_MODEL.test(name);
}
