import { ackSeries, config, configMap, externalConfig, rule } from '../adapter/rules';
import { faultsOf, findingsOf, helpOf, judgeSample, reasonsOf, type Sample } from '../sample';
import { ahpa, hpa, yamlOf } from '../sample-manifests';

const ID = 'hpa/metric-not-exposed';

interface Given extends Omit<Sample, 'files'> {
  readonly rules?: string;
  readonly project?: string;
}

function judge(metric: object, { rules, project, ...sample }: Given = {}) {
  return judgeSample({
    files: {
      'hpa.yaml': yamlOf(hpa({ spec: { metrics: [metric] } })),
      ...(rules !== undefined && { 'rules.yaml': rules }),
      ...(project !== undefined && { 'foresail.yaml': project }),
    },
    ...sample,
  });
}

const TARGET = { type: 'AverageValue', averageValue: '20' };
const pods = (name: string) => ({ type: 'Pods', pods: { metric: { name }, target: TARGET } });
const external = (name: string) => ({ type: 'External', external: { metric: { name }, target: TARGET } });
const object = (name: string, kind: string, apiVersion = 'v1') => ({
  type: 'Object',
  object: {
    metric: { name },
    describedObject: { apiVersion, kind, name: 'bert' },
    target: { type: 'Value', value: '20' },
  },
});

const SM = 'DCGM_CUSTOM_PROCESS_SM_UTIL';
const CARD = 'DCGM_FI_DEV_GPU_UTIL';
const SERIES = ackSeries(SM, CARD);
const END = 'so the autoscaler reads <unknown> and does not scale on it';

/** The first rule of the seed: nodes only. */
const NODE_RULE = rule({ seriesQuery: `${CARD}{}`, resources: { overrides: { NodeName: { resource: 'node' } } } });
const mapping = (labels: Readonly<Record<string, object>>) => rule({ resources: { overrides: labels } });

describe("hpa/metric-not-exposed finds the seed's rule for the card, which serves only nodes", () => {
  it.each([
    ['with', { series: SERIES }],
    ['without', {}],
  ])('%s a snapshot, at the name', (_, sample) => {
    const report = judge(pods(CARD), { rules: config(NODE_RULE), ...sample });
    expect(findingsOf(report, ID)).toEqual([
      `error 16:17 the adapter does not list pods/${CARD}: the rule at rules.yaml:2 serves it only for nodes, ${END}`,
    ]);
    expect(helpOf(report, ID)).toEqual([
      'Map the labels that name pod and namespace in the rule, or take a metric of the container: a value per node says nothing about one pod.',
    ]);
  });
});

