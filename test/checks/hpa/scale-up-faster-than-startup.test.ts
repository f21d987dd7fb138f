import type { JsonObject } from '../../../src/fleet/manifest';
import { faultsOf, judgeObjects, reasonsOf } from '../sample';
import { hpa } from '../sample-manifests';
import { probe, server } from '../serving';

const ID = 'hpa/scale-up-faster-than-startup';
const scaleUp = (rules: object) => ({ behavior: { scaleUp: rules } });
const percent = (periodSeconds: number, value = 100) => ({ type: 'Percent', value, periodSeconds });
const pods = (periodSeconds: number, value = 1) => ({ type: 'Pods', value, periodSeconds });
const slow = (failureThreshold = 40) => server({ startupProbe: probe(failureThreshold) });
const metric = (name: string, averageValue: string) => ({
  metrics: [{ type: 'Pods', pods: { metric: { name }, target: { type: 'AverageValue', averageValue } } }],
});
const queue = metric('vllm_num_requests_waiting', '5');
const judge = (workload: object, spec: object) =>
  judgeObjects([workload, hpa({ spec: { maxReplicas: 20, ...queue, ...spec } })]);
const TAKEN = 'and a start is taken to last 100 s, a quarter of what its startupProbe grants (400 s)';

it.each<[string, object, object, string]>([
  [
    'the default',
    slow(),
    {},
    `/spec/maxReplicas the HPA may add pods every 15 s, ${TAKEN}: from 1 it may reach 20 replicas`,
  ],
  [
    'its fastest policy',
    slow(),
    scaleUp({ policies: [pods(300), percent(60)] }),
    `/spec/behavior/scaleUp/policies the HPA may add pods every 60 s, ${TAKEN}: from 1 it may reach 4 replicas`,
  ],
  [
    'its slowest policy, where the least counts',
    slow(),
    scaleUp({ selectPolicy: 'Min', policies: [pods(90), percent(60)] }),
    `/spec/behavior/scaleUp/policies the HPA may add pods every 90 s, ${TAKEN}: from 1 it may reach 3 replicas`,
  ],
  [
    'delays of probes',
    server({ readinessProbe: { ...probe(3), initialDelaySeconds: 120 } }),
    scaleUp({ policies: [pods(60)] }),
    '/spec/behavior/scaleUp/policies the HPA may add pods every 60 s, and a start takes at least 120 s: from 1 it may reach 3 replicas',
  ],
  [
    'a period shorter than the controller looks',
    server({ readinessProbe: { ...probe(3), initialDelaySeconds: 60 } }),
    scaleUp({ policies: [pods(1)] }),
    '/spec/behavior/scaleUp/policies the HPA may add pods every 15 s, and a start takes at least 60 s: from 1 it may reach 5 replicas',
  ],
  [
    'a window, which only delays the first step',
    slow(),
    scaleUp({ stabilizationWindowSeconds: 600 }),
    `/spec/behavior/scaleUp/policies the HPA may add pods every 15 s, ${TAKEN}: from 1 it may reach 20 replicas`,
  ],
  [
    'a share, up to what busy pods can ask for',
    slow(),
    { ...metric('DCGM_CUSTOM_PROCESS_SM_UTIL', '10'), minReplicas: 1 },
    `/spec/maxReplicas the HPA may add pods every 15 s, ${TAKEN}: from 1 it may reach 10 replicas`,
  ],
  [
    'a share that may be a sum over GPUs',
    server({ startupProbe: probe(40), resources: { limits: { 'nvidia.com/gpu': '8' } } }),
    metric('DCGM_CUSTOM_PROCESS_SM_UTIL', '20'),
    `/spec/maxReplicas the HPA may add pods every 15 s, ${TAKEN}: from 1 it may reach 20 replicas`,
  ],
  [
    'numbers that nobody means, in a moment',
    server({ startupProbe: { ...probe(2_147_483_647), periodSeconds: 2_147_483_647 } }),
    { ...scaleUp({ policies: [pods(1)] }), maxReplicas: 2_147_483_647 },
    '/spec/behavior/scaleUp/policies the HPA may add pods every 15 s, and a start is taken to last 1152921503533105200 s, a quarter of what its startupProbe grants (4611686014132420600 s): from 1 it may reach 5761 replicas',
  ],
])('hpa/scale-up-faster-than-startup finds %s', (_, workload, spec, message) => {
  expect(faultsOf(judge(workload, spec), ID)).toEqual([`warning ${message} before the first new pod serves`]);
});

