import { faultsOf, helpOf, judgeObjects, kubernetes, reasonsOf, type Sample } from '../sample';
import { ahpa, deployment, hpa } from '../sample-manifests';

const ID = 'hpa/resource-request-missing';

const container = (name: string, resources: object = {}) => ({ name, image: 'registry.example/bert:1', resources });
const REQUEST = { requests: { cpu: '2', memory: '8Gi' } };

function workload(containers: readonly object[], spec: object = {}): object {
  return deployment({
    spec: { template: { metadata: { labels: { app: 'bert' } }, spec: { containers, ...spec } } },
  });
}

const utilization = (name = 'cpu') => ({
  type: 'Resource',
  resource: { name, target: { type: 'Utilization', averageUtilization: 60 } },
});
const ofContainer = (name: string) => ({
  type: 'ContainerResource',
  containerResource: { name: 'cpu', container: name, target: { type: 'Utilization', averageUtilization: 60 } },
});
const scaling = (metric: object = utilization()) => hpa({ spec: { metrics: [metric] } });

function judged(objects: readonly object[], sample: Omit<Sample, 'files'> = {}) {
  const report = judgeObjects(objects, sample);
  return [...faultsOf(report, ID), ...reasonsOf(report, ID)];
}

const END = 'the controller reports "missing request for cpu" and does not scale on it';

it('hpa/resource-request-missing names the container without a request', () => {
  const report = judgeObjects([workload([container('server', REQUEST), container('proxy')]), scaling()]);
  expect(faultsOf(report, ID)).toEqual([
    `error /spec/metrics/0/resource/name the container proxy of Deployment default/bert has neither a request nor a limit for cpu: ${END}`,
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Write resources.requests.cpu for every container of the pod, or scale by averageValue.',
  ]);
});

it('hpa/resource-request-missing takes a GPU alone for no request', () => {
  expect(judged([deployment(), scaling(utilization('memory'))])).toEqual([
    expect.stringContaining(
      'the container server of Deployment default/bert has neither a request nor a limit for memory',
    ),
  ]);
});

it('hpa/resource-request-missing names several containers', () => {
  expect(judged([workload([container('server'), container('proxy')]), scaling()])).toEqual([
    expect.stringContaining('the containers server, proxy of Deployment default/bert have neither'),
  ]);
});

it('hpa/resource-request-missing judges the default metric, and version v1', () => {
  const none = { metrics: undefined };
  expect(judged([workload([container('server')]), hpa({ spec: none })])).toEqual([
    `error  without metrics the API server adds cpu at 80 %, and the container server of Deployment default/bert has neither a request nor a limit for cpu: ${END}`,
  ]);
  const v1 = hpa({ apiVersion: 'autoscaling/v1', spec: { ...none, targetCPUUtilizationPercentage: 50 } });
  expect(judged([workload([container('server')]), v1])).toEqual([expect.stringContaining('the container server')]);
});

it.each<[string, readonly object[], object, object]>([
  ['a request', [container('server', REQUEST)], {}, utilization()],
  ['a limit, which becomes the request', [container('server', { limits: { cpu: 2 } })], {}, utilization()],
  ['an init container without', [container('server', REQUEST)], { initContainers: [container('load')] }, utilization()],
  [
    'a metric by averageValue',
    [container('server')],
    {},
    { type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: '2' } } },
  ],
  [
    'the one container of a ContainerResource',
    [container('server', REQUEST), container('proxy')],
    {},
    ofContainer('server'),
  ],
])('hpa/resource-request-missing passes %s', (_, containers, spec, metric) => {
  expect(judged([workload(containers, spec), scaling(metric)])).toEqual([]);
});

it('hpa/resource-request-missing looks at the one container of a ContainerResource', () => {
  const containers = [container('server', REQUEST), container('proxy')];
  expect(judged([workload(containers), scaling(ofContainer('proxy'))])).toEqual([
    expect.stringContaining('the container proxy of Deployment'),
  ]);
  expect(judged([workload(containers), scaling(ofContainer('istio'))])).toEqual([
    'notCheckable: Deployment default/bert has no container istio; something may put it into the pods',
  ]);
});

it('hpa/resource-request-missing counts a sidecar among the init containers, from 1.29 on', () => {
  const sidecar = { initContainers: [{ ...container('proxy'), restartPolicy: 'Always' }] };
  const objects = [workload([container('server', REQUEST)], sidecar), scaling()];
  expect(judged(objects, kubernetes('1.29'))).toEqual([expect.stringContaining('the container proxy of')]);
  expect(judged(objects, kubernetes('1.28'))).toEqual([]);
});

it('hpa/resource-request-missing takes the resources of the pod for requests, from 1.34 on', () => {
  const objects = [workload([container('server')], { resources: { requests: { cpu: '2' } } }), scaling()];
  expect(judged(objects, kubernetes('1.34'))).toEqual([]);
  const open =
    'notCheckable: Deployment default/bert has resources for the whole pod, and whether they count for cpu is not told';
  expect(judged(objects, kubernetes('1.33'))).toEqual([open]);
  const memory = [workload([container('server')], { resources: { requests: { memory: '2Gi' } } }), scaling()];
  expect(judged(memory, kubernetes('1.34'))).toEqual([open]);
});

it('hpa/resource-request-missing cannot tell where a LimitRange may give requests', () => {
  const range = (namespace: string) => ({
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'defaults', namespace },
    spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '1' } }] },
  });
  const objects = [workload([container('server')]), scaling()];
  expect(judged([...objects, range('default')])).toEqual([
    'notCheckable: the LimitRange defaults may give the containers of Deployment default/bert a request, and it is not modelled',
  ]);
  expect(judged([...objects, range('other')])).toEqual([expect.stringMatching(/^error /)]);
});

it('hpa/resource-request-missing cannot tell without the target, or what an AHPA does', () => {
  expect(judged([scaling()])).toEqual([
    'notCheckable: Deployment default/bert is not among the files, and nothing says that they are the whole cluster',
  ]);
  expect(judged([workload([container('server')]), ahpa({ spec: { metrics: [utilization()] } })])).toEqual([
    'notCheckable: the container server of Deployment default/bert has neither a request nor a limit for cpu, and how AHPA reckons a utilization is not published',
  ]);
  expect(judged([workload([container('server', REQUEST)]), ahpa({ spec: { metrics: [utilization()] } })])).toEqual([]);
  expect(judged([workload([container('server')]), ahpa()])).toEqual([]);
  expect(judged([workload([]), scaling()])).toEqual([
    'notCheckable: no container of Deployment default/bert can be read',
  ]);
});
