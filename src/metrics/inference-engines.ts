/** What an inference server does once it is asked to stop. */
export type EngineDrain =
  /** It waits for running requests as long as a flag says. */
  | {
      readonly kind: 'flag';
      readonly flag: string;
      /** The version that brought the flag. An earlier one does not start with it. @default - all that we know have it */
      readonly since?: string;
    }
  /** It waits for running requests, for a time that nobody can set. */
  | { readonly kind: 'fixed'; readonly seconds: number }
  /** It waits for running requests until it is killed. */
  | { readonly kind: 'unlimited' }
  /** It cuts them off, or nobody says what it does. */
  | { readonly kind: 'none' };

/** The inference servers that we know, as `Engine` and the catalogue of metrics name them. */
export type EngineKind = 'vllm' | 'triton' | 'tgi' | 'sglang' | 'torchServe';

/** What an inference server is like to Kubernetes. Plain data, for writers and readers. */
export interface InferenceEngine {
  readonly kind: EngineKind;
  readonly title: string;
  /** An engine inside of it, whose metrics it passes on. @default - none */
  readonly passesOn?: EngineKind;
  /** The path that answers 200 once the model is loaded. */
  readonly healthPath: string;
  /** Whether it serves language models alone, or what uses the GPU alike. @default false */
  readonly isLlmServer?: boolean;
  readonly drain: EngineDrain;
  readonly source: string;
}

const VLLM = { kind: 'vllm', title: 'vLLM', healthPath: '/health', isLlmServer: true } as const;

/** The inference servers that we know. */
export const INFERENCE_ENGINES = {
  vllm: {
    ...VLLM,
    drain: { kind: 'flag', flag: '--shutdown-timeout', since: '0.18.0' },
    source: 'vllm-project/vllm#36666, part of 0.18.0; without the flag, running requests are cut off',
  },
  /** vLLM before 0.18.0. */
  earlierVllm: {
    ...VLLM,
    drain: { kind: 'none' },
    source: 'vllm-project/vllm#24885: before 0.18.0 nothing limits or grants the time to drain',
  },
  /** Its vLLM backend passes on the metrics of vLLM: triton-inference-server/vllm_backend, "Triton Metrics". */
  triton: {
    kind: 'triton',
    title: 'Triton',
    passesOn: 'vllm',
    healthPath: '/v2/health/ready',
    drain: { kind: 'flag', flag: '--exit-timeout-secs' },
    source: 'triton-inference-server/server, command line: seconds to wait for in-flight inferences when exiting',
  },
  tgi: {
    kind: 'tgi',
    title: 'Text Generation Inference',
    healthPath: '/health',
    isLlmServer: true,
    drain: { kind: 'fixed', seconds: 90 },
    source: 'huggingface/text-generation-inference#2035: the queue is worked off for at most 90 seconds',
  },
  sglang: {
    kind: 'sglang',
    title: 'SGLang',
    healthPath: '/health',
    isLlmServer: true,
    drain: { kind: 'unlimited' },
    source: 'smg-project/smg#1172 and InftyAI/llmaz#381: SIGTERM drains, and the grace period of the pod limits it',
  },
  torchServe: {
    kind: 'torchServe',
    title: 'TorchServe',
    healthPath: '/ping',
    drain: { kind: 'none' },
    source: 'TorchServe, "Health check API"; it documents no time to drain',
  },
} as const satisfies Record<string, InferenceEngine>;
