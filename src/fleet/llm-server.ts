import type { Container } from '../autoscaling/workload/container';
import { ENGINE_PROGRAMS } from '../metrics/engine-image';
import { isPoolingModel, startsPooling } from '../metrics/llm-load';
import type { Workload } from './workload';

interface LlmServer {
  readonly title: string;
  readonly image: RegExp;
  readonly command?: RegExp;
}

/** Servers of large language models, by a part of the image's name or of the command. */
const LLM_SERVERS: readonly LlmServer[] = [
  { title: 'vLLM', image: /(?:^|[/-])vllm(?:[-/:@]|$)/, command: ENGINE_PROGRAMS.vllm },
  {
    title: 'Text Generation Inference',
    image: /(?:^|\/)text-generation-inference(?:[-:@]|$)/,
    command: ENGINE_PROGRAMS.tgi,
  },
  { title: 'SGLang', image: /(?:^|\/)sglang(?:[-:@]|$)/, command: ENGINE_PROGRAMS.sglang },
  { title: 'TensorRT-LLM', image: /(?:^|[/-])(?:tensorrt-?llm|trtllm)/, command: /(?:^|\s)trtllm-serve/ },
  { title: 'Ollama', image: /(?:^|\/)ollama(?:[:@]|$)/, command: /(?:^|\s|\/)ollama serve/ },
  // Others of these images fold proteins or hear speech, so the name of the model must tell.
  {
    title: 'NVIDIA NIM',
    image: /^nvcr\.io\/nim\/[^/]+\/[^/]*(?:llama|mistral|mixtral|gemma|qwen|deepseek|nemotron|gpt-oss|llm-nim)/,
  },
];

/** What stands beside a server and is called like it. */
const COMPANION = /(?:^|[/-])[^/]*(?:exporter|router|proxy|gateway|operator|benchmark|bench|client)[^/]*$/;

/** The server of a language model that a workload runs; undefined where none is recognised. */
export function llmServerOf(workload: Workload): string | undefined {
  for (const container of onGpu(workload)) {
    const command = container.words.map(({ text }) => text).join(' ');
    const image = container.image.replace(/@.*/, '');
    if (startsPooling(command)) continue;
    const name = image.slice(0, image.lastIndexOf(':') > image.lastIndexOf('/') ? image.lastIndexOf(':') : undefined);
    const isServer = !COMPANION.test(name) && !isPoolingModel(name);
    const server = LLM_SERVERS.find((one) => (isServer && one.image.test(image)) || one.command?.test(command));
    if (server) return server.title;
  }
  return undefined;
}

/** Whether a container runs the server of this title. */
export function runsServer(title: string, { image, words }: Container): boolean {
  const server = LLM_SERVERS.find((one) => one.title === title);
  const command = words.map(({ text }) => text).join(' ');
  return !!server && ((server.image.test(image) && !COMPANION.test(image)) || !!server.command?.test(command));
}

/** The containers that hold GPUs, or all where none says so. */
function onGpu({ containers, gpuRequests }: Workload): readonly Container[] {
  const holding = containers.filter(({ path }) => gpuRequests.some((request) => request.path.startsWith(`${path}/`)));
  return holding.length > 0 ? holding : containers;
}
