import { faultsOf, findingsOf, reasonsOf } from '../sample';
import { deployment, hpa } from '../sample-manifests';
import { judgeRules, rule } from '../sample-rules';

const ID = 'hpa/average-of-nonadditive';
const M = '<<.Series>>{<<.LabelMatchers>>}';

function external(target: object, name = 'load'): object {
  return hpa({ spec: { metrics: [{ type: 'External', external: { metric: { name }, target } }] } });
}

const AVERAGE = { type: 'AverageValue', averageValue: '500m' };

function judge(metricsQuery: string, autoscaler = external(AVERAGE)) {
  return judgeRules({ externalRules: [rule({ metricsQuery })], objects: [deployment(), autoscaler] });
}

it('hpa/average-of-nonadditive finds a quantile under averageValue', () => {
  const report = judge(`histogram_quantile(0.95, sum(rate(${M}[5m])) by (le))`);
  expect(faultsOf(report, ID)).toEqual([
    'error /spec/metrics/0/external/target/averageValue load is a quantile (adapter.yaml:9), and averageValue divides it by the number of replicas: the more replicas there are, the smaller it gets, whatever the load',
  ]);
});

describe('hpa/average-of-nonadditive knows what a query gives', () => {
  it.each([
    [`avg(${M})`, 'an average'],
    [`100 * avg(${M})`, 'an average'],
    [`max_over_time(avg(${M})[5m:])`, 'an average'],
    [`quantile(0.9, ${M})`, 'a quantile'],
    [`max(load{quantile="0.95"})`, 'a quantile'],
    [`sum(rate(a[5m])) / sum(rate(b[5m]))`, 'a ratio'],
    [`sum(${M}) / scalar(count(up))`, 'a ratio'],
    [`(avg(${M}) > 0) or vector(0)`, 'an average'],
    [`ceil(avg(${M}) / 10)`, 'an average'],
    [`avg(${M}) / avg(other)`, 'a ratio'],
    [`avg(${M}) + avg(other)`, 'an average'],
    [`sum(${M})`, undefined],
    // A total by the capacity of one pod, and an average times its count.
    [`sum(${M}) / max(per_pod_capacity)`, undefined],
    [`sum(${M}) / scalar(max(per_pod_capacity))`, undefined],
    [`avg(${M}) * count(${M})`, undefined],
    [`sum(a_sum) / sum(a_count) * sum(running)`, undefined],
    [`sum(rate(${M}[5m]))`, undefined],
    [`sum(${M}) / 60`, undefined],
    [`max(${M})`, undefined],
    [`sum(${M}) + sum(other)`, undefined],
    [`avg_over_time(sum(${M})[5m:])`, undefined],
    [M, undefined],
  ])('%s: %s', (metricsQuery, is) => {
    const report = judge(metricsQuery);
    expect(report.diagnostics.filter(({ check }) => check === ID).map(({ evidence }) => evidence?.is)).toEqual(
      is === undefined ? [] : [is],
    );
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

it('hpa/average-of-nonadditive finds it in an Object metric by its type', () => {
  const metric = (target: object) => ({
    type: 'Object',
    object: { describedObject: { apiVersion: 'v1', kind: 'Service', name: 'bert' }, metric: { name: 'load' }, target },
  });
  const rules = [
    rule({ metricsQuery: `avg(${M}) by (<<.GroupBy>>)`, overrides: { namespace: 'namespace', service: 'service' } }),
  ];
  const count = (target: object) =>
    findingsOf(judgeRules({ rules, objects: [deployment(), hpa({ spec: { metrics: [metric(target)] } })] }), ID).length;
  expect(count(AVERAGE)).toBe(1);
  expect(count({ type: 'Value', value: '2', averageValue: '1' })).toBe(0);
});

it('hpa/average-of-nonadditive passes value, and Pods metrics whatever they are', () => {
  expect(findingsOf(judge(`avg(${M})`, external({ type: 'Value', value: '2' })), ID)).toEqual([]);
  const objects = [
    deployment(),
    hpa({ spec: { metrics: [{ type: 'Pods', pods: { metric: { name: 'load' }, target: AVERAGE } }] } }),
  ];
  const rules = [rule({ metricsQuery: `avg(${M}) by (<<.GroupBy>>)` })];
  expect(findingsOf(judgeRules({ rules, objects }), ID)).toEqual([]);
});

it('hpa/average-of-nonadditive knows what the ACK adapter makes itself', () => {
  const objects = [deployment(), external(AVERAGE, 'sls_ingress_latency_p95')];
  const report = judgeRules({ rules: [rule()], objects, options: { dialect: 'ack' } });
  expect(findingsOf(report, ID)).toHaveLength(1);
});

it('hpa/average-of-nonadditive cannot tell about a metric of another adapter', () => {
  const project = 'metrics:\n  - {api: external, name: load, servedBy: KEDA}\n';
  expect(reasonsOf(judgeRules({ rules: [rule()], objects: [external(AVERAGE)], project }), ID)).toEqual([
    'notCheckable: another adapter serves load, by foresail.yaml',
  ]);
  expect(reasonsOf(judge('sum(<<.Series>>{<<.LabelMatchers>>}) by (<<index .GroupBySlice 0>>)'), ID)).toEqual([
    'notCheckable: the metricsQuery is no PromQL, or uses parts of the template language that are not read here',
  ]);
});
