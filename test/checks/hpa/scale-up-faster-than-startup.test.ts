import { faultsOf, judgeObjects, reasonsOf } from '../sample';
import { hpa } from '../sample-manifests';
import { probe, server } from '../serving';

const ID = 'hpa/scale-up-faster-than-startup';
const scaleUp = (rules: object) => ({ behavior: { scaleUp: rules } });
const percent = (periodSeconds: number, value = 100) => ({ type: 'Percent', value, periodSeconds });
const pods = (periodSeconds: number, value = 1) => ({ type: 'Pods', value, periodSeconds });
const slow = (failureThreshold = 40) => server({ startupProbe: probe(failureThreshold) });
const judge = (workload: object, spec: object) => judgeObjects([workload, hpa({ spec: { maxReplicas: 20, ...spec } })]);

it.each<[string, object, object, string]>([
  [
    'the default',
    slow(),
    {},
    '/spec/maxReplicas the HPA may add pods every 15 s, and a start takes at least 100 s: from 1 it may reach 20 replicas',
  ],
  [
    'its fastest policy',
    slow(),
    scaleUp({ policies: [pods(300), percent(60)] }),
    '/spec/behavior/scaleUp/policies the HPA may add pods every 60 s, and a start takes at least 100 s: from 1 it may reach 4 replicas',
  ],
  [
    'its slowest policy, where the least counts',
    slow(),
    scaleUp({ selectPolicy: 'Min', policies: [pods(90), percent(60)] }),
    '/spec/behavior/scaleUp/policies the HPA may add pods every 90 s, and a start takes at least 100 s: from 1 it may reach 3 replicas',
  ],
  [
    'delays of probes',
    server({ readinessProbe: { ...probe(3), initialDelaySeconds: 120 } }),
    scaleUp({ policies: [pods(60)] }),
    '/spec/behavior/scaleUp/policies the HPA may add pods every 60 s, and a start takes at least 120 s: from 1 it may reach 3 replicas',
  ],
])('hpa/scale-up-faster-than-startup finds %s', (_, workload, spec, message) => {
  expect(faultsOf(judge(workload, spec), ID)).toEqual([`warning ${message} before the first new pod serves`]);
});

it.each<[string, object, object]>([
  ['a period as long as a start', slow(), scaleUp({ policies: [percent(100)] })],
  ['a direction that is forbidden', slow(), scaleUp({ selectPolicy: 'Disabled' })],
  ['a ceiling that one step reaches', slow(), { maxReplicas: 5 }],
  ['a start of which nothing is known', server(), {}],
])('hpa/scale-up-faster-than-startup passes %s', (_, workload, spec) => {
  const report = judge(workload, spec);
  expect(faultsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it('hpa/scale-up-faster-than-startup cannot tell without a ceiling', () => {
  expect(reasonsOf(judge(slow(), { maxReplicas: 'many' }), ID)).toEqual(['notCheckable: maxReplicas cannot be read']);
});
