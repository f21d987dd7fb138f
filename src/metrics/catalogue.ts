import { ACK_METRICS } from './ack-metrics';
import { DCGM_METRICS } from './dcgm-metrics';
import { type MetricDefinition, nameOfService, nameOverPods } from './metric-definition';
import { withQuantiles } from './quantiles';
import { SGLANG_METRICS } from './sglang-metrics';
import { TGI_METRICS } from './tgi-metrics';
import { TORCH_SERVE_METRICS } from './torch-serve-metrics';
import { TRITON_METRICS } from './triton-metrics';
import { VLLM_METRICS } from './vllm-metrics';

/** Every metric we know by who exports it, in the order of the catalogue. */
export const METRICS_BY_EXPORTER = {
  dcgm: DCGM_METRICS,
  ack: ACK_METRICS,
  vllm: VLLM_METRICS,
  triton: TRITON_METRICS,
  tgi: TGI_METRICS,
  sglang: SGLANG_METRICS,
  torchServe: TORCH_SERVE_METRICS,
} as const satisfies Record<string, Record<string, MetricDefinition>>;

/** Every metric we know. */
export const METRIC_CATALOGUE: readonly MetricDefinition[] = Object.values(METRICS_BY_EXPORTER).flatMap(
  (metrics: Record<string, MetricDefinition>) => Object.values(metrics),
);

/** A histogram is served as quantiles; what adds up is served as a sum over pods too. */
const BY_NAME = new Map(
  METRIC_CATALOGUE.flatMap((metric) => {
    const served = metric.type === 'histogram' ? withQuantiles(metric) : [metric];
    return served.flatMap((each) =>
      [each.name, nameOverPods(each.name), nameOfService(each.name)].map((name) => [name, each] as const),
    );
  }),
);

/** The metric that the metrics API serves under this name. */
export function findMetric(name: string): MetricDefinition | undefined {
  return BY_NAME.get(name);
}

/** The metrics that are made from a series, as value, as addend or as denominator. */
export function metricsOfSeries(series: string): readonly MetricDefinition[] {
  return METRIC_CATALOGUE.filter(
    (metric) => metric.series === series || metric.addend === series || metric.denominator === series,
  );
}
