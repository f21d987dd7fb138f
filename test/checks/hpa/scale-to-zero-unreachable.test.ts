import { faultsOf, judgeObjects, reasonsOf } from '../sample';
import { deployment, hpa } from '../sample-manifests';

const ID = 'hpa/scale-to-zero-unreachable';
const external = (name: string) => ({
  type: 'External',
  external: { metric: { name }, target: { type: 'AverageValue', averageValue: '5' } },
});
const judge = (minReplicas: number, ...metrics: readonly object[]) =>
  judgeObjects([deployment(), hpa({ spec: { minReplicas, metrics } })], { options: { dialect: 'ack' } });

it('hpa/scale-to-zero-unreachable finds metrics that vanish with the last pod', () => {
  expect(faultsOf(judge(0, external('vllm_num_requests_waiting_over_pods')), ID)).toEqual([
    'error /spec/minReplicas minReplicas is 0, and vllm:num_requests_waiting comes from the pods themselves: with the last pod it vanishes, and nothing wakes the service again',
  ]);
});

it('hpa/scale-to-zero-unreachable finds metrics of GPUs, whose exporter runs on', () => {
  const metrics = [external('DCGM_FI_DEV_GPU_UTIL'), external('vllm_num_requests_waiting_over_pods')];
  expect(faultsOf(judge(0, metrics[0]!), ID)).toEqual([
    'error /spec/minReplicas minReplicas is 0, and DCGM_FI_DEV_GPU_UTIL tells of GPUs: without a pod none works for it, and nothing wakes the service again',
  ]);
  expect(faultsOf(judge(0, ...metrics), ID)).toEqual([
    'error /spec/minReplicas minReplicas is 0, and vllm:num_requests_waiting comes from the pods themselves: with the last pod it vanishes; DCGM_FI_DEV_GPU_UTIL tells of GPUs: without a pod none works for it, and nothing wakes the service again',
  ]);
});

it('hpa/scale-to-zero-unreachable passes a floor of 1, and a metric of a cloud service', () => {
  for (const report of [judge(1, external('vllm_num_requests_waiting_over_pods')), judge(0, external('slb_l7_qps'))]) {
    expect(faultsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  }
});

it('hpa/scale-to-zero-unreachable cannot tell about series that nobody knows, or without an External metric', () => {
  expect(reasonsOf(judge(0, external('queue_depth')), ID)).toEqual([
    'notCheckable: nothing tells whether queue_depth has values without a pod',
  ]);
  expect(reasonsOf(judgeObjects([deployment(), hpa({ spec: { minReplicas: 0 } })]), ID)).toEqual([
    'notCheckable: it has no External or Object metric, which the API server refuses',
  ]);
});
