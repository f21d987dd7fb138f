import { faultsOf, judgeObjects, reasonsOf } from '../sample';
import { ahpa, deployment, hpa } from '../sample-manifests';
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
    'DCGM_FI_DEV_FB_USED of SGLang: the server takes the memory with its model, so it does not follow the load',
  ],
  [
    'the resource gpu of an AHPA',
    { image: 'ghcr.io/huggingface/text-generation-inference:2.4' },
    ahpa(),
    `the resource gpu of Text Generation Inference: ${busy}`,
  ],
  ['utilization under Ollama', { image: 'ollama/ollama' }, hpa(), `DCGM_CUSTOM_PROCESS_SM_UTIL of Ollama: ${busy}`],
  [
    'utilization under a NIM for a language model',
    { image: 'nvcr.io/nim/meta/llama-3.1-8b-instruct:1.3.3' },
    hpa(),
    `DCGM_CUSTOM_PROCESS_SM_UTIL of NVIDIA NIM: ${busy}`,
  ],
  [
    'a model that is called like its vendor',
    { ...VLLM, args: ['--model', 'bigembassy/chat-7b'] },
    hpa(),
    `DCGM_CUSTOM_PROCESS_SM_UTIL of vLLM: ${busy}`,
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
  ['a server that pools', { ...VLLM, args: ['--runner', 'pooling'] }, hpa()],
  ['a server that converts its model', { ...VLLM, args: ['--convert=embed'] }, hpa()],
  ['a model that makes embeddings', { ...VLLM, args: ['--model', 'BAAI/bge-large-en'] }, hpa()],
  ['such a model without the flag', { command: ['vllm', 'serve', 'intfloat/multilingual-e5-large'] }, hpa()],
  ['a model that ranks', { ...VLLM, args: ['--model=Qwen/Qwen3-Reranker-4B'] }, hpa()],
  ['a NIM that makes embeddings', { image: 'nvcr.io/nim/nvidia/llama-3.2-nv-embedqa-1b-v2:1' }, hpa()],
  ['a NIM for something else', { image: 'nvcr.io/nim/meta/esmfold:1' }, hpa()],
  ['an exporter for vLLM', { image: 'org/vllm-exporter:1' }, hpa()],
  ['a name that says nothing of a GPU', VLLM, on('queue_depth')],
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

it('metric/utilization-for-llm looks at the container that holds the GPUs', () => {
  const containers = [
    { name: 'server', image: 'registry.example/bert:1', resources: { limits: { 'nvidia.com/gpu': '1' } } },
    { name: 'client', image: 'vllm/vllm-openai:v0.11.0', resources: { limits: { cpu: '1' } } },
  ];
  const template = { metadata: { labels: { app: 'bert' } }, spec: { containers } };
  const report = judgeObjects([deployment({ spec: { template } }), hpa()]);
  expect(faultsOf(report, ID)).toEqual([]);
});

it.each(['gpu_utilization', 'nvidia_smi_used', 'kubernetes.io|container|accelerator|duty_cycle'])(
  'metric/utilization-for-llm cannot tell what is behind %s without its rule',
  (name) => {
    expect(reasonsOf(judgeObjects([server(VLLM), on(name)]), ID)).toEqual([
      `notCheckable: ${name} is called like a metric of a GPU, and nothing tells its series`,
    ]);
    expect(reasonsOf(judgeObjects([server({}), on(name)]), ID)).toEqual([]);
  },
);

it('metric/utilization-for-llm cannot tell what an unknown series of a GPU is', () => {
  const rules = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'adapter-config' },
    data: {
      'config.yaml': [
        'rules:',
        '  - seriesQuery: \'gpu_load{namespace!="",pod!=""}\'',
        '    resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}',
        "    name: {as: 'load'}",
        "    metricsQuery: 'avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)'",
      ].join('\n'),
    },
  };
  expect(reasonsOf(judgeObjects([server(VLLM), on('load'), rules]), ID)).toEqual([
    'notCheckable: gpu_load is called like a metric of a GPU, and is no series that is known',
  ]);
});
