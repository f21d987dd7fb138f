import { deployment, readFiles, shownSpan } from './reading';

/** What a text turns out to be, in a line per part. */
function recognised(text: string): readonly string[] {
  const { fleets, notModelled, errors } = readFiles({ 'a.yaml': text });
  return [
    ...fleets.flatMap(({ manifests, ruleSets }) => [
      ...manifests.map(({ object }) => `${object.kind} ${object.namespace}/${object.name}`),
      ...ruleSets.map(({ source }) => source.form),
    ]),
    ...notModelled.map(({ what }) => `not modelled: ${what}`),
    ...errors.map(({ message }) => `error: ${message}`),
  ];
}

const RULES = `- seriesQuery: 'a{pod!=""}'
  metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)
`;
const indented = (text: string, by: number) => text.replace(/^(?=.)/gm, ' '.repeat(by));

describe('a Kubernetes object', () => {
  it.each([
    ['apps/v1', 'Deployment'],
    ['apps/v1beta2', 'Deployment'],
    ['extensions/v1beta1', 'Deployment'],
    ['apps/v1', 'StatefulSet'],
    ['v1', 'Service'],
    ['v1', 'ConfigMap'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler'],
    ['autoscaling/v2beta1', 'HorizontalPodAutoscaler'],
    ['autoscaling.alibabacloud.com/v1beta1', 'AdvancedHorizontalPodAutoscaler'],
    ['policy/v1', 'PodDisruptionBudget'],
  ])('%s %s is read', (apiVersion, kind) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a, namespace: b}\n`;
    expect(recognised(text)).toContain(`${kind} b/a`);
  });

  it.each([
    ['apps/v1', 'DaemonSet'],
    ['batch/v1', 'Job'],
    ['v1', 'Secret'],
    ['v1', 'Namespace'],
    ['keda.sh/v1alpha1', 'ScaledObject'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
    ['kustomize.config.k8s.io/v1beta1', 'Kustomization'],
    ['cluster.x-k8s.io/v1beta1', 'Cluster'],
    // The name of a kind is not enough: the group counts.
    ['example.com/v1', 'Deployment'],
    ['apps/v1', 'Service'],
    ['__proto__/v1', 'Deployment'],
    ['constructor/v1', 'Deployment'],
  ])('%s %s is not modelled', (apiVersion, kind) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n`;
    expect(recognised(text)).toEqual([`not modelled: ${kind} (${apiVersion})`]);
  });

  it.each([
    ['a namespace of its own', 'metadata: {name: a, namespace: team}', 'ConfigMap team/a'],
    ['none', 'metadata: {name: a}', 'ConfigMap fallback/a'],
    ['an empty one', 'metadata: {name: a, namespace: ""}', 'ConfigMap fallback/a'],
    ['null', 'metadata: {name: a, namespace: null}', 'ConfigMap fallback/a'],
    ['a number as namespace and name', 'metadata: {name: 12, namespace: 007}', 'ConfigMap 007/12'],
    ['no metadata', 'data: {}', 'ConfigMap fallback/'],
    ['metadata that is text', 'metadata: a', 'ConfigMap fallback/'],
  ])('with %s', (_, metadata, expected) => {
    const text = `apiVersion: v1\nkind: ConfigMap\n${metadata}\n`;
    const [{ manifests }] = readFiles({ 'a.yaml': text }, { namespace: 'fallback' }).fleets as [never];
    const [{ object }] = manifests as [{ object: { kind: string; namespace: string; name: string } }];
    expect(`${object.kind} ${object.namespace}/${object.name}`).toBe(expected);
  });

  it('of a kind that is not modelled is given no namespace: it may have none', () => {
    const { notModelled } = readFiles({
      'a.yaml':
        'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: b}\n',
    });
    expect(notModelled.map(({ object }) => object)).toEqual([
      { apiVersion: 'v1', kind: 'Namespace', name: 'a' },
      { apiVersion: 'v1', kind: 'Secret', namespace: 'b', name: 'a' },
    ]);
  });
});

