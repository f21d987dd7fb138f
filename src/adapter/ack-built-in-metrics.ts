/**
 * The external metrics that the ACK adapter makes itself, from cloud services, without any rule.
 * Source: AliyunContainerService/alibaba-cloud-metrics-adapter, pkg/metrics and docs/metrics.
 */
const BUILT_IN: { readonly [family: string]: string } = {
  sls_: `ingress_qps alb_ingress_qps ingress_latency_avg ingress_latency_p50 ingress_latency_p95 ingress_latency_p99
    ingress_latency_p9999 ingress_inflow`,
  slb_l4_: 'traffic_rx traffic_tx packet_tx packet_rx active_connection max_connection connection_utilization',
  slb_l7_: 'qps rt status_2xx status_3xx status_4xx status_5xx upstream_4xx upstream_5xx upstream_rt',
  k8s_workload_: `cpu_util cpu_limit cpu_request memory_usage memory_request memory_limit memory_working_set memory_rss
    memory_cache network_tx_rate network_rx_rate network_tx_errors network_rx_errors`,
  ahas_sentinel_: 'total_qps pass_qps block_qps avg_rt',
  cost_: `cpu_request cpu_limit cpu_usage cpu_utilization memory_request memory_limit memory_usage memory_utilization hour day
    week month min ratio percorepricing`,
};

const NAMES = new Set(
  Object.entries(BUILT_IN).flatMap(([family, names]) => names.split(/\s+/).map((name) => family + name)),
);

/** `listed`: one of those that are known. `family`: called as they are, and perhaps one of a newer version. */
export function ackBuiltInOf(externalMetric: string): 'listed' | 'family' | undefined {
  if (NAMES.has(externalMetric)) return 'listed';
  return Object.keys(BUILT_IN).some((family) => externalMetric.startsWith(family)) ? 'family' : undefined;
}
