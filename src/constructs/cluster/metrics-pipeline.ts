import type { PipelineFacts } from '../../kubernetes/cluster-facts';

/** Where ack-alibaba-cloud-metrics-adapter reads its metrics. */
export interface AckAdapterProps {
  /**
   * The HTTP API address of Prometheus, or a placeholder such as `${PROMETHEUS_URL}` that the cluster's `substitutions`
   * declare.
   */
  readonly prometheusUrl: string;
}

/** How prometheus-adapter is installed, and so in which form it takes its rules. */
export type PrometheusAdapterProps = {
  /**
   * The adapter's namespace, where the ConfigMap is written.
   *
   * @default 'monitoring'
   */
  readonly namespace?: string;
} & (
  | {
      /** A ConfigMap `adapter-config`, which the adapter mounts. */
      readonly output: 'configMap';
      /**
       * `existing`: also values for the community chart that refer to the ConfigMap. Its name then carries the hash of
       * the rules, so that a change rolls the adapter.
       *
       * @default - no values: the adapter is not installed by the community chart
       */
      readonly adapterValues?: 'existing';
    }
  | {
      /** Values for the community chart that carry the rules. */
      readonly output: 'helmValues';
    }
);

/** How a scaling metric reaches the autoscalers of a cluster. */
export class MetricsPipeline {
  /** ack-alibaba-cloud-metrics-adapter, by Helm values. */
  public static ackAdapter(props: AckAdapterProps): MetricsPipeline {
    return new MetricsPipeline({ kind: 'ackAdapter' }, props.prometheusUrl);
  }

  /** prometheus-adapter, by a ConfigMap or by values for the community chart. */
  public static prometheusAdapter(props: PrometheusAdapterProps): MetricsPipeline {
    const { namespace = 'monitoring', output } = props;
    const existing = props.output === 'configMap' && props.adapterValues !== undefined;
    return new MetricsPipeline({
      kind: 'prometheusAdapter',
      output,
      ...(existing && { adapterValues: 'existing' }),
      namespace,
    });
  }

  private constructor(
    /** What `cluster.yaml` says about the pipeline. */
    public readonly facts: PipelineFacts,
    /** The address that the adapter's values carry; undefined where they carry none. */
    public readonly prometheusUrl: string | undefined = undefined,
  ) {}
}
