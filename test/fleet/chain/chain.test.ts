import type { ChainEnd, ChainLink } from '../../../src/fleet/chain';
import {
  chainOf,
  DEPLOYMENT,
  explainSmall,
  PODS_METRIC,
  pod,
  SEED_RULE,
  SM_UTIL,
  type SmallCluster,
  TIME,
  utilization,
} from './small-cluster';

describe('a chain that holds', () => {
  it("gives the seed's own status line: metric 23, target 20, 1 replica -> 2", () => {
    const { links, end } = chainOf({ series: [utilization('f7zwr', 23)] });
    expect(end).toEqual({ is: 'complete' });
    expect(links.values?.items).toEqual([{ name: pod('f7zwr'), value: 23, milli: 23_000n }]);
    expect(links.decision).toMatchObject({
      current: 1,
      measuredMilli: 23_000n,
      targetMilli: 20_000n,
      ratio: 1.15,
      proposal: 2,
      desired: 2,
      limit: undefined,
    });
  });

  it('resolves every link', () => {
    const { links } = chainOf({
      series: [utilization('a', 19.6), utilization('b', 21), `${SM_UTIL}{NodeName="n2"} 0`],
    });
    expect(links.metric).toMatchObject({ type: 'Pods', name: SM_UTIL, target: 'averageValue 20 per pod' });
    expect(links.api).toEqual({
      api: 'custom',
      entry: `pods/${SM_UTIL}`,
      path: `/apis/custom.metrics.k8s.io/v1beta1/namespaces/default/pods/*/${SM_UTIL}?labelSelector=app%3Dbert`,
    });
    expect(links.rule).toMatchObject({ objectLabel: 'PodName', namespaceLabel: 'NamespaceName' });
    expect(links.series).toEqual({
      name: SM_UTIL,
      count: 3,
      sample: `${SM_UTIL}{NamespaceName="default",NodeName="n1",PodName="${pod('a')}"}`,
    });
    expect(links.labels).toEqual({
      expected: { convention: 'ack', namespace: 'NamespaceName', pod: 'PodName' },
      found: [{ namespace: 'NamespaceName', pod: 'PodName', series: 2 }],
    });
    expect(links.query?.promql).toBe(
      `avg(${SM_UTIL}{NamespaceName="default",PodName=~"${pod('a')}|${pod('b')}"}) by (PodName)`,
    );
    expect(links.values).toMatchObject({ missing: [], ambiguous: [], unlabelled: { samples: 1, of: 3 } });
    expect(links.decision).toMatchObject({
      current: 2,
      measuredMilli: 20_300n,
      ratio: 1.015,
      tolerance: { up: 0.1, down: 0.1 },
      quiet: { tolerance: { low: 18, high: 22 }, whole: { low: 10, high: 22 } },
      proposal: 2,
      desired: 2,
      range: { min: 1, max: 10 },
      stabilizationSeconds: undefined,
    });
    expect(links.gpus).toEqual({
      perReplica: [{ resource: 'nvidia.com/gpu', amount: 1 }],
      replicas: { now: 2, desired: 2, atMost: 10 },
      pools: [{ name: 'a10', gpu: 'A10', allocation: 'dedicated', count: 16 }],
    });
  });

  it('says what was taken for granted', () => {
    expect(chainOf({ series: [utilization('a', 23)] }).assumptions).toEqual([
      'pods: the 1 that series name at this time, by the labels NamespaceName and PodName; a pod without any series is not known',
      'pod labels: of 1 pod those in the template of Deployment default/bert, to which they belong by their names',
      'replicas: Deployment default/bert has as many as pods are known, 1',
      'pod phases: every pod runs and is ready; the snapshot has no kube_pod_status_phase of them',
    ]);
  });

  it('takes kube-state-metrics at its word', () => {
    const ksm = (suffix: string, phase: string) => [
      `kube_pod_info{namespace="default",pod="${pod(suffix)}",node="n1"} 1`,
      `kube_pod_status_phase{namespace="default",pod="${pod(suffix)}",phase="${phase}"} 1`,
      `kube_pod_owner{namespace="default",pod="${pod(suffix)}",owner_kind="ReplicaSet",owner_name="bert-7b486f6bf"} 1`,
      `kube_pod_labels{namespace="default",pod="${pod(suffix)}",label_app="bert"} 1`,
    ];
    const { links, assumptions } = chainOf({
      series: [
        utilization('a', 60),
        utilization('b', 60),
        ...ksm('a', 'Running'),
        ...ksm('b', 'Running'),
        ...ksm('c', 'Pending'),
        ...ksm('d', 'Pending'),
        'kube_deployment_spec_replicas{namespace="default",deployment="bert"} 4',
      ],
    });
    // Two at 60, two Pending, target 20: with zeros for the two it is 1.5 times 4.
    expect(links.decision).toMatchObject({ current: 4, ratio: 3, proposal: 6, desired: 6 });
    expect(links.values?.missing).toEqual([pod('c'), pod('d')]);
    expect(assumptions).toHaveLength(1);
  });

  it('limits the step up, and waits before a step down', () => {
    const high = chainOf({ series: [utilization('a', 190)] }).links.decision;
    expect(high).toMatchObject({ proposal: 10, desired: 4, limit: 'scaleUpRate' });
    const behavior = '  behavior: {scaleDown: {stabilizationWindowSeconds: 60}}\n';
    const low = chainOf({ series: [utilization('a', 0), utilization('b', 1)], spec: behavior }).links.decision;
    expect(low).toMatchObject({ proposal: 1, desired: 1, stabilizationSeconds: 60 });
    const most = chainOf({ series: ['a', 'b', 'c', 'd', 'e', 'f'].map((suffix) => utilization(suffix, 90)) });
    expect(most.links.decision).toMatchObject({ proposal: 27, desired: 10, limit: 'maxReplicas' });
    expect(chainOf({ series: [utilization('a', 0)] }).links.decision).toMatchObject({
      proposal: 0,
      desired: 1,
      limit: 'minReplicas',
    });
  });

  it('has the tolerance of the minor: at exactly 1.1 the answer changes with 1.33', () => {
    const files = (minor: string) => ({
      'dist/cluster.yaml': `apiVersion: foresail.dev/v1\nkind: Cluster\nmetadata: {name: prod}\nspec: {kubernetes: "${minor}", labelConvention: ack, pipeline: {kind: ackAdapter}, gpuPools: []}\n`,
    });
    const desired = (minor: string) =>
      chainOf({ series: [utilization('a', 22)], files: files(minor) }).links.decision?.desired;
    expect([desired('1.32'), desired('1.33')]).toEqual([2, 1]);
  });

  const EXTERNAL_RULE = `externalRules:
- seriesQuery: queue_depth
  resources: {overrides: {ns: {resource: namespace}}}
  metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>}) by (queue)
`;
  const external = (target: string, selector = '') =>
    `[{type: External, external: {metric: {name: queue_depth${selector}}, target: {${target}}}}]`;
  const QUEUES = [
    'queue_depth{ns="default",queue="a"} 30',
    'queue_depth{ns="default",queue="b"} 15',
    'queue_depth{ns="other",queue="a"} 99',
    utilization('x', 1),
    utilization('y', 1),
  ];

  it('adds up the items of an external metric', () => {
    const perPod = chainOf({
      config: EXTERNAL_RULE,
      metrics: external('type: AverageValue, averageValue: 10'),
      series: QUEUES,
    });
    expect(perPod.end).toEqual({ is: 'complete' });
    expect(perPod.links.api?.path).toBe('/apis/external.metrics.k8s.io/v1beta1/namespaces/default/queue_depth');
    expect(perPod.links.values?.items.map(({ name, value }) => [name, value])).toEqual([
      ['{queue="a"}', 30],
      ['{queue="b"}', 15],
    ]);
    expect(perPod.links.decision).toMatchObject({
      current: 2,
      measuredMilli: 22_500n,
      perPod: true,
      proposal: 5,
      desired: 4,
    });
    const total = chainOf({ config: EXTERNAL_RULE, metrics: external('type: Value, value: 10'), series: QUEUES });
    expect(total.links.decision).toMatchObject({ measuredMilli: 45_000n, perPod: false, ratio: 4.5, proposal: 9 });
  });

  it("takes a metric's selector into the path and the query", () => {
    const metrics = external('type: Value, value: 10', ', selector: {matchLabels: {queue: a}}');
    const { links } = chainOf({ config: EXTERNAL_RULE, metrics, series: QUEUES });
    expect(links.api?.path).toContain('?labelSelector=queue%3Da');
    expect(links.query?.promql).toBe('sum(queue_depth{queue="a",ns="default"}) by (queue)');
  });

  it('names the label of the request that no series has', () => {
    const metrics = external('type: Value, value: 10', ', selector: {matchLabels: {queue: z}}');
    expect(chainOf({ config: EXTERNAL_RULE, metrics, series: QUEUES }).end).toMatchObject({
      is: 'broken',
      at: 'values',
      cause: 'no series queue_depth in small.promsnap.gz has queue="z", so the adapter answers with an empty list',
    });
  });

  it('reads the one value of an object', () => {
    const metrics = `[{type: Object, object: {describedObject: {apiVersion: v1, kind: Service, name: web}, metric: {name: hits}, target: {type: Value, value: 10}}}]`;
    const config = `rules:
- seriesQuery: hits
  resources: {overrides: {ns: {resource: namespace}, service: {resource: service}}}
  metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
`;
    const { links, end } = chainOf({
      config,
      metrics,
      series: ['hits{ns="default",service="web"} 25', utilization('a', 1)],
    });
    expect(end).toEqual({ is: 'complete' });
    expect(links.api?.path).toBe('/apis/custom.metrics.k8s.io/v1beta1/namespaces/default/services/web/hits');
    expect(links.decision).toMatchObject({ ratio: 2.5, proposal: 3 });
  });

  it('brings several metrics together: the largest counts, and one that fails forbids to go down', () => {
    const second = (averageValue: number, name = SM_UTIL) =>
      `[{type: Pods, pods: {metric: {name: ${SM_UTIL}}, target: {type: AverageValue, averageValue: 10}}},
        {type: Pods, pods: {metric: {name: ${name}}, target: {type: AverageValue, averageValue: ${averageValue}}}}]`;
    const together = (metrics: string) =>
      explainSmall({ metrics, series: [utilization('a', 23), utilization('b', 23)] }).autoscalers[0]!.together;
    expect(together(second(8))).toEqual({ replicas: 4, metric: SM_UTIL });
    expect(together(second(8, 'nothing'))).toEqual({ replicas: 4, metric: SM_UTIL });
    expect(together(second(8, 'nothing').replace('averageValue: 10', 'averageValue: 100'))).toEqual({
      failure: 'nothing',
    });
    expect(together(PODS_METRIC)).toBeUndefined();
  });
});

