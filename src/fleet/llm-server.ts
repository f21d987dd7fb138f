import type { Workload } from './workload';

/** Servers of large language models, by a part of the image's name or of the command. */
const LLM_SERVERS: readonly { readonly title: string; readonly image: RegExp; readonly command: RegExp }[] = [
  { title: 'vLLM', image: /(?:^|[/-])vllm(?:[-/:@]|$)/, command: /(?:^|\s)(?:vllm serve|-m vllm\.entrypoints)/ },
  {
    title: 'Text Generation Inference',
    image: /(?:^|\/)text-generation-inference(?:[-:@]|$)/,
    command: /(?:^|\s)text-generation-launcher/,
  },
  { title: 'SGLang', image: /(?:^|\/)sglang(?:[-:@]|$)/, command: /(?:^|\s)-m sglang[._]launch_server/ },
  { title: 'TensorRT-LLM', image: /(?:^|[/-])(?:tensorrt-?llm|trtllm)/, command: /(?:^|\s)trtllm-serve/ },
];

/** Such a server may also make embeddings or scores, in one pass each: then utilization follows the load. */
const POOLING = /--(?:task[= ](?:embed|embedding|classify|score|reward)|runner[= ]pooling|is-embedding)\b/;

/** The server of a language model that a workload runs; undefined where none is recognised. */
export function llmServerOf({ containers }: Workload): string | undefined {
  for (const { image, words } of containers) {
    const command = words.map(({ text }) => text).join(' ');
    if (POOLING.test(command)) continue;
    const server = LLM_SERVERS.find((one) => one.image.test(image) || one.command.test(command));
    if (server) return server.title;
  }
  return undefined;
}