describe('several objects', () => {
  it('in one file stand for themselves', () => {
    expect(recognised(`${deployment('a')}---\n${deployment('b')}---\n# nothing\n---\nkind: x\n`)).toEqual([
      'Deployment default/a',
      'Deployment default/b',
      'not modelled: YAML that is no manifest',
    ]);
  });

  it.each(['List', 'ConfigMapList'])('in a %s stand for themselves', (kind) => {
    const text = `apiVersion: v1
kind: ${kind}
items:
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
  - {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}]}
  - {apiVersion: v1, kind: Secret, metadata: {name: s}}
  - {name: c}
  - d
`;
    expect(recognised(text)).toEqual([
      'ConfigMap default/a',
      'ConfigMap default/b',
      'not modelled: Secret (v1)',
      'not modelled: a list item that is no object',
      'not modelled: a list item that is no object',
    ]);
  });

  it('in a list each have their own faults of the YAML', () => {
    const text = `apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: b, name: c}}
`;
    const [fleet] = readFiles({ 'a.yaml': text }).fleets;
    expect(fleet!.manifests.map(({ problems }) => problems.map(({ span }) => shownSpan(span)))).toEqual([
      [],
      ['a.yaml:5:59 name'],
    ]);
  });

  it('written as JSON are read alike', () => {
    expect(recognised('{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}}')).toEqual([
      'ConfigMap default/a',
    ]);
  });
});

