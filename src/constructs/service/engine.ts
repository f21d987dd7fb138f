import { isEarlierEngine, isEngineVersion } from '../../metrics/engine-version';
import { INFERENCE_ENGINES, type InferenceEngine } from '../../metrics/inference-engines';

/** A version of vLLM, such as `0.18.0`. */
export type VllmVersion = `${number}.${number}.${number}`;

/** What the container of an SGLang server does not show. */
export interface SglangProps {
  /**
   * Whether SGLang runs with `--enable-metrics` although neither `command` nor `args` of the policy say so: the image's own
   * entry point does, or a configuration file.
   *
   * @default false
   */
  readonly metricsEnabled?: boolean;
}

/**
 * The inference server in a service's container. It tells where to ask whether the model is loaded, how requests in flight are
 * given time when a pod goes, and which metrics there are: those of another engine, or of another version, are refused. So is an
 * official image of another engine or version.
 */
export class Engine {
  /**
   * vLLM. The version counts: 0.18.0 brought `--shutdown-timeout`, and an earlier one does not start with a flag that it does
   * not know; metrics came and went.
   */
  public static vllm(version: VllmVersion): Engine {
    const isEarlier = isEngineVersion(version) && isEarlierEngine(version, INFERENCE_ENGINES.vllm.drain.since);
    return new Engine(isEarlier ? INFERENCE_ENGINES.earlierVllm : INFERENCE_ENGINES.vllm, { version });
  }

  /** The Triton Inference Server; the policy's `port` is that of its HTTP API. */
  public static triton(): Engine {
    return new Engine(INFERENCE_ENGINES.triton);
  }

  /** Hugging Face's Text Generation Inference. */
  public static tgi(): Engine {
    return new Engine(INFERENCE_ENGINES.tgi);
  }

  /** SGLang. It has metrics only with `--enable-metrics`. */
  public static sglang(props?: SglangProps): Engine {
    return new Engine(INFERENCE_ENGINES.sglang, { metricsEnabled: props?.metricsEnabled === true });
  }

  /** TorchServe; the policy's `port` is that of its inference API. It has metrics only with `metrics_mode=prometheus`. */
  public static torchServe(): Engine {
    return new Engine(INFERENCE_ENGINES.torchServe);
  }

  private constructor(
    /** What is known of the server. */
    public readonly facts: InferenceEngine,
    /** What the policy says of it: its version, where that counts, and whether its metrics are known to be on. */
    public readonly given: { readonly version?: string; readonly metricsEnabled?: boolean } = {},
  ) {}
}
