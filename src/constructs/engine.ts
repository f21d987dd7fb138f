import { INFERENCE_ENGINES, type InferenceEngine } from '../metrics/inference-engines';

/** A version of vLLM, such as `0.18.0`. */
export type VllmVersion = `${number}.${number}.${number}`;

/**
 * The inference server in a service's container. It tells where to ask whether the model is loaded, and how requests in
 * flight are given time when a pod goes.
 */
export class Engine {
  /**
   * vLLM. The version counts: 0.18.0 brought `--shutdown-timeout`, and an earlier one does not start with a flag that it does
   * not know.
   */
  public static vllm(version: VllmVersion): Engine {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    return new Engine(major > 0 || minor >= 18 ? INFERENCE_ENGINES.vllm : INFERENCE_ENGINES.earlierVllm);
  }

  /** The Triton Inference Server; the policy's `port` is that of its HTTP API. */
  public static triton(): Engine {
    return new Engine(INFERENCE_ENGINES.triton);
  }

  /** Hugging Face's Text Generation Inference. */
  public static tgi(): Engine {
    return new Engine(INFERENCE_ENGINES.tgi);
  }

  /** SGLang. */
  public static sglang(): Engine {
    return new Engine(INFERENCE_ENGINES.sglang);
  }

  /** TorchServe; the policy's `port` is that of its inference API. */
  public static torchServe(): Engine {
    return new Engine(INFERENCE_ENGINES.torchServe);
  }

  private constructor(
    /** What is known of the server. */
    public readonly facts: InferenceEngine,
  ) {}
}
