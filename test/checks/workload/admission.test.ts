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
    ['no spec', { ...deployment(), spec: undefined }, '/spec spec is missing'],
    [
      'a StatefulSet without a spec',
      { ...deployment(), kind: 'StatefulSet', spec: undefined },
      '/spec spec is missing',
    ],
    [
      'a pod template without a spec',
      deployment({ spec: { template: { metadata: { labels: { app: 'bert' } } } } }),
      `${POD} the pod template has no spec`,
    ],
    ['a pod without containers', workload({}, {}, { containers: [] }), `${POD}/containers the pod has no containers`],
    ['a Service without a spec', { ...service({}), spec: undefined }, '/spec/ports the Service has no ports'],
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
    [
      'a key of a node selector',
      workload({}, {}, { nodeSelector: { 'a b': 'x' } }),
      `${POD}/nodeSelector/a b nodeSelector has "a b", which is no label key`,
    ],
    [
      'a value of a node selector',
      workload({}, {}, { nodeSelector: { a: 'x y' } }),
      `${POD}/nodeSelector/a nodeSelector has "x y" for a, which is no label value`,
    ],
    [
      'a toleration without a key',
      workload({}, {}, { tolerations: [{ effect: 'NoSchedule' }] }),
      `${POD}/tolerations/0 operator of a toleration is missing, and must be Exists where no key is named`,
    ],
    [
      'a toleration of every key by value',
      workload({}, {}, { tolerations: [{ operator: 'Equal', value: 'x' }] }),
      `${POD}/tolerations/0/operator operator of a toleration is "Equal", and must be Exists where no key is named`,
    ],
    [
      'a toleration of any value with a value',
      workload({}, {}, { tolerations: [{ key: 'a', operator: 'Exists', value: 'x' }] }),
      `${POD}/tolerations/0/value value of a toleration is "x", and must be left out with operator Exists`,
    ],
    [
      'a toleration by an operator that is none',
      workload({}, {}, { tolerations: [{ key: 'a', operator: 'Exist' }] }),
      `${POD}/tolerations/0/operator operator of a toleration is "Exist", and must be Exists or Equal`,
    ],
    [
      'a toleration of a key that is none',
      workload({}, {}, { tolerations: [{ key: '/a', operator: 'Exists' }] }),
      `${POD}/tolerations/0/key key of a toleration is "/a", and must be an optional DNS subdomain and "/", then at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends`,
    ],
    [
      'a toleration for a time of another effect',
      workload(
        {},
        {},
        { tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 60 }] },
      ),
      `${POD}/tolerations/0/effect effect of a toleration is "NoSchedule", and must be NoExecute where tolerationSeconds is given`,
    ],
    [
      'an environment variable',
      workload({ env: [{ name: 'A=B', value: 'x' }] }),
      `${POD}/containers/0/env/0/name "A=B" cannot be the name of an environment variable`,
    ],
    ['an empty image', workload({ image: '' }), `${POD}/containers/0/image container server has no image`],
    ['no image', workload({ image: null }), `${POD}/containers/0 container server has no image`],
    [
      'an image with a space',
      workload({ image: 'a ' }),
      `${POD}/containers/0/image the image of container server begins or ends with a space, and the API server refuses its pods`,
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
    [
      'every taint, any value and one value',
      workload({}, {}, { tolerations: [{ operator: 'Exists' }, { key: 'a.b/c', operator: 'Exists' }, { key: 'a' }] }),
    ],
    [
      'an operator of newer servers',
      workload({}, {}, { tolerations: [{ key: 'a', operator: 'Gt', value: '5', effect: 'NoSchedule' }] }),
    ],
    [
      'a toleration for a time',
      workload({}, {}, { tolerations: [{ operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 0 }] }),
    ],
    ['labels of nodes', workload({}, {}, { nodeSelector: { 'a.b/C_d': '', e: 'F.g' } })],
    ['an image that the API server takes', workload({ image: 'UPPER/x::y' })],
    ['the name of a variable with a space', workload({ env: [{ name: 'a b', value: 'x' }] })],
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

it.each([
  ['1.31', ['error /spec/template/spec/containers/0/env/0/name "a b" cannot be the name of an environment variable']],
  ['1.32', []],
])('workload/admission knows which names of variables Kubernetes %s takes', (kubernetes, faults) => {
  const object = workload({ env: [{ name: 'a b', value: 'x' }] });
  expect(faultsOf(judgeObjects([object], { options: { kubernetes } }), ID)).toEqual(faults);
});

it('workload/admission leaves a label with a placeholder in its key open', () => {
  const report = judgeObjects([workload({}, {}, { nodeSelector: { '${KEY}': 'x' } })]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toHaveLength(1);
});

it('workload/admission cannot tell what becomes of a placeholder', () => {
  const report = judgeObjects([workload({}, { selector: { matchLabels: { app: '${NAME}' } } })]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([
    'notCheckable: /spec/selector holds a placeholder that something replaces before the API server sees it',
  ]);
});
