import { ackBuiltInOf } from '../../src/adapter/ack-built-in-metrics';

it.each<[string, 'listed' | 'family' | undefined]>([
  ['sls_ingress_qps', 'listed'],
  ['sls_alb_ingress_qps', 'listed'],
  ['sls_ingress_latency_p9999', 'listed'],
  ['slb_l4_active_connection', 'listed'],
  ['slb_l7_status_5xx', 'listed'],
  ['k8s_workload_memory_working_set', 'listed'],
  ['ahas_sentinel_total_qps', 'listed'],
  ['cost_percorepricing', 'listed'],
  ['sls_ingress_latency_p42', 'family'],
  ['slb_l4_', 'family'],
  ['slb_l5_qps', undefined],
  ['queue_sls_ingress_qps', undefined],
  ['DCGM_FI_DEV_GPU_UTIL', undefined],
  ['', undefined],
])('%p is %p among the metrics of the ACK adapter itself', (name, expected) => {
  expect(ackBuiltInOf(name)).toBe(expected);
});
