import { faultsOf, judgeObjects, reasonsOf } from '../sample';
import { ahpa, deployment, hpa } from '../sample-manifests';
import { server } from '../serving';

const ID = 'workload/gpu-limit-missing';
const bare = { resources: {} };
const pods = (name: string) => ({
  metrics: [{ type: 'Pods', pods: { metric: { name }, target: { type: 'AverageValue', averageValue: '5' } } }],
});

it('workload/gpu-limit-missing finds a request without a limit', () => {
  const report = judgeObjects([server({ resources: { requests: { 'nvidia.com/mig-1g.10gb': 1, cpu: 1 } } })]);
  expect(faultsOf(report, ID)).toEqual([
    'error /spec/template/spec/containers/0/resources/requests/nvidia.com~1mig-1g.10gb container server requests nvidia.com/mig-1g.10gb without a limit, and the API server refuses the pod: an extended resource cannot be overcommitted',
  ]);
});

it('workload/gpu-limit-missing finds the request of an init container', () => {
  const initContainers = [{ name: 'warm', image: 'a:1', resources: { requests: { 'nvidia.com/gpu': 1 } } }];
  expect(faultsOf(judgeObjects([server({}, { initContainers })]), ID)).toEqual([
    expect.stringContaining(
      'error /spec/template/spec/initContainers/0/resources/requests/nvidia.com~1gpu container warm requests nvidia.com/gpu without a limit',
    ),
  ]);
});

it.each([
  'nvidia.com/gpumem',
  'volcano.sh/vgpu-number',
  'aliyun.com/gpu-count',
  'tencent.com/vcuda-core',
  'huawei.com/Ascend910',
  'habana.ai/gaudi',
])('workload/gpu-limit-missing cannot tell whether %s is a GPU', (resource) => {
  const report = judgeObjects([server({ resources: { limits: { [resource]: '1' } } }), hpa()]);
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([`notCheckable: nothing tells whether ${resource} is a GPU`]);
});

it.each<[string, object, string]>([
  [
    'an HPA on a series of the GPU',
    hpa(),
    'HorizontalPodAutoscaler default/bert scales on DCGM_CUSTOM_PROCESS_SM_UTIL',
  ],
  ['an AHPA on the resource gpu', ahpa(), 'AdvancedHorizontalPodAutoscaler default/bert scales on the resource gpu'],
])('workload/gpu-limit-missing finds a workload without a GPU under %s', (_, autoscaler, message) => {
  const [fault, ...others] = faultsOf(judgeObjects([server(bare), autoscaler]), ID);
  expect(fault).toContain(`warning /spec/template/spec/containers/0`);
  expect(fault).toContain(message);
  expect(others).toEqual([]);
});

it.each<[string, readonly object[]]>([
  ['a limit', [deployment(), hpa()]],
  [
    'a limit of a sidecar',
    [
      server(bare, {
        initContainers: [
          { name: 'engine', image: 'a:1', restartPolicy: 'Always', resources: { limits: { 'nvidia.com/gpu': 1 } } },
        ],
      }),
      hpa(),
    ],
  ],
  [
    'a claim of a device',
    [server({ resources: { claims: [{ name: 'gpu' }] } }, { resourceClaims: [{ name: 'gpu' }] }), hpa()],
  ],
  ['a metric of the server itself', [server(bare), hpa({ spec: pods('vllm_num_requests_waiting') })]],
  ['a series that nobody knows', [server(bare), hpa({ spec: pods('queue_depth') })]],
])('workload/gpu-limit-missing passes %s', (_, objects) => {
  const report = judgeObjects(objects);
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});