it.each<[string, object, object]>([
  ['a period as long as a start', slow(), scaleUp({ policies: [percent(100)] })],
  ['a direction that is forbidden', slow(), scaleUp({ selectPolicy: 'Disabled' })],
  ['a ceiling that one step reaches', slow(), { maxReplicas: 5 }],
  ['a start of which nothing is known', server(), {}],
  ['a metric that can ask for one step alone', slow(), metric('DCGM_CUSTOM_PROCESS_SM_UTIL', '20')],
  ['the longest period there is', slow(4000), scaleUp({ policies: [pods(1800)] })],
  ['pods that must be ready for a while', server({}, {}, { minReadySeconds: 300 }), {}],
])('hpa/scale-up-faster-than-startup passes %s', (_, workload, spec) => {
  const report = judge(workload, spec);
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it('hpa/scale-up-faster-than-startup cannot tell without a ceiling', () => {
  expect(reasonsOf(judge(slow(), { maxReplicas: 'many' }), ID)).toEqual(['notCheckable: maxReplicas cannot be read']);
});

it.each<[string, object]>([
  ['no pods in no time', { type: 'Pods', value: 0, periodSeconds: 0 }],
  ['no percent in no time', { type: 'Percent', value: 0, periodSeconds: 0 }],
  ['no pods', pods(60, 0)],
  ['a period above the longest', pods(3600)],
  ['a type that is none', { ...pods(60), type: 'Half' }],
  ['a number in quotes', { ...pods(60), value: '4' }],
])('hpa/scale-up-faster-than-startup cannot tell by a policy of %s', (_, policy) => {
  expect(reasonsOf(judge(slow(), scaleUp({ policies: [pods(300), policy] })), ID)).toEqual([
    'notCheckable: a policy of scaleUp is none that the API server takes',
  ]);
});

it('hpa/scale-up-faster-than-startup cannot tell by an empty list of policies', () => {
  expect(reasonsOf(judge(slow(), scaleUp({ policies: [] })), ID)).toHaveLength(1);
});

const said = (object: object, value: unknown): object => {
  const { metadata } = object as { readonly metadata: JsonObject };
  return { ...object, metadata: { ...metadata, annotations: { 'foresail.dev/expected-startup': value } } };
};
const every = (periodSeconds: number) =>
  hpa({ spec: { maxReplicas: 20, ...queue, ...scaleUp({ policies: [pods(periodSeconds)] }) } });
const verdictOf = (...objects: readonly object[]) => {
  const report = judgeObjects(objects);
  return [...faultsOf(report, ID), ...reasonsOf(report, ID)];
};
const delayed = server({ readinessProbe: { ...probe(3), initialDelaySeconds: 120 } });

describe('hpa/scale-up-faster-than-startup with an annotation', () => {
  it.each<[string, object, object]>([
    ['a shorter start than the probe makes likely', said(slow(), '60s'), every(60)],
    ['the same on the HPA', slow(), said(every(60), '60s')],
    ['the workload before the HPA', said(slow(), '1m'), said(every(60), '5m')],
  ])('believes %s', (_, workload, autoscaler) => {
    expect(verdictOf(workload, autoscaler)).toEqual([]);
  });

  it.each<[string, object, string]>([
    [
      'a longer start',
      said(slow(), '1h1m1s'),
      'a start takes 3661 s by the annotation foresail.dev/expected-startup: from 1 it may reach 20',
    ],
    [
      'a start without any probe',
      said(server(), '90s'),
      'a start takes 90 s by the annotation foresail.dev/expected-startup: from 1 it may reach 3',
    ],
    ['no start before the probes look', said(delayed, '30s'), 'a start takes at least 120 s: from 1 it may reach 3'],
  ])('counts with %s', (_, workload, text) => {
    const path = '/spec/behavior/scaleUp/policies';
    expect(verdictOf(workload, every(60))).toEqual([
      `warning ${path} the HPA may add pods every 60 s, and ${text} replicas before the first new pod serves`,
    ]);
  });

  it.each(['', 'soon', '60', '0s', '1.5m', '-1s', 's', '30s1m', 60, null])('refuses %j', (value) => {
    const message =
      'warning /metadata/annotations/foresail.dev~1expected-startup the annotation foresail.dev/expected-startup cannot be read, so nothing tells how long a start takes';
    expect(verdictOf(said(slow(), value), every(100))).toEqual([message]);
    expect(verdictOf(slow(), said(every(100), value))).toEqual([message]);
  });
});
