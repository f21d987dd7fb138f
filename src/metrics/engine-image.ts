import { isEngineVersion } from './engine-version';
import type { EngineKind } from './inference-engines';

/** The images that the makers of the inference servers publish. */
const OFFICIAL_REPOSITORIES: { readonly [repository: string]: EngineKind } = {
  'vllm/vllm-openai': 'vllm',
  'nvcr.io/nvidia/tritonserver': 'triton',
  'ghcr.io/huggingface/text-generation-inference': 'tgi',
  'lmsysorg/sglang': 'sglang',
  'pytorch/torchserve': 'torchServe',
};

/** The programs of the servers, as a command or a script names them. */
export const ENGINE_PROGRAMS: { readonly [K in EngineKind]: RegExp } = {
  vllm: /(?:^|\s)(?:vllm serve|-m vllm\.entrypoints)/,
  triton: /(?:^|[\s/])tritonserver(?:\s|$)/,
  tgi: /(?:^|\s)text-generation-launcher/,
  sglang: /(?:^|\s)-m sglang[._]launch_server/,
  torchServe: /(?:^|[\s/])torchserve(?:\s|$)/,
};

/** What the name of an official image tells. */
export interface EngineImage {
  readonly kind: EngineKind;
  readonly repository: string;
  /** Undefined where the tag is no plain version, or a digest decides. */
  readonly version: string | undefined;
}

/** The inference server in an official image; undefined for other images, which tell nothing. */
export function engineImageOf(image: string): EngineImage | undefined {
  const [tagged = '', digest] = image.split('@');
  const colon = tagged.lastIndexOf(':') > tagged.lastIndexOf('/') ? tagged.lastIndexOf(':') : tagged.length;
  const repository = tagged.slice(0, colon).replace(/^(?:index\.)?docker\.io\//, '');
  if (!Object.hasOwn(OFFICIAL_REPOSITORIES, repository)) return undefined;
  const version = tagged.slice(colon + 1).replace(/^v/, '');
  return {
    kind: OFFICIAL_REPOSITORIES[repository]!,
    repository,
    version: digest === undefined && isEngineVersion(version) ? version : undefined,
  };
}
