import { faultsOf, helpOf, judgeObjects, reasonsOf } from '../sample';
import { ahpa, deployment } from '../sample-manifests';
import { probe, server } from '../serving';

const ID = 'workload/startup-budget';
const SERVER = {
  name: 'server',
  image: 'registry.example/bert:1',
  startupProbe: probe(20),
  resources: { limits: { 'nvidia.com/gpu': '1' } },
};
const podOf = (...containers: readonly object[]) => ({ metadata: { labels: { app: 'bert' } }, spec: { containers } });
const AT = '/spec/template/spec/containers/0';

it('workload/startup-budget finds a container that is restarted while it still starts', () => {
  const liveness = judgeObjects([server({ livenessProbe: probe(3) }), ahpa()]);
  expect(faultsOf(liveness, ID)).toEqual([
    `error ${AT}/livenessProbe the livenessProbe of container server restarts it when it does not answer within 30 s, and by scaleUpForward of AdvancedHorizontalPodAutoscaler default/bert a start takes 180 s`,
  ]);
  expect(helpOf(liveness, ID)).toEqual([
    'Add a startupProbe that grants more than 180 s: it holds the livenessProbe back.',
  ]);
  const startup = { startupProbe: { ...probe(10), initialDelaySeconds: 20 }, livenessProbe: probe(90) };
  expect(faultsOf(judgeObjects([server(startup), ahpa()]), ID)[0]).toContain('does not answer within 120 s');
});

it('workload/startup-budget finds a rollout that is given up while a pod may still start', () => {
  const container = { startupProbe: probe(60) };
  expect(faultsOf(judgeObjects([server(container)]), ID)).toEqual([
    'warning /spec/progressDeadlineSeconds the startupProbe grants 600 s, and by default the rollout counts as failed after 600 s without progress: a slow start fails the sync',
  ]);
  const ready = { minReadySeconds: 60, progressDeadlineSeconds: 650 };
  expect(faultsOf(judgeObjects([server(container, {}, ready)]), ID)[0]).toContain('failed after 650 s');
});

const PROXY = { name: 'proxy', image: 'registry.example/proxy:1', livenessProbe: probe(3) };

it('workload/startup-budget judges the container of the GPU among several', () => {
  const gpu = { resources: { limits: { 'nvidia.com/gpu': '1' } } };
  const llama = { name: 'llama', image: 'registry.example/llama:1', livenessProbe: probe(3), ...gpu };
  const objects = [deployment({ spec: { template: podOf(PROXY, llama) } }), ahpa()];
  expect(faultsOf(judgeObjects(objects), ID)).toEqual([
    expect.stringContaining('the livenessProbe of container llama'),
  ]);
});

it.each<[string, readonly object[]]>([
  ['what stands beside the container of the GPU', [deployment({ spec: { template: podOf(SERVER, PROXY) } }), ahpa()]],
  ['a rollout that is paused', [server({ startupProbe: probe(60) }, {}, { paused: true })]],
  ['a deadline that the API server refuses', [server({ startupProbe: probe(60) }, {}, { progressDeadlineSeconds: 0 })]],
  ['a budget as long as a start', [server({ startupProbe: probe(18) }), ahpa()]],
  ['a liveness probe alone, where nothing says how long a start takes', [server({ livenessProbe: probe(3) })]],
  ['a deadline beyond the budget', [server({ startupProbe: probe(60) }, {}, { progressDeadlineSeconds: 700 })]],
  ['a container without probes', [deployment(), ahpa()]],
])('workload/startup-budget passes %s', (_, objects) => {
  const report = judgeObjects(objects);
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it('workload/startup-budget cannot tell by numbers that are none', () => {
  const report = judgeObjects([server({ startupProbe: probe('60') })]);
  expect(reasonsOf(report, ID)).toEqual(['notCheckable: the numbers of the startupProbe cannot be read']);
});