describe('the rules of an adapter', () => {
  it.each([
    ['a bare configuration', `rules:\n${RULES}`, 'adapterConfig'],
    ['a bare configuration with external rules alone', `externalRules:\n${RULES}`, 'adapterConfig'],
    ['a bare configuration with resource rules alone', 'resourceRules:\n  cpu: {containerQuery: a}\n', 'adapterConfig'],
    ['a bare configuration in flow style', '{"rules": [{"seriesQuery": "a"}]}', 'adapterConfig'],
    ['a bare list', RULES, 'ruleList'],
    ['a bare list of which one rule has no query', `- name: {as: a}\n${RULES}`, 'ruleList'],
    ['community values', `rules:\n  custom:\n${indented(RULES, 4)}`, 'communityValues'],
    ['community values that refer to a ConfigMap', 'rules: {existing: my-rules}\n', 'communityValues'],
    [
      'community values below their parent key',
      `prometheus-adapter:\n  rules:\n    external:\n${indented(RULES, 6)}`,
      'communityValues',
    ],
    ['community values without rules of their own', 'prometheus-adapter: {replicas: 2}\n', 'communityValues'],
    [
      'ACK values below their parent key',
      `AlibabaCloudMetricsAdapter:\n  prometheus:\n    enabled: true\n    adapter:\n      rules:\n        custom:\n${indented(RULES, 10)}`,
      'ackValues',
    ],
    [
      'ACK values without their parent key',
      `prometheus:\n  adapter:\n    rules:\n      custom:\n${indented(RULES, 8)}`,
      'ackValues',
    ],
    ['ACK values in the short form', 'prometheus: {enabled: true, url: "http://p"}\n', 'ackValues'],
  ])('as %s', (_, text, form) => {
    expect(recognised(text)).toEqual([form]);
  });

  it.each([
    ['a workflow', 'on: push\njobs: {build: {steps: []}}\n'],
    ['alerting rules', 'groups:\n  - name: a\n    rules: [{alert: a, expr: b}]\n'],
    ['values of another chart', 'prometheus: {enabled: true, prometheusSpec: {}}\nrules: {create: true}\n'],
    ['a list of anything', '- a\n- b: c\n'],
    ['rules of another kind', 'rules: [{host: a}]\n'],
    ['text', 'just text\n'],
  ])('are not %s', (_, text) => {
    expect(recognised(text)).toEqual(['not modelled: YAML that is no manifest']);
  });

  const configMap = (name: string, data: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata:\n${data}`;

  it.each([
    ['a literal block', `  config.yaml: |\n    rules:\n${indented(RULES, 4)}`],
    ['flow style', '  config.yaml: |\n    rules: [{seriesQuery: a, metricsQuery: b}]\n'],
    ['JSON', `  config.yaml: '{"rules":[{"seriesQuery":"a","metricsQuery":"b"}]}'\n`],
    ['external rules alone', `  config.yaml: |\n    externalRules:\n${indented(RULES, 4)}`],
    ['text that is no YAML', `  config.yaml: |\n    rules:\n    - seriesQuery: "a\n`],
    ['flow style that is no YAML', `  config.yaml: |\n    {rules: [{seriesQuery: a]}\n`],
  ])('in a ConfigMap of any name, as %s', (_, data) => {
    expect(recognised(configMap('a', data))).toEqual(['ConfigMap default/a', 'configMap']);
  });

  it('in a ConfigMap named after the adapter may be none', () => {
    expect(recognised(configMap('adapter-config', '  config.yaml: "rules: []"\n'))).toEqual([
      'ConfigMap default/adapter-config',
      'configMap',
    ]);
  });

  it.each([
    ['without data', configMap('a', '  {}\n')],
    ['about something else', configMap('a', '  config.yaml: |\n    rules: [{host: a}]\n    server: {port: 1}\n')],
    [
      'that only mentions a rule',
      configMap('a', '  config.yaml: |\n    text: "see the seriesQuery: of the adapter"\n'),
    ],
    ['with another key', configMap('adapter-config', `  rules.yaml: |\n    rules:\n${indented(RULES, 4)}`)],
    ['whose value is a mapping', configMap('adapter-config', '  config.yaml: {rules: []}\n')],
  ])('are not in a ConfigMap %s', (_, text) => {
    expect(recognised(text)).toEqual([expect.stringMatching(/^ConfigMap default\//)]);
  });

  it.each([
    ['adapterConfig', `rules:\n${RULES}`, false],
    ['communityValues, where nothing is said', `rules:\n  custom:\n${indented(RULES, 4)}`, true],
    ['communityValues, switched off', `rules:\n  default: false\n  custom:\n${indented(RULES, 4)}`, false],
    [
      'ackValues, where nothing is said',
      `prometheus:\n  adapter:\n    rules:\n      custom:\n${indented(RULES, 8)}`,
      false,
    ],
    ['ackValues, switched on', 'prometheus:\n  adapter:\n    rules: {default: true}\n', true],
  ])('know whether the chart adds its own: %s', (_, text, expected) => {
    const [fleet] = readFiles({ 'a.yaml': text }).fleets;
    expect(fleet!.ruleSets[0]!.source.addsDefaultRules).toBe(expected);
  });

  it('know the ConfigMap that the chart reads instead', () => {
    const sourceOf = (text: string) => readFiles({ 'a.yaml': text }).fleets[0]!.ruleSets[0]!.source;
    expect(sourceOf('rules: {existing: my-rules}\n').existing).toBe('my-rules');
    expect(sourceOf('rules: {existing: }\n').existing).toBeUndefined();
    expect(sourceOf('rules: {existing: ""}\n').existing).toBeUndefined();
  });
});

describe('templates', () => {
  it('that are no YAML are not modelled', () => {
    expect(
      recognised('metadata:\n  name: {{ .Release.Name }}\n  labels:\n    {{- include "a" . | nindent 4 }}\n'),
    ).toEqual(['not modelled: YAML with template placeholders ({{ }})']);
  });

  it.each([
    ['name', 'metadata: {name: "{{ .Release.Name }}"}'],
    ['replicas', 'metadata: {name: a}\nspec: {replicas: "{{ .Values.replicas }}"}'],
    ['image', 'metadata: {name: a}\nspec: {template: {spec: {containers: [{name: a, image: "{{ .Values.image }}"}]}}}'],
  ])('that are YAML are not modelled where %s is a placeholder', (_, text) => {
    expect(recognised(`apiVersion: apps/v1\nkind: Deployment\n${text}\n`)).toEqual([
      'not modelled: Deployment with template placeholders ({{ }})',
    ]);
  });

  it.each([
    ['args', 'spec: {template: {spec: {containers: [{name: a, args: [--chat-template, "{{ messages }}"]}]}}}'],
    ['env', 'spec: {template: {spec: {containers: [{name: a, env: [{name: T, value: "{{ x }}"}]}]}}}'],
    ['annotations', 'spec: {template: {metadata: {annotations: {vault: "{{ with secret }}"}}}}'],
  ])('for other programs are none: braces in %s', (_, text) => {
    expect(recognised(`apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n${text}\n`)).toEqual([
      'Deployment default/a',
    ]);
  });

  it('in the data of a ConfigMap are none', () => {
    expect(recognised('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: "{{ x }}"}\n')).toEqual([
      'ConfigMap default/a',
    ]);
  });

  it('are not what keeps a file from being YAML where the braces are quoted', () => {
    expect(recognised('a: "{{ $labels.pod }}"\nb: [\n')).toEqual([
      expect.stringMatching(/^error: this YAML cannot be read: /),
    ]);
  });
});

describe('files that cannot be read', () => {
  it('are errors at their place, and the others are still read', () => {
    const { fleets, errors, recognisedFiles } = readFiles({
      'bad.yaml': 'a: 1\nb: "x\n',
      'good.yaml': deployment('a'),
    });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ code: 'yaml', help: 'Mend the YAML; the file was left out.' });
    expect(fleets[0]!.workloads).toHaveLength(1);
    expect([...recognisedFiles]).toEqual(['good.yaml']);
  });

  it('are left out whole: half of a file would be taken for all of it', () => {
    expect(recognised(`${deployment('a')}---\nb: "x\n`)).toEqual([expect.stringMatching(/^error: /)]);
  });
});
