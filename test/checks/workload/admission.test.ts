import { faultsOf, findingsOf, helpOf, judgeObjects, reasonsOf } from '../sample';
import { deployment } from '../sample-manifests';

const ID = 'workload/admission';

type Fields = Readonly<Record<string, unknown>>;

/** A Deployment with other fields of its container, its pod or its spec. */
function workload(container: Fields = {}, spec: Fields = {}, pod: Fields = {}): object {
  const template = {
    metadata: { labels: { app: 'bert' } },
    spec: { containers: [{ name: 'server', image: 'a', ...container }], ...pod },
  };
  return deployment({ spec: { template, ...spec } });
}

const gpus = (limits: Fields, requests?: Fields) => workload({ resources: { limits, requests } });
const service = (spec: Fields) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'bert' }, spec });
const configMap = (fields: Fields) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'bert' }, ...fields });

it('workload/admission finds a selector that its own pods do not match, at the selector', () => {
  const report = judgeObjects([workload({}, { selector: { matchLabels: { app: 'other' } } })]);
  expect(findingsOf(report, ID)).toEqual(['error 6:3 the selector does not match the labels of the pod template']);
  expect(helpOf(report, ID)).toEqual([
    'Give the pod template the labels that the selector names; the selector of an object that exists cannot change.',
  ]);
});

describe('workload/admission finds', () => {
  const POD = '/spec/template/spec';
  const RESOURCES = `${POD}/containers/0/resources`;

  it.each<[string, object, string]>([
    ['negative replicas', workload({}, { replicas: -1 }), '/spec/replicas replicas is -1, and must not be negative'],
    [
      'an empty selector',
      workload({}, { selector: {} }),
      '/spec/selector the selector is empty, and would select every pod',
    ],
    [
      'a StatefulSet',
      { ...workload({}, { replicas: -1, serviceName: 'bert' }), kind: 'StatefulSet' },
      '/spec/replicas replicas is -1, and must not be negative',
    ],
    [
      'two containers of one name',
      workload({}, {}, { initContainers: [{ name: 'server', image: 'b' }] }),
      `${POD}/initContainers/0/name two containers have the name server`,
    ],
    [
      'a part of a GPU',
      gpus({ 'nvidia.com/gpu': '0.5' }),
      `${RESOURCES}/limits/nvidia.com~1gpu nvidia.com/gpu: 500m is no whole number`,
    ],
    [
      'fewer than no GPUs',
      gpus({ 'nvidia.com/gpu': -1 }),
      `${RESOURCES}/limits/nvidia.com~1gpu nvidia.com/gpu: -1 is negative`,
    ],
    [
      'a request below the limit',
      gpus({ 'nvidia.com/gpu': '2' }, { 'nvidia.com/gpu': '1' }),
      `${RESOURCES}/requests/nvidia.com~1gpu nvidia.com/gpu: the request 1 is not the limit 2`,
    ],
    [
      'a request without a limit',
      gpus({}, { 'example.com/nic': '1' }),
      `${RESOURCES}/requests/example.com~1nic example.com/nic is requested without a limit`,
    ],
    [
      'a container port',
      workload({ ports: [{ containerPort: 0 }] }),
      `${POD}/containers/0/ports/0/containerPort containerPort is 0`,
    ],
    [
      'a host port',
      workload({ ports: [{ containerPort: 80, hostPort: 70000 }] }),
      `${POD}/containers/0/ports/0/hostPort hostPort is 70000`,
    ],
    ['a Service without ports', service({ selector: { app: 'bert' } }), '/spec/ports the Service has no ports'],
    ['a port of a Service', service({ ports: [{ port: 65536 }] }), '/spec/ports/0/port port is 65536'],
    ['a target port', service({ ports: [{ port: 1, targetPort: -1 }] }), '/spec/ports/0/targetPort targetPort is -1'],
    [
      'ports without names',
      service({ ports: [{ port: 1, name: 'a' }, { port: 2 }] }),
      '/spec/ports/1 a Service with several ports needs a name for each',
    ],
    [
      'ports of one name',
      service({
        ports: [
          { port: 1, name: 'a' },
          { port: 2, name: 'a' },
        ],
      }),
      '/spec/ports/1/name two ports have the name a',
    ],
    ['a key with a slash', configMap({ data: { 'a/b': '' } }), '/data/a~1b "a/b" is no key of a ConfigMap'],
    ['a key that leads up', configMap({ data: { '..a': '' } }), '/data/..a "..a" is no key of a ConfigMap'],
    [
      'a key in both fields',
      configMap({ data: { a: '' }, binaryData: { a: '' } }),
      '/binaryData/a "a" stands in data and in binaryData',
    ],
  ])('%s', (_, object, fault) => {
    expect(faultsOf(judgeObjects([object]), ID)).toEqual([`error ${fault}`]);
  });
});

describe('workload/admission passes', () => {
  it.each<[string, object]>([
    ['no replicas', workload({}, { replicas: 0 })],
    ['a limit alone', gpus({ 'nvidia.com/gpu': 1 })],
    ['a request that is the limit, written otherwise', gpus({ 'nvidia.com/gpu': '1' }, { 'nvidia.com/gpu': '1000m' })],
    ['parts of a CPU', gpus({ cpu: '1500m' }, { cpu: '500m' })],
    ['a request of a resource of Kubernetes itself', gpus({}, { 'ephemeral-storage': '1Gi' })],
    [
      'a selector by expressions',
      workload({}, { selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }),
    ],
    ['a port without a port of the host', workload({ ports: [{ containerPort: 80, hostPort: 0 }] })],
    ['a headless Service without ports', service({ clusterIP: 'None' })],
    ['another name for a host', service({ type: 'ExternalName', externalName: 'a.example' })],
    ['a target port by name', service({ ports: [{ port: 80, targetPort: 'http' }] })],
    ['keys of every kind', configMap({ data: { 'a.B_c-1': '', '.a': '' }, binaryData: { b: '' } })],
    ['a ConfigMap without data', configMap({ data: null })],
  ])('%s', (_, object) => {
    const report = judgeObjects([object]);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

it('workload/admission cannot tell what becomes of a placeholder', () => {
  const report = judgeObjects([workload({}, { selector: { matchLabels: { app: '${NAME}' } } })]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([
    'notCheckable: /spec/selector holds a placeholder that something replaces before the API server sees it',
  ]);
});
