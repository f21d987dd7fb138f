import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { formatExplanationJson } from '../../src/report/explain-json';
import { formatExplanation } from '../../src/report/explain-text';
import { explainSmall, PODS_METRIC, SM_UTIL, type SmallCluster, utilization } from '../fleet/chain/small-cluster';

const SCHEMA = join(__dirname, '..', '..', 'docs', 'schemas', 'explain.schema.json');
const validate = new Ajv2020({ allErrors: true, strict: true, allowMatchingProperties: true }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')),
);

const text = (cluster: SmallCluster, color = false) => formatExplanation(explainSmall(cluster), { color });
const json = (cluster: SmallCluster) => {
  const value = JSON.parse(formatExplanationJson(explainSmall(cluster)));
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
  return value;
};

const HOLDS: SmallCluster = { series: [utilization('a', 19.6), utilization('b', 23), `${SM_UTIL}{NodeName="n2"} 0`] };
const BROKEN: SmallCluster = {
  series: [
    `${SM_UTIL}{NamespaceName="default",PodName="gpt-7b486f6bf-a"} 1`,
    'kube_pod_info{namespace="default",pod="bert-7b486f6bf-a"} 1',
  ],
};

describe('formatExplanation', () => {
  it('writes a chain that holds, link by link', () => {
    expect(text(HOLDS)).toBe(`HorizontalPodAutoscaler default/gpu-hpa -> Deployment default/bert, 1 to 10 replicas
dist/hpa.yaml:2 (prod, Kubernetes 1.28)
at 2026-11-21T00:00:00Z in small.promsnap.gz

✓ metric    Pods ${SM_UTIL}, averageValue 20 per pod
✓ api       pods/${SM_UTIL} in custom.metrics.k8s.io
            /apis/custom.metrics.k8s.io/v1beta1/namespaces/default/pods/*/${SM_UTIL}?labelSelector=app%3Dbert
✓ rule      rules[0] at dist/rules.yaml:2, of ${SM_UTIL}{}
            PodName names the pod, NamespaceName names the namespace
✓ series    3 series ${SM_UTIL}, such as
            ${SM_UTIL}{NamespaceName="default",NodeName="n1",PodName="bert-7b486f6bf-a"}
✓ labels    found NamespaceName and PodName on 2
            expected NamespaceName and PodName, by the label convention ack
✓ query     avg(${SM_UTIL}{NamespaceName="default",PodName=~"bert-7b486f6bf-a|bert-7b486f6bf-b"}) by (PodName)
✓ values    2 of 2 pods
              bert-7b486f6bf-a  19.6 (19600m)
              bert-7b486f6bf-b    23
            1 of the 3 series ${SM_UTIL} at this time has no PodName
✓ decision  21.3 per pod against 20: ratio 1.065, tolerance 10 %
            nothing happens from 18 to 22; above 10 neither, as replicas are rounded up
            2 replicas -> 2 (minReplicas 1, maxReplicas 10)
✓ gpus      1 nvidia.com/gpu per replica: 2 now, 2 then, 10 at most
            pool a10: 16 A10
  assumed: pods: the 2 that series name at this time, by the labels NamespaceName and PodName; a pod without any series is not known
  assumed: pod labels: of 2 pods those in the template of Deployment default/bert, to which they belong by their names
  assumed: replicas: Deployment default/bert has as many as pods are known, 2
  assumed: pod phases: every pod runs and is ready; the snapshot has no kube_pod_status_phase of them
`);
  });

  it('marks the link that breaks, with one cause and one fix, and greys what follows', () => {
    const lines = text({ ...BROKEN, metrics: PODS_METRIC.replace(SM_UTIL, 'X') })
      .split('\n')
      .slice(4);
    expect(lines).toEqual([
      '✓ metric    Pods X, averageValue 20 per pod',
      '✓ api       pods/X in custom.metrics.k8s.io',
      '            /apis/custom.metrics.k8s.io/v1beta1/namespaces/default/pods/*/X?labelSelector=app%3Dbert',
      '✗ rule      breaks here: no rule serves pods/X',
      '            fix: Add a rule for X to the adapter.',
      '· series    not reached',
      '· labels    not reached',
      '· query     not reached',
      '· values    not reached',
      '· decision  not reached',
      '· gpus      1 nvidia.com/gpu per replica: 10 at most',
      '            pool a10: 16 A10',
      '',
    ]);
  });

  it('shows what is known of the link that breaks', () => {
    const lines = text(BROKEN).split('\n');
    const at = lines.findIndex((line) => line.startsWith('✗ values'));
    expect(lines.slice(at, at + 4)).toEqual([
      '✗ values    0 of 1 pod',
      '            without a value: bert-7b486f6bf-a',
      `            breaks here: no series ${SM_UTIL} names the 1 pod of Deployment default/bert at this time; PodName holds gpt-7b486f6bf-a`,
      '            fix: Look whether the exporter runs on the nodes of these pods, and whether Prometheus scrapes it.',
    ]);
  });

  it('says what cannot be told, and why', () => {
    expect(text({})).toContain(
      '? series    cannot be told: no snapshot is given, so nobody knows which series there are\n· labels    not reached\n',
    );
    expect(text({})).toContain('\nno snapshot\n');
  });

  it('uses colours only where it is told to', () => {
    const sequence = '\u001b[';
    expect(text(BROKEN)).not.toContain(sequence);
    const colored = text(BROKEN, true);
    expect(colored).toContain(`${sequence}31m✗ values`);
    expect(colored).toContain(`${sequence}32m✓ metric`);
    expect(colored).toContain(`${sequence}2m· decision`);
  });

  it('numbers several metrics, and says what they come to together', () => {
    const metrics = `[{type: Pods, pods: {metric: {name: ${SM_UTIL}}, target: {type: AverageValue, averageValue: 10}}},
      {type: Pods, pods: {metric: {name: ${SM_UTIL}}, target: {type: AverageValue, averageValue: 8}}}]`;
    const shown = text({ ...HOLDS, metrics });
    expect(shown).toContain('\nmetric 1 of 2\n');
    expect(shown).toContain('\nmetric 2 of 2\n');
    expect(shown).toContain(`together: the largest of 2 metrics counts, 4 replicas by ${SM_UTIL}\n`);
  });

  it('keeps control characters and credentials of untrusted files out of the terminal', () => {
    const shown = text({ ...HOLDS, metrics: PODS_METRIC.replace(SM_UTIL, '"hf_0123456789abcdefgh\\e[31m"') });
    expect(shown).not.toContain('\u001b');
    expect(shown).not.toContain('0123456789abcdefgh');
  });

  it('names an item that has no labels', () => {
    const shown = text({
      config: 'externalRules:\n- {seriesQuery: queue, metricsQuery: sum(queue), resources: {namespaced: false}}\n',
      metrics: '[{type: External, external: {metric: {name: queue}, target: {type: Value, value: 10}}}]',
      series: ['queue{a="b"} 25', utilization('a', 1)],
    });
    expect(shown).toContain('✓ values    1 of 1 item\n              without labels  25\n');
    expect(shown).toContain('25 in total against 10: ratio 2.5');
  });

  it('lists at most eight values', () => {
    const series = Array.from({ length: 12 }, (_, index) => utilization(`p${index}`, 20));
    expect(text({ series })).toContain('and 4 more\n');
  });
});