describe('hpa/metric-not-exposed finds', () => {
  const noNamespace = mapping({ PodName: { resource: 'pod' }, NodeName: { resource: 'node' } });
  const twice = config(rule(), rule({ seriesQuery: 'vllm:num_requests_waiting' }));

  it.each<[string, object, Given, string, string]>([
    [
      'a name that no rule gives',
      pods('queue_length'),
      { rules: config(rule()) },
      `no rule of the adapter serves pods/queue_length, ${END}`,
      'Add a rule for it. If another adapter serves it, declare it under metrics in foresail.yaml.',
    ],
    [
      'a typo',
      pods('DCGM_CUSTOM_PROCES_SM_UTIL'),
      { rules: config(rule()) },
      `no rule of the adapter serves pods/DCGM_CUSTOM_PROCES_SM_UTIL, ${END}`,
      `Rules serve ${SM}: write that, or add a rule.`,
    ],
    [
      'the name of the series, where the rule renames it',
      pods(SM),
      { rules: config(rule({ name: { as: 'gpu_sm' } })), series: SERIES },
      `no rule of the adapter serves pods/${SM}, ${END}`,
      'Add a rule for it. If another adapter serves it, declare it under metrics in foresail.yaml.',
    ],
    [
      'a Service that no label names',
      object(SM, 'Service'),
      { rules: config(rule()) },
      `the adapter does not list services/${SM}: the rule at rules.yaml:2 serves it only for namespaces, pods, ${END}`,
      'Map the labels that name service and namespace in the rule.',
    ],
    [
      'an Ingress that no label names',
      object(SM, 'Ingress', 'networking.k8s.io/v1'),
      { rules: config(rule()) },
      `the adapter does not list ingresses.networking.k8s.io/${SM}: the rule at rules.yaml:2 serves it only for namespaces, pods, ${END}`,
      'Map the labels that name ingress and namespace in the rule.',
    ],
    [
      'a rule without the namespace',
      pods(SM),
      { rules: config(noNamespace), series: SERIES },
      `the rule at rules.yaml:2 maps no label to a namespace, so the adapter answers no request for pods/${SM} within a namespace, and the autoscaler reads <unknown> and does not scale on it`,
      'Map the label that names the namespace under resources.overrides, such as namespace: {resource: namespace}.',
    ],
    [
      'a metric of a Node',
      object(SM, 'Node'),
      { rules: config(noNamespace), series: SERIES },
      `the adapter lists nodes/${SM} (the rule at rules.yaml:2) without a namespace, and an autoscaler asks for it within its own, so it reads <unknown> and does not scale on it`,
      'Take a metric of the pods, or of an object that stands in the namespace, such as a Service.',
    ],
    [
      'a rule without a query',
      pods(SM),
      { rules: config(rule({ metricsQuery: undefined })), series: SERIES },
      `the rule at rules.yaml:2 has no metricsQuery, so every request for pods/${SM} fails, and the autoscaler reads <unknown> and does not scale on it`,
      'Write one, such as sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>).',
    ],
    [
      'a rule that finds no series',
      pods('vllm:num_requests_waiting'),
      { rules: twice, series: SERIES },
      `the adapter does not list pods/vllm:num_requests_waiting: the rule at rules.yaml:10 finds no series for it in sample.promsnap, ${END}`,
      'Compare the seriesQuery and the labels of the rule with the series that Prometheus has.',
    ],
    [
      'a custom metric that is an external one',
      pods(SM),
      { rules: externalConfig(rule()) },
      `no rule of the adapter serves pods/${SM}, ${END}`,
      'The rule at rules.yaml:2 serves it as an external metric: ask for it with type: External, or write the rule under rules.',
    ],
    [
      'an external metric that is a custom one',
      external(SM),
      { rules: config(rule()), options: { dialect: 'upstream' } },
      `no rule of the adapter serves ${SM}, ${END}`,
      'The rule at rules.yaml:2 serves it as a custom metric: ask for it with type: Pods or Object, or write the rule under externalRules.',
    ],
    [
      'an external rule without the namespace',
      external(SM),
      { rules: externalConfig(rule({ resources: undefined })), series: SERIES },
      `the rule at rules.yaml:2 maps no label to a namespace, so the adapter answers no request for ${SM} within a namespace, and the autoscaler reads <unknown> and does not scale on it`,
      'Map the label that names the namespace under resources.overrides, such as namespace: {resource: namespace}.',
    ],
  ])('%s', (_, metric, given, message, help) => {
    const report = judge(metric, given);
    expect(findingsOf(report, ID).map((finding) => finding.replace(/^error \d+:\d+ /, ''))).toEqual([message]);
    expect(helpOf(report, ID)).toEqual([help]);
  });

  it('the metric of a v2beta1 HPA, at its name', () => {
    const metrics = [{ type: 'Pods', pods: { metricName: CARD, targetAverageValue: '20' } }];
    const report = judgeSample({
      files: {
        'hpa.yaml': yamlOf(hpa({ apiVersion: 'autoscaling/v2beta1', spec: { metrics } })),
        'rules.yaml': config(NODE_RULE),
      },
    });
    expect(faultsOf(report, ID).map((fault) => fault.split(' ')[1])).toEqual(['/spec/metrics/0/pods/metricName']);
  });

  it('the external metric of an AHPA', () => {
    const files = {
      'ahpa.yaml': yamlOf(ahpa({ spec: { metrics: [external('queue')] } })),
      'rules.yaml': config(rule()),
    };
    const report = judgeSample({ files, options: { dialect: 'ack' } });
    expect(findingsOf(report, ID).map((finding) => finding.replace(/^error \d+:\d+ /, ''))).toEqual([
      `no rule of the adapter serves queue, ${END}`,
    ]);
  });
});

