import { faultsOf, judgeObjects, reasonsOf } from '../sample';
import { preStop, server } from '../serving';

const ID = 'workload/drain-too-short';
const VLLM = (seconds: number) => ({ args: ['--model=/m', `--shutdown-timeout=${seconds}`] });

it.each<[string, object, object, string]>([
  [
    'a hook that sleeps as long as the default',
    preStop('sleep', '30'),
    {},
    'its preStop hook takes 30 s, and by default the pod is killed after 30 s',
  ],
  [
    'a hook that sleeps in a shell',
    preStop('/bin/sh', '-c', 'sleep 120'),
    { terminationGracePeriodSeconds: 60 },
    'its preStop hook takes 120 s, and the pod is killed after 60 s',
  ],
  [
    'a hook that sleeps in a login shell',
    preStop('bash', '-euxo', 'pipefail', '-lc', 'sleep 120'),
    { terminationGracePeriodSeconds: 60 },
    'its preStop hook takes 120 s, and the pod is killed after 60 s',
  ],
  [
    'a hook of the kubelet',
    { lifecycle: { preStop: { sleep: { seconds: 45 } } } },
    { terminationGracePeriodSeconds: 45 },
    'its preStop hook takes 45 s, and the pod is killed after 45 s',
  ],
  [
    'hook and server together',
    { ...preStop('sleep', '15'), ...VLLM(60) },
    { terminationGracePeriodSeconds: 70 },
    'its preStop hook takes 15 s and --shutdown-timeout grants 60 s, and the pod is killed after 70 s',
  ],
  [
    'the server alone, its flag in two words',
    { command: ['tritonserver', '--exit-timeout-secs', '90'] },
    {},
    '--exit-timeout-secs grants 90 s, and by default the pod is killed after 30 s',
  ],
  [
    'a hook that sleeps, and does more',
    preStop('sh', '-c', 'sleep 40; nginx -s quit'),
    {},
    'its preStop hook takes 40 s or more, and by default the pod is killed after 30 s',
  ],
  [
    'a hook that sleeps for minutes',
    preStop('sleep', '2m'),
    {},
    'its preStop hook takes 120 s, and by default the pod is killed after 30 s',
  ],
  [
    'a hook that never ends',
    preStop('sleep', 'infinity'),
    {},
    'its preStop hook never ends, and by default the pod is killed after 30 s',
  ],
  [
    'a server that waits for a time of its own',
    { ...preStop('sleep', '10'), image: 'ghcr.io/huggingface/text-generation-inference:3.0' },
    {},
    'its preStop hook takes 10 s and Text Generation Inference works off its queue for up to 90 s, and by default the pod is killed after 30 s',
  ],
  [
    'the last of a flag that is repeated',
    { args: ['--shutdown-timeout=5', '--shutdown-timeout', '60'] },
    {},
    '--shutdown-timeout grants 60 s, and by default the pod is killed after 30 s',
  ],
  [
    'no time at all',
    preStop('sleep', '5'),
    { terminationGracePeriodSeconds: 0 },
    'its preStop hook takes 5 s, and the pod is killed at once',
  ],
  [
    'a time that is null, which is the default',
    preStop('sleep', '40'),
    { terminationGracePeriodSeconds: null },
    'its preStop hook takes 40 s, and by default the pod is killed after 30 s',
  ],
  [
    'a negative time, which counts as a second',
    preStop('sleep', '5'),
    { terminationGracePeriodSeconds: -5 },
    'its preStop hook takes 5 s, and the pod is killed after 1 s',
  ],
  [
    'a flag within a script',
    { command: ['/bin/bash', '-lc'], args: ['exec vllm serve m --shutdown-timeout 90'] },
    {},
    '--shutdown-timeout grants 90 s, and by default the pod is killed after 30 s',
  ],
])('workload/drain-too-short finds %s', (_, container, pod, message) => {
  const report = judgeObjects([server(container as Record<string, unknown>, pod as Record<string, unknown>)]);
  const [fault, ...others] = faultsOf(report, ID);
  expect(fault).toContain(`warning /spec/template/spec/`);
  expect(fault).toContain(`${message}: requests that still run are cut off`);
  expect(others).toEqual([]);
});

it.each<[string, object, object]>([
  ['a grace period that is longer', { ...preStop('sleep', '15'), ...VLLM(60) }, { terminationGracePeriodSeconds: 80 }],
  ['a hook of the kubelet within the default', { lifecycle: { preStop: { sleep: { seconds: 10 } } } }, {}],
  ['a flag behind a script, which the server does not get', { command: ['sh', '-ec', 'serve'], ...VLLM(60) }, {}],
  ['a container without a hook', {}, { terminationGracePeriodSeconds: 1 }],
])('workload/drain-too-short passes %s', (_, container, pod) => {
  const report = judgeObjects([server(container as Record<string, unknown>, pod as Record<string, unknown>)]);
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it.each<[string, object, object, string]>([
  [
    'how long another command takes',
    preStop('/drain.sh'),
    {},
    'how long the preStop hook of container server takes is unknown',
  ],
  [
    'a hook whose shell gets a script without a time',
    preStop('sh', '-c', 'sleep', '5'),
    {},
    'how long the preStop hook of container server takes is unknown',
  ],
  [
    'a time that something else fills in',
    { args: ['--shutdown-timeout=$(TIMEOUT)'] },
    {},
    'how long the server drains is unknown: --shutdown-timeout is $(TIMEOUT)',
  ],
  [
    'a grace period that is no number',
    preStop('sleep', '5'),
    { terminationGracePeriodSeconds: '60' },
    'terminationGracePeriodSeconds cannot be read',
  ],
])('workload/drain-too-short cannot tell %s', (_, container, pod, reason) => {
  const report = judgeObjects([server(container as Record<string, unknown>, pod as Record<string, unknown>)]);
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([`notCheckable: ${reason}`]);
});

describe('workload/drain-too-short with an official image', () => {
  const flag = ['--model=/m', '--shutdown-timeout=60'];
  const verdictOf = (container: Readonly<Record<string, unknown>>) =>
    faultsOf(judgeObjects([server(container, { terminationGracePeriodSeconds: 90 })]), ID);

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['in args', { image: 'vllm/vllm-openai:v0.8.5', args: flag }, 'args/1'],
    [
      'behind vllm serve',
      { image: 'docker.io/vllm/vllm-openai:0.17.1', command: ['vllm', 'serve', ...flag] },
      'command/3',
    ],
  ])('finds a flag that its version does not know, %s', (_, container, word) => {
    const [found, ...others] = verdictOf(container);
    expect(found).toMatch(/^error .*: container \S+ ends as soon as it starts$/);
    expect(found).toContain(`/${word} vLLM 0.`);
    expect(found).toContain('does not know --shutdown-timeout, which came with 0.18.0');
    expect(others).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['the version that brought it', { image: 'vllm/vllm-openai:v0.18.0', args: flag }],
    ['a version that is not plain', { image: 'vllm/vllm-openai:nightly', args: flag }],
    ['a private image', { image: 'registry.example.com/vllm/vllm-openai:v0.8.5', args: flag }],
    ['a command of its own', { image: 'vllm/vllm-openai:v0.8.5', command: ['/start.sh', ...flag] }],
  ])('passes %s', (_, container) => {
    expect(verdictOf(container)).toEqual([]);
  });
});
