import { faultsOf, findingsOf, judgeObjects, reasonsOf } from '../sample';
import { deployment, hpa } from '../sample-manifests';
import { judgeRules, rule } from '../sample-rules';

const ID = 'hpa/node-metric-unreachable';

function metricOf(described: object): object {
  return {
    type: 'Object',
    object: { describedObject: described, metric: { name: 'load' }, target: { type: 'Value', value: '20' } },
  };
}

const PODS = {
  type: 'Pods',
  pods: { metric: { name: 'load' }, target: { type: 'AverageValue', averageValue: '20' } },
};
const BY_NODE = rule({ seriesQuery: 'load', overrides: { node: 'node' } });

it('hpa/node-metric-unreachable finds an Object metric of a Node, at its kind', () => {
  const report = judgeObjects([hpa({ spec: { metrics: [metricOf({ apiVersion: 'v1', kind: 'Node', name: 'n' })] } })]);
  expect(faultsOf(report, ID)).toEqual([
    'error /spec/metrics/0/object/describedObject/kind load of a Node is never found: an HPA asks within its own namespace, and the adapter serves metrics of nodes without one',
  ]);
});

it('hpa/node-metric-unreachable finds a Pods metric whose rule maps nodes alone', () => {
  const objects = [deployment(), hpa({ spec: { metrics: [PODS] } })];
  expect(faultsOf(judgeRules({ rules: [BY_NODE], objects }), ID)).toEqual([
    'error /spec/metrics/0/pods/metric/name the rule at adapter.yaml:3 maps load to nodes alone: a Pods metric needs a value for each pod, and no HPA can read one of a node',
  ]);
  expect(findingsOf(judgeRules({ rules: [BY_NODE], objects, series: 'load{node="n"} 3' }), ID)).toHaveLength(1);
});

it('hpa/node-metric-unreachable passes a rule of nodes that nobody asks for', () => {
  const report = judgeRules({ rules: [BY_NODE, rule({ seriesQuery: 'other' })], objects: [deployment()] });
  expect(findingsOf(report, ID)).toEqual([]);
});

it('hpa/node-metric-unreachable passes a Service, and pods that are mapped', () => {
  const metrics = [PODS, metricOf({ apiVersion: 'v1', kind: 'Service', name: 'bert' })];
  const overrides = { namespace: 'namespace', pod: 'pod', service: 'service', node: 'node' };
  const report = judgeRules({ rules: [rule({ overrides })], objects: [deployment(), hpa({ spec: { metrics } })] });
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it('hpa/node-metric-unreachable cannot tell without rules', () => {
  expect(reasonsOf(judgeObjects([hpa({ spec: { metrics: [PODS] } })]), ID)).toEqual([
    'notCheckable: no adapter rules are among the files',
  ]);
});