describe('hpa/metric-not-exposed looks at what a selector selects:', () => {
  const QUEUE = 'my_queue';
  const rules = externalConfig(
    rule({
      seriesQuery: 'my_queue{container!=""}',
      resources: { overrides: { ns: { resource: 'namespace' } } },
      metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>})',
    }),
  );
  const series = `
my_queue{ns="default",container="busy",team="a"} 500
my_queue{ns="default",container="quiet",team="b"} 3
my_queue{ns="other",container="far"} 3
`;
  const asking = (matchLabels: object) => ({
    type: 'External',
    external: { metric: { name: QUEUE, selector: { matchLabels } }, target: TARGET },
  });
  const asked = (matchLabels: object, given: Given = {}) => judge(asking(matchLabels), { rules, series, ...given });

  const UNTIL = `: until there is one, the adapter answers with an empty list, ${END}`;

  it('a series that was recorded passes', () => {
    const report = asked({ container: 'quiet' });
    expect([...findingsOf(report, ID), ...reasonsOf(report, ID)]).toEqual([]);
  });

  it('a label that no series carries is an error', () => {
    const report = asked({ app: 'quiet' });
    expect(faultsOf(report, ID)).toEqual([
      `error /spec/metrics/0/external/metric/name no series my_queue in sample.promsnap has the label app, and the request asks by it: the adapter answers with an empty list, ${END}`,
    ]);
    expect(helpOf(report, ID)).toEqual(['Select by a label that the series carry: container, ns, team.']);
  });

  it('a label of the rule that no series carries is one of its mapping', () => {
    const report = asked({}, { series: series.replaceAll('ns=', 'namespace=') });
    expect(faultsOf(report, ID)).toEqual([expect.stringContaining(' has the label ns, and the request asks by it')]);
    expect(helpOf(report, ID)).toEqual([
      'Map the label that names the namespace under resources.overrides of the rule at rules.yaml:2; the series carry container, namespace, team.',
    ]);
  });

  it('values that no series has together are a warning', () => {
    expect(faultsOf(asked({ container: 'far' }), ID)).toEqual([
      `warning /spec/metrics/0/external/metric/name no series my_queue in sample.promsnap has container="far" and ns="default" together: the adapter answers with an empty list, ${END}`,
    ]);
  });

  it.each<[string, object, Given, string]>([
    [
      'a value that no series has',
      { container: 'chatt' },
      {},
      'no series my_queue in sample.promsnap has container="chatt"' + UNTIL,
    ],
    [
      'a namespace that no series has',
      { container: 'quiet' },
      { options: { namespace: 'new' } },
      'no series my_queue in sample.promsnap has ns="new"' + UNTIL,
    ],
    [
      'series that were not recorded',
      { container: 'chatt' },
      { selectors: ['my_queue{container=~"busy|quiet"}'] },
      'sample.promsnap was not asked for all series my_queue with container="chatt", ns="default"',
    ],
  ])('%s cannot be told', (_, matchLabels, given, reason) => {
    const report = asked(matchLabels, given);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([`notCheckable: ${reason}`]);
  });

  it('the same for an AHPA, and for a Pods metric with a selector', () => {
    const files = {
      'ahpa.yaml': yamlOf(ahpa({ spec: { metrics: [asking({ container: 'chatt' })] } })),
      'rules.yaml': rules,
    };
    expect(reasonsOf(judgeSample({ files, series }), ID)).toEqual([expect.stringContaining('container="chatt"')]);
    const byPods = {
      type: 'Pods',
      pods: { metric: { name: SM, selector: { matchLabels: { app: 'x' } } }, target: TARGET },
    };
    expect(faultsOf(judge(byPods, { rules: config(rule()), series: SERIES }), ID)).toEqual([
      expect.stringContaining(' has the label app, and the request asks by it'),
    ]);
  });
});

