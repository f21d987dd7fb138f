import { faultsOf, judgeObjects, reasonsOf } from '../sample';
import { ahpa, hpa } from '../sample-manifests';
import { server } from '../serving';

const ID = 'metric/utilization-for-llm';
const VLLM = { image: 'vllm/vllm-openai:v0.11.0' };
const on = (name: string) =>
  hpa({
    spec: {
      metrics: [{ type: 'Pods', pods: { metric: { name }, target: { type: 'AverageValue', averageValue: '5' } } }],
    },
  });
const busy =
  'one request after the other keeps it near 100 %, so it does not tell a busy server from an overloaded one';

it.each<[string, object, object, string]>([
  ['utilization under vLLM', VLLM, hpa(), `DCGM_CUSTOM_PROCESS_SM_UTIL of vLLM: ${busy}`],
  [
    'memory under SGLang, by its command',
    { image: 'registry.example/llm:1', command: ['python3', '-m', 'sglang.launch_server'] },
    on('DCGM_FI_DEV_FB_USED'),
    'DCGM_FI_DEV_FB_USED of SGLang: the server takes the memory when it starts, so it does not follow the load',
  ],
  [
    'the resource gpu of an AHPA',
    { image: 'ghcr.io/huggingface/text-generation-inference:2.4' },
    ahpa(),
    `the resource gpu of Text Generation Inference: ${busy}`,
  ],
])('metric/utilization-for-llm finds %s', (_, container, autoscaler, message) => {
  const report = judgeObjects([server(container as Record<string, unknown>), autoscaler]);
  const [fault, ...others] = faultsOf(report, ID);
  expect(fault).toMatch(/^warning \/spec\/metrics\/0/);
  expect(fault).toContain(message);
  expect(others).toEqual([]);
});

it.each<[string, object, object]>([
  ['requests that wait', VLLM, on('vllm_num_requests_waiting')],
  ['utilization of another server', {}, hpa()],
  ['a server that makes embeddings', { ...VLLM, args: ['--model=bge', '--task', 'embed'] }, hpa()],
  ['an image that is only named alike', { image: 'registry.example/novllm/bert:1' }, hpa()],
])('metric/utilization-for-llm passes %s', (_, container, autoscaler) => {
  const report = judgeObjects([server(container as Record<string, unknown>), autoscaler]);
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it('metric/utilization-for-llm cannot tell about a target that is not there', () => {
  const report = judgeObjects([hpa()]);
  expect(reasonsOf(report, ID)).toEqual([
    'notCheckable: Deployment default/bert is not among the files, and nothing says that they are the whole cluster',
  ]);
});