describe('a chain that breaks or cannot be followed', () => {
  const said = (end: ChainEnd) =>
    end.is === 'broken'
      ? [end.is, end.at, end.cause, end.fix]
      : end.is === 'open'
        ? [end.is, end.at, end.reason]
        : [end.is];
  const metric = (text: string) => `[${text}]`;
  const GOOD = [utilization('a', 23)];
  const ruleWith = (overrides: string, query = 'avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)') =>
    `rules:\n- {seriesQuery: '${SM_UTIL}{}', resources: {overrides: {${overrides}}}, metricsQuery: '${query}'}\n`;
  const dcgm = (pods: string) =>
    `${SM_UTIL}{namespace="monitoring",pod="dcgm-exporter-x1",${pods}container="exporter"} 23`;

  const BREAKS: readonly (readonly [string, SmallCluster, 'broken' | 'open', ChainLink, string, string?])[] = [
    [
      'a Pods metric with a value alone',
      {
        metrics: metric(`{type: Pods, pods: {metric: {name: ${SM_UTIL}}, target: {type: Value, value: 20}}}`),
        series: GOOD,
      },
      'broken',
      'metric',
      'the Pods metric has no target that the controller can use',
      'averageValue',
    ],
    [
      'a configuration that does not load',
      { config: SEED_RULE.replace('metricsQuery', 'metricQuery'), series: GOOD },
      'broken',
      'rule',
      "the adapter's configuration does not load, so it serves nothing: ",
      'metricsQuery',
    ],
    [
      'a metric without a name',
      {
        metrics: metric('{type: Pods, pods: {metric: {}, target: {type: AverageValue, averageValue: 20}}}'),
        series: GOOD,
      },
      'broken',
      'metric',
      'the Pods metric has no name',
    ],
    [
      'a selector that the HPA cannot read',
      {
        metrics: metric(
          `{type: Pods, pods: {metric: {name: ${SM_UTIL}, selector: {matchExpressions: [{key: a, operator: Gt, values: ["1"]}]}}, target: {type: AverageValue, averageValue: 20}}}`,
        ),
        series: GOOD,
      },
      'broken',
      'metric',
      'the selector of the metric has an operator that does not exist',
    ],
    [
      'a metric of a node',
      {
        metrics: metric(
          `{type: Object, object: {describedObject: {apiVersion: v1, kind: Node, name: n1}, metric: {name: ${SM_UTIL}}, target: {type: Value, value: 20}}}`,
        ),
        series: GOOD,
      },
      'broken',
      'api',
      'Node metrics are served without namespace',
    ],
    [
      'a GPU as resource metric',
      {
        metrics: metric(
          '{type: Resource, resource: {name: nvidia.com/gpu, target: {type: Utilization, averageUtilization: 20}}}',
        ),
        series: GOOD,
      },
      'broken',
      'api',
      'metrics.k8s.io knows cpu and memory alone',
    ],
    [
      'cpu',
      {
        metrics: metric('{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 20}}}'),
        series: GOOD,
        files: { 'dist/deployment.yaml': DEPLOYMENT.replace('limits: {', 'limits: {cpu: 4, ') },
      },
      'open',
      'api',
      'cpu comes from metrics.k8s.io',
    ],
    [
      'cpu in percent of a request that is missing',
      {
        metrics: metric('{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 20}}}'),
        series: GOOD,
      },
      'broken',
      'api',
      'the container main of Deployment default/bert has neither a request nor a limit for cpu',
    ],
    [
      'a name that no rule gives',
      { metrics: PODS_METRIC.replace(SM_UTIL, 'DCGM_CUSTOM_PROCESS_SM_UTILS'), series: GOOD },
      'broken',
      'rule',
      'no rule serves pods/DCGM_CUSTOM_PROCESS_SM_UTILS',
      `Did you mean "${SM_UTIL}"?`,
    ],
    [
      'a rule for nodes alone',
      { config: ruleWith('NodeName: {resource: node}'), series: GOOD },
      'broken',
      'rule',
      'to nodes alone',
      'to pod under resources.overrides',
    ],
    [
      'a metric that another adapter serves',
      {
        metrics: PODS_METRIC.replace(SM_UTIL, 'other'),
        series: GOOD,
        project: 'metrics: [{api: custom, name: other, servedBy: KEDA}]\n',
      },
      'open',
      'rule',
      'foresail.yaml says that KEDA serves it',
    ],
    ['no snapshot', {}, 'open', 'series', 'no snapshot is given'],
    [
      'a series that does not exist',
      { series: ['DCGM_CUSTOM_PROCESS_SM_UTI{NamespaceName="default",PodName="p"} 1'] },
      'broken',
      'series',
      `no series in the snapshot matches ${SM_UTIL}{}`,
      '"DCGM_CUSTOM_PROCESS_SM_UTI"',
    ],
    [
      'a series that was not captured',
      { series: ['other{NamespaceName="default",PodName="p"} 1'], selectors: ['other'] },
      'open',
      'series',
      `the snapshot was not asked for the series of ${SM_UTIL}{}`,
    ],
    [
      'a time after the recording',
      { series: GOOD, time: TIME + 3_600_000 },
      'broken',
      'series',
      'the last sample before is of 2026-11-21T00:00:00Z',
      '--at',
    ],
    [
      'a time before the recording',
      { series: GOOD, time: TIME - 7_200_000 },
      'broken',
      'series',
      'the first sample comes later',
    ],
    [
      'the label of another convention',
      {
        config: ruleWith('namespace: {resource: namespace}, pod_name: {resource: pod}'),
        series: [dcgm('exported_pod="x",')],
      },
      'broken',
      'labels',
      `no series ${SM_UTIL} carries the label pod_name, which the rule maps to pod`,
      'Map pod to pod',
    ],
    [
      "the exporter's own pods, honorLabels being false",
      {
        config: ruleWith('exported_namespace: {resource: namespace}, pod: {resource: pod}'),
        series: [dcgm(`exported_namespace="default",exported_pod="${pod('a')}",`)],
      },
      'broken',
      'labels',
      'the rule maps pod to pod, and pod holds dcgm-exporter-x1; the 1 pod of Deployment default/bert is in exported_pod',
      'Map exported_pod instead of pod under resources.overrides of the rule.',
    ],
    [
      "the exporter's own pods and namespace",
      {
        config: ruleWith('namespace: {resource: namespace}, pod: {resource: pod}'),
        series: [dcgm(`exported_namespace="default",exported_pod="${pod('a')}",`)],
      },
      'broken',
      'labels',
      'the 1 pod of Deployment default/bert is in exported_pod',
      'Map exported_pod instead of pod, and exported_namespace instead of namespace under resources.overrides of the rule.',
    ],
    [
      "the exporter's own namespace",
      {
        config: ruleWith('namespace: {resource: namespace}, exported_pod: {resource: pod}'),
        series: [dcgm(`exported_namespace="default",exported_pod="${pod('a')}",`)],
      },
      'broken',
      'labels',
      'the rule maps namespace to namespace, and on the series of the 1 pod of Deployment default/bert it holds monitoring, not default',
    ],
    [
      'no label for the namespace',
      { config: ruleWith('PodName: {resource: pod}'), series: GOOD },
      'broken',
      'query',
      'the rule maps no label to namespace',
      'Map the label that names the namespace',
    ],
    [
      'no pods',
      { series: [`${SM_UTIL}{NamespaceName="default",PodName="gpt-7b486f6bf-a",NodeName="n1"} 1`] },
      'open',
      'query',
      'no pod of Deployment default/bert is known at this time',
    ],
    [
      'a query without grouping',
      {
        config: ruleWith(
          'NamespaceName: {resource: namespace}, PodName: {resource: pod}',
          'avg(<<.Series>>{<<.LabelMatchers>>})',
        ),
        series: GOOD,
      },
      'broken',
      'query',
      'the result of the query carries no label PodName',
      'by (<<.GroupBy>>)',
    ],
    [
      'a query that is no PromQL',
      {
        config: ruleWith(
          'NamespaceName: {resource: namespace}, PodName: {resource: pod}',
          'avg(<<.Series>>{<<.LabelMatchers>>}',
        ),
        series: GOOD,
      },
      'broken',
      'query',
      'Prometheus cannot answer the query',
    ],
    [
      'a field that the template does not have',
      {
        config: ruleWith('NamespaceName: {resource: namespace}, PodName: {resource: pod}', 'avg(<<.series>>)'),
        series: GOOD,
      },
      'broken',
      'query',
      'metricsQuery cannot be rendered',
    ],
    [
      'a query that filters everything out',
      {
        config: ruleWith(
          'NamespaceName: {resource: namespace}, PodName: {resource: pod}',
          'avg(<<.Series>>{<<.LabelMatchers>>} > 100) by (<<.GroupBy>>)',
        ),
        series: GOOD,
      },
      'broken',
      'values',
      'the query gives no value for the 1 pod of Deployment default/bert, although 1 series is there',
    ],
    [
      'pods that the exporter does not see',
      {
        series: [
          `${SM_UTIL}{NamespaceName="default",PodName="gpt-7b486f6bf-a",NodeName="n1"} 1`,
          `kube_pod_info{namespace="default",pod="${pod('a')}"} 1`,
        ],
      },
      'broken',
      'values',
      `no series ${SM_UTIL} names the 1 pod of Deployment default/bert at this time; PodName holds gpt-7b486f6bf-a`,
    ],
  ];

  it.each(BREAKS.map(([title, ...rest]) => [title, rest] as const))('%s', (_, [cluster, is, at, text, fix = '']) => {
    const { end, links } = chainOf(cluster);
    expect(said(end)).toEqual([
      is,
      at,
      expect.stringContaining(text),
      ...(is === 'broken' ? [expect.stringContaining(fix)] : []),
    ]);
    expect(links.decision).toBeUndefined();
  });

  it('still knows the GPUs', () => {
    expect(chainOf({ metrics: PODS_METRIC.replace(SM_UTIL, 'x') }).links.gpus?.replicas).toEqual({
      now: undefined,
      desired: undefined,
      atMost: 10,
    });
  });

  it('points at the rule', () => {
    const { end } = chainOf({ config: ruleWith('PodName: {resource: pod}'), series: GOOD });
    expect(end.is === 'broken' && end.place?.span.file.name).toBe('dist/rules.yaml');
  });

  it('does not know what AHPA decides', () => {
    const ahpa = `apiVersion: autoscaling.alibabacloud.com/v1beta1
kind: AdvancedHorizontalPodAutoscaler
metadata: {name: a, namespace: default}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: bert}
  metrics: [{type: Resource, resource: {name: gpu, target: {type: Utilization, averageUtilization: 20}}}]
  minReplicas: 1
  maxReplicas: 10
`;
    const { end } = chainOf({ files: { 'dist/hpa.yaml': ahpa }, series: GOOD, config: SEED_RULE });
    expect(end).toMatchObject({ is: 'open', at: 'api' });
  });

  it('tells pods by their names where the workload is not among the files', () => {
    const { end, assumptions, links } = chainOf({
      files: { 'dist/deployment.yaml': '# nothing\n' },
      series: [...GOOD, utilization('b', 23)],
    });
    expect(end).toEqual({ is: 'complete' });
    expect(links.decision?.desired).toBe(3);
    expect(assumptions).toContain(
      'pods of Deployment default/bert: it is not among the files, so they are told by their names',
    );
  });
});