describe('hpa/metric-not-exposed passes', () => {
  const everything = mapping({
    NamespaceName: { resource: 'namespace' },
    PodName: { resource: 'pod' },
    svc: { resource: 'service' },
    ing: { group: 'networking.k8s.io', resource: 'ingress' },
  });
  const series = `${SM}{NamespaceName="default",PodName="bert-0",svc="bert",ing="bert"} 35`;

  it.each<[string, object, Given]>([
    ['a Pods metric', pods(SM), { rules: config(rule()), series: SERIES }],
    ['a Pods metric of the second rule', pods(SM), { rules: config(NODE_RULE, rule()), series: SERIES }],
    [
      'a Pods metric of the second set of rules',
      pods(SM),
      { rules: `${config(NODE_RULE)}---\n${config(rule())}`, series: SERIES },
    ],
    ['a Service', object(SM, 'Service'), { rules: config(everything), series }],
    ['a Service of "/v1"', object(SM, 'Service', '/v1'), { rules: config(everything), series }],
    ['an Ingress', object(SM, 'Ingress', 'networking.k8s.io/v1'), { rules: config(everything), series }],
    ['a Namespace', object(SM, 'Namespace'), { rules: config(everything), series }],
    ['an external metric of an external rule', external(SM), { rules: externalConfig(rule()), series: SERIES }],
    [
      'an external metric of any rule under ACK',
      external(SM),
      { rules: config(rule()), series: SERIES, options: { dialect: 'ack' } },
    ],
    [
      'an external metric of the ACK adapter itself',
      external('sls_ingress_qps'),
      { rules: config(rule()), options: { dialect: 'ack' } },
    ],
    [
      'a custom metric that is declared',
      pods('x'),
      { rules: config(rule()), project: 'metrics: [{api: custom, name: x, servedBy: KEDA}]' },
    ],
    [
      'an external metric that is declared',
      external('s0-x'),
      { project: 'metrics: [{api: external, name: s0-x, servedBy: KEDA}]' },
    ],
    [
      'a Resource metric: no rule serves it',
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
      {},
    ],
  ])('%s', (_, metric, given) => {
    const report = judge(metric, given);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

describe('hpa/metric-not-exposed cannot tell', () => {
  const values = (extra: string) => `rules:\n  ${extra}\n`;

  it.each<[string, object, Given, string]>([
    ['without a snapshot', pods(SM), { rules: config(rule()) }, 'skipped: no snapshot was given'],
    ['without rules', pods(SM), {}, 'notCheckable: no adapter rules are among the files'],
    [
      'with rules that do not load',
      pods(SM),
      { rules: config(rule(), rule({ metricQuery: 'x' })), series: SERIES },
      "notCheckable: the adapter's configuration in rules.yaml does not load",
    ],
    [
      'with a query that Prometheus refuses, although the rule for the metric is sound',
      pods(SM),
      { rules: config(rule(), rule({ seriesQuery: 'sum(x)' })), series: SERIES },
      'notCheckable: the adapter lists no custom metric at all while Prometheus refuses the seriesQuery at rules.yaml:10 (seriesQuery is an expression, but Prometheus takes only a series selector here)',
    ],
    [
      'with a query that Prometheus refuses, without a snapshot',
      pods('other'),
      { rules: config(rule(), rule({ seriesQuery: '' })) },
      'notCheckable: the adapter lists no custom metric at all while Prometheus refuses the seriesQuery at rules.yaml:10 (seriesQuery is empty)',
    ],
    [
      'of series that nobody asked for',
      pods('tgi_queue_size'),
      { rules: config(rule({ seriesQuery: 'tgi_queue_size' })), series: SERIES, selectors: [SM] },
      'notCheckable: sample.promsnap was not asked for all series of the rule at rules.yaml:2',
    ],
    [
      "with the chart's default rules",
      pods('http_requests'),
      { rules: values('custom: []') },
      "notCheckable: the chart's default rules are on, and they may serve it",
    ],
    [
      'with rules in a ConfigMap that is not there',
      pods(SM),
      { rules: values('existing: adapter-config') },
      'notCheckable: the adapter reads the ConfigMap adapter-config, which is not among the files',
    ],
    [
      'of a metric of the ACK adapter itself, where nothing tells the adapter',
      external('slb_l7_qps'),
      { rules: config(rule()) },
      'notCheckable: the ACK adapter may serve slb_l7_qps itself, and prometheus-adapter does not: say which adapter it is, with --dialect or pipeline in foresail.yaml',
    ],
    [
      'of a metric that is called like those of the ACK adapter',
      external('slb_l7_qqs'),
      { options: { dialect: 'ack' } },
      "notCheckable: slb_l7_qqs is called like a metric of the ACK adapter's own, and is none that is known",
    ],
    [
      'of an external metric that the ACK adapter would make from a rule, where nothing tells the adapter',
      external(SM),
      { rules: config(rule()) },
      'notCheckable: the rule at rules.yaml:2 serves it under the ACK adapter, and not under prometheus-adapter: say which adapter it is, with --dialect or pipeline in foresail.yaml',
    ],
    [
      'of a Stackdriver metric',
      pods('prometheus.googleapis.com|vllm:num_requests_waiting|gauge'),
      { rules: config(rule()) },
      'notCheckable: prometheus.googleapis.com|vllm:num_requests_waiting|gauge is called like a metric of the Stackdriver adapter, which is not checked: if that serves it, declare it under metrics in foresail.yaml: {api: custom, name: "prometheus.googleapis.com|vllm:num_requests_waiting|gauge", servedBy: ...}',
    ],
    [
      'of a Stackdriver metric of another object',
      object('custom.googleapis.com|qps', 'Service'),
      {},
      'notCheckable: custom.googleapis.com|qps is called like a metric of the Stackdriver adapter, which is not checked: if that serves it, declare it under metrics in foresail.yaml: {api: custom, name: "custom.googleapis.com|qps", resource: services, servedBy: ...}',
    ],
    [
      'of a metric of KEDA',
      external('s0-prometheus'),
      { rules: config(rule()) },
      'notCheckable: s0-prometheus is called like a metric of KEDA, which is not checked: if that serves it, declare it under metrics in foresail.yaml: {api: external, name: "s0-prometheus", servedBy: ...}',
    ],
    [
      'of a name with a placeholder',
      pods('gpu_${NAME}'),
      { rules: config(rule()) },
      'notCheckable: the name gpu_${NAME} holds a placeholder, which is filled in later',
    ],
    [
      'of an object of a custom kind',
      object('qps', 'InferencePool', 'inference.networking.x-k8s.io/v1'),
      { rules: config(rule()) },
      'notCheckable: describedObject is of a kind that is not known here: InferencePool (inference.networking.x-k8s.io/v1)',
    ],
    ['of a metric without a name', pods(''), { rules: config(rule()) }, 'notCheckable: the metric has no name'],
    [
      'of an Object metric without an object',
      { type: 'Object', object: { metric: { name: 'x' }, target: { type: 'Value', value: '1' } } },
      { rules: config(rule()) },
      'notCheckable: describedObject names no object',
    ],
  ])('%s', (_, metric, given, reason) => {
    const report = judge(metric, given);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([reason]);
  });
});

it('hpa/metric-not-exposed reads the rules of a ConfigMap that Helm values name', () => {
  const rules = `${yamlOf(configMap(config(rule())))}---\nrules: {default: true, existing: adapter-config}\n`;
  expect(findingsOf(judge(pods(SM), { rules, series: SERIES }), ID)).toEqual([]);
  expect(findingsOf(judge(pods('x'), { rules, series: SERIES }), ID)).toHaveLength(1);
});