describe('formatExplanationJson', () => {
  it('has every number of the text', () => {
    const [autoscaler] = json(HOLDS).autoscalers;
    const [chain] = autoscaler.metrics;
    expect(autoscaler).toMatchObject({ file: 'dist/hpa.yaml', line: 2, target: 'Deployment default/bert', acts: true });
    expect(chain.end).toEqual({ is: 'complete' });
    expect(chain.links.values).toEqual({
      state: 'holds',
      items: [
        { name: 'bert-7b486f6bf-a', value: 19.6, served: '19600m' },
        { name: 'bert-7b486f6bf-b', value: 23, served: '23' },
      ],
      missing: [],
      ambiguous: [],
      unlabelled: { samples: 1, of: 3 },
    });
    expect(chain.links.decision).toMatchObject({ measured: 21.3, target: 20, ratio: 1.065, proposal: 2, desired: 2 });
    expect(chain.links.rule).toMatchObject({ list: 'rules', index: 0, file: 'dist/rules.yaml', line: 2 });
  });

  it('says where the chain breaks', () => {
    const [chain] = json(BROKEN).autoscalers[0].metrics;
    expect(chain.end).toMatchObject({ is: 'broken', at: 'values' });
    expect([chain.links.query.state, chain.links.values.state, chain.links.decision.state]).toEqual([
      'holds',
      'broken',
      'notReached',
    ]);
  });

  it.each<[string, SmallCluster]>([
    ['without a snapshot', {}],
    ['of a value that is not finite', { series: [utilization('a', 'NaN'), utilization('b', 'Infinity')] }],
    ['of a metric that cannot be read', { metrics: '[{type: Pods}]', series: [] }],
    [
      'of cpu',
      { metrics: '[{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 20}}}]' },
    ],
    ['of an HPA without metrics', { metrics: '[]', series: [] }],
    ['of a load error', { config: 'rules: [{seriesQery: m, metricsQuery: m}]\n', series: [] }],
  ])('follows its schema %s', (_, cluster) => {
    expect(json(cluster).version).toBe(1);
  });
});
