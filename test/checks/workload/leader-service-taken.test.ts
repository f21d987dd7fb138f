import { faultsOf, helpOf, judgeObjects, reasonsOf } from '../sample';

type Fields = Readonly<Record<string, unknown>>;

const ID = 'workload/leader-service-taken';
const template = { spec: { containers: [{ name: 'server', image: 'server:1' }] } };
const group = (spec: Fields = {}, size: unknown = 2) => ({
  apiVersion: 'leaderworkerset.x-k8s.io/v1',
  kind: 'LeaderWorkerSet',
  metadata: { name: 'large' },
  spec: { leaderWorkerTemplate: { size, workerTemplate: template }, ...spec },
});
const service = (spec: Fields = {}, metadata: Fields = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'large', ...metadata },
  spec: { ports: [{ port: 80 }], ...spec },
});
const HEADLESS = { clusterIP: 'None', publishNotReadyAddresses: true };

it.each<[string, object, object, string]>([
  ['a Service with an address of its own', group(), service(), '/spec/clusterIP the Service is not headless'],
  [
    'a Service that is reached from outside',
    group({ networkConfig: { subdomainPolicy: 'Shared' } }),
    service({ type: 'LoadBalancer' }),
    '/spec/clusterIP the Service is not headless',
  ],
  [
    'a headless Service that waits for its leader to be ready',
    group({ networkConfig: null }),
    service({ clusterIP: 'None' }),
    '/spec/publishNotReadyAddresses the Service names no pod that is not yet ready',
  ],
])('workload/leader-service-taken finds %s', (_, set, taken, message) => {
  const report = judgeObjects([set, taken]);
  expect(faultsOf(report, ID)).toEqual([
    `error ${message}, and LeaderWorkerSet default/large needs a headless one of this name, by which its workers find their leader: the group never forms`,
  ]);
  expect(report.diagnostics.find(({ check }) => check === ID)?.object).toMatchObject({ kind: 'Service' });
  expect(helpOf(report, ID)[0]).toContain('large-leader');
});

it.each<[string, object, object]>([
  ['the Service that the controller makes', group(), service(HEADLESS)],
  ['a Service of another name', group(), service({}, { name: 'large-leader' })],
  ['a Service of another namespace', group(), service({}, { namespace: 'elsewhere' })],
  ['a subdomain for each group', group({ networkConfig: { subdomainPolicy: 'UniquePerReplica' } }), service()],
  ['a group without workers', group({}, 1), service()],
])('workload/leader-service-taken passes %s', (_, set, other) => {
  const report = judgeObjects([set, other]);
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it.each<[string, object, object, string]>([
  [
    'a policy that something replaces',
    group({ networkConfig: { subdomainPolicy: '${POLICY}' } }),
    service(),
    '/spec/networkConfig/subdomainPolicy cannot be read',
  ],
  [
    'an address that something replaces',
    group(),
    service({ clusterIP: '${IP}' }),
    '/spec/clusterIP of Service default/large cannot be read',
  ],
  ['a size that is no number', group({}, '${SIZE}'), service(), '/spec/leaderWorkerTemplate/size cannot be read'],
])('workload/leader-service-taken cannot tell %s', (_, set, other, reason) => {
  const report = judgeObjects([set, other]);
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([`notCheckable: ${reason}`]);
});
