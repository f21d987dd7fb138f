import { type Discovery, type DiscoveryOptions, discover } from '../../src/adapter/discovery';
import { type LoadOptions, loadAdapterConfig } from '../../src/adapter/rules/load';
import { SeriesStore } from '../../src/series/series-store';
import { SEED_CONFIG } from './seed-rules';

const NOW = 1_000_000_000;

/** `m{a="1",b="2"}` with a sample so many ms before now; labels without a value get the value x. */
function series(text: string, age = 0) {
  const [, name = '', inner = ''] = /^([^{]*)\{(.*)\}$/.exec(text) ?? [];
  const labels: Record<string, string> = { __name__: name };
  for (const label of inner.split(',').filter((part) => part !== '')) {
    const [key = '', value = 'x'] = label.split('=');
    labels[key] = value;
  }
  return { labels, timestamps: [NOW - age], values: [1] };
}

function discoverIn(
  config: string,
  texts: readonly string[],
  options: DiscoveryOptions = {},
  loading: LoadOptions = {},
): Discovery {
  const loaded = loadAdapterConfig(config, loading);
  expect(loaded.errors).toEqual([]);
  return discover(loaded, SeriesStore.from(texts.map((text) => series(text))), options);
}

const entriesOf = ({ custom }: Discovery) =>
  custom.metrics.map(({ entry, namespaced }) => `${entry} ${namespaced}`).sort();
const namesOf = ({ external }: Discovery) => external.metrics.map(({ name }) => name).sort();

const Q = 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)';
const rule = (seriesQuery: string, more: string) => `- seriesQuery: '${seriesQuery}'\n  metricsQuery: ${Q}\n${more}`;
const overrides = (pairs: Readonly<Record<string, string>>) =>
  `  resources: {overrides: {${Object.entries(pairs)
    .map(([label, resource]) => `${label}: {resource: ${resource}}`)
    .join(', ')}}}\n`;

const SEED_SERIES = [
  'DCGM_FI_DEV_GPU_UTIL',
  'DCGM_CUSTOM_PROCESS_SM_UTIL',
  'DCGM_FI_DEV_FB_USED',
  'DCGM_CUSTOM_PROCESS_MEM_USED',
].map((name) => `${name}{NamespaceName=default,PodName=a,NodeName=n1}`);

describe('discover', () => {
  it('lists exactly ten entries for the five rules of the seed', () => {
    const discovery = discoverIn(SEED_CONFIG, SEED_SERIES);
    expect(entriesOf(discovery)).toEqual([
      'namespaces/DCGM_CUSTOM_PROCESS_GPU_MEM_USED_RATIO false',
      'namespaces/DCGM_CUSTOM_PROCESS_MEM_USED false',
      'namespaces/DCGM_CUSTOM_PROCESS_SM_UTIL false',
      'nodes/DCGM_CUSTOM_PROCESS_MEM_USED false',
      'nodes/DCGM_CUSTOM_PROCESS_SM_UTIL false',
      'nodes/DCGM_FI_DEV_FB_USED false',
      'nodes/DCGM_FI_DEV_GPU_UTIL false',
      'pods/DCGM_CUSTOM_PROCESS_GPU_MEM_USED_RATIO true',
      'pods/DCGM_CUSTOM_PROCESS_MEM_USED true',
      'pods/DCGM_CUSTOM_PROCESS_SM_UTIL true',
    ]);
    expect(discovery.custom.metrics.every(({ conflict }) => conflict === undefined)).toBe(true);
    expect(discovery.external).toEqual({ served: false, metrics: [], refused: [] });
  });

  it('serves every rule as an external metric too in the dialect of ACK', () => {
    const discovery = discoverIn(SEED_CONFIG, SEED_SERIES, { dialect: 'ack' });
    expect(entriesOf(discovery)).toHaveLength(10);
    expect(namesOf(discovery)).toEqual([
      'DCGM_CUSTOM_PROCESS_GPU_MEM_USED_RATIO',
      'DCGM_CUSTOM_PROCESS_MEM_USED',
      'DCGM_CUSTOM_PROCESS_SM_UTIL',
      'DCGM_FI_DEV_FB_USED',
      'DCGM_FI_DEV_GPU_UTIL',
    ]);
  });

  it.each<[string, string, string[], string[]]>([
    ['X1', `rules:\n${rule('m{}', overrides({ pod: 'pod' }))}`, ['m{pod,job}'], ['pods/m true']],
    [
      'X2',
      `rules:\n${rule('m{}', '  resources: {namespaced: false, overrides: {pod: {resource: pod}, ns: {resource: namespace}}}\n')}`,
      ['m{pod,ns}'],
      ['namespaces/m false', 'pods/m true'],
    ],
    [
      'X3',
      `rules:\n${rule('m{}', '  resources: {template: <<.Resource>>}\n')}`,
      ['m{pods,namespace,job,ingress,storageclass,foo}'],
      [
        'ingresses.networking.k8s.io/m true',
        'jobs.batch/m true',
        'namespaces/m false',
        'pods/m true',
        'storageclasses.storage.k8s.io/m true',
      ],
    ],
    [
      'X4',
      `rules:\n${rule('m{}', '  resources: {template: kube_<<.Group>>_<<.Resource>>, overrides: {ns: {resource: namespace}}}\n')}`,
      ['m{kube_networking_ingress,kube_networking_k8s_io_ingress,kube_apps_deployment,ns}'],
      ['deployments.apps/m true', 'ingresses.networking.k8s.io/m true', 'namespaces/m false'],
    ],
    [
      'X5',
      `rules:\n${rule('m{}', '  resources: {template: <<.Resource>>, overrides: {PodName: {resource: pod}}}\n')}`,
      ['m{pod,namespace}'],
      ['namespaces/m false', 'pods/m true'],
    ],
    [
      'X7',
      `rules:\n${rule('h_total{}', `${overrides({ pod: 'pod' })}  name: {matches: ^(.*)_total, as: $1_ps}\n`)}`,
      ['h_total{pod}'],
      ['pods/ true'],
    ],
    [
      'X8',
      `rules:\n- seriesQuery: m{}\n${overrides({ pod: 'pod', ns: 'namespace' })}`,
      ['m{pod,ns}'],
      ['namespaces/m false', 'pods/m true'],
    ],
    ['a rule without any association', `rules:\n${rule('m{}', '')}`, ['m{pod,namespace}'], []],
    [
      'persistent volumes',
      `rules:\n${rule('m{}', overrides({ pv: 'persistentvolume' }))}`,
      ['m{pv}'],
      ['persistentvolumes/m false'],
    ],
  ])('lists the entries of row %s', (_, config, texts, expected) => {
    expect(entriesOf(discoverIn(config, texts))).toEqual(expected);
  });

  it('row X6: per key the last rule wins, and within a rule the last series', () => {
    const discovery = discoverIn(
      `rules:
- {seriesQuery: 'm{}', metricsQuery: one(<<.LabelMatchers>>), name: {as: same}, resources: {overrides: {pod: {resource: pod}, ns: {resource: namespace}}}}
- {seriesQuery: '{__name__=~"m[23]"}', metricsQuery: two(<<.Series>>), name: {as: same}, resources: {overrides: {pod: {resource: pod}, zz: {resource: namespace}}}}
`,
      ['m{pod,ns}', 'm2{pod}', 'm3{pod}'],
    );
    expect(
      discovery.custom.metrics.map(({ entry, rule: { index }, seriesName, conflict }) => [
        entry,
        index,
        seriesName,
        conflict,
      ]),
    ).toEqual([
      ['namespaces/same', 0, 'm', undefined],
      ['pods/same', 1, 'm3', 'within-rule'],
    ]);
  });

  it('names a conflict between rules, and all that claim the entry', () => {
    const one = rule('m{}', overrides({ pod: 'pod' }));
    const [metric] = discoverIn(`rules:\n${one}${one}`, ['m{pod}']).custom.metrics;
    expect(metric?.conflict).toBe('across-rules');
    expect(metric?.claims.map(({ rule: { index } }) => index)).toEqual([0, 1]);
    expect(metric?.rule.index).toBe(1);
  });

  it('lists external metrics by name alone, whatever the labels', () => {
    const discovery = discoverIn(`externalRules:\n${rule('queue_depth{}', '')}`, [
      'queue_depth{}',
      'queue_depth{name}',
    ]);
    expect(namesOf(discovery)).toEqual(['queue_depth']);
    expect(discovery.custom).toEqual({ served: false, metrics: [], refused: [] });
  });

  it('never lets rules and externalRules collide', () => {
    const one = rule('m{}', overrides({ pod: 'pod' }));
    const discovery = discoverIn(`rules:\n${one}externalRules:\n${one}`, ['m{pod}']);
    expect(discovery.custom.metrics[0]?.conflict).toBeUndefined();
    expect(discovery.external.metrics[0]?.conflict).toBeUndefined();
  });

  it('ignores externalRules in the dialect of ACK', () => {
    const discovery = discoverIn(`externalRules:\n${rule('m{}', '')}`, ['m{}'], { dialect: 'ack' });
    expect(discovery).toMatchObject({ custom: { served: true, metrics: [] }, external: { served: true, metrics: [] } });
  });

  it('applies filters and name.matches to the metric name, unanchored', () => {
    const config = `rules:\n${rule(
      '{pod!=""}',
      `${overrides({ pod: 'pod' })}  seriesFilters: [{is: ^a_}, {isNot: bad}]\n  name: {matches: _total}\n`,
    )}`;
    const discovery = discoverIn(config, [
      'a_total{pod}',
      'a_total_x{pod}',
      'a_bad_total{pod}',
      'b_total{pod}',
      'a_y{pod=_total}',
    ]);
    expect(discovery.rules[0]?.matched.map(({ name, apiName }) => [name, apiName])).toEqual([
      ['a_total_x', '_total'],
      ['a_total', '_total'],
    ]);
    expect(discovery.rules[0]?.selected).toHaveLength(5);
  });

  it('says per rule which series have no resource and which labels are missing', () => {
    const [found] = discoverIn(
      `rules:\n${rule('m{}', overrides({ pod: 'pod', NodeName: 'node', kubernetes_pod: 'service' }))}`,
      ['m{pod}', 'm{instance}', 'other{pod}'],
    ).rules;
    expect(found?.selected).toHaveLength(2);
    expect(found?.withoutResource.map(({ labels }) => labels.instance)).toEqual(['x']);
    expect(found?.labelsMissing).toEqual(['NodeName', 'kubernetes_pod']);
  });

  it('names no label as missing where no series was found', () => {
    const [found] = discoverIn(`rules:\n${rule('m{}', overrides({ pod: 'pod' }))}`, ['other{pod}']).rules;
    expect(found).toMatchObject({ selected: [], matched: [], labelsMissing: [] });
  });

  it.each([
    ['an expression', 'sum(m)'],
    ['a range', 'm[5m]'],
    ['an offset', 'm offset 5m'],
    ['an @ modifier', 'm @ 5'],
    ['parentheses', '(m)'],
    ['matchers that all match the empty text', '{a=~".*"}'],
    ['broken syntax', 'm{a='],
    ['nothing', ''],
  ])('refuses a seriesQuery with %s, which hides all rules of its API', (_, query) => {
    const discovery = discoverIn(`rules:\n${rule(query, '')}${rule('n', overrides({ pod: 'pod' }))}`, ['n{pod}']);
    expect(discovery.custom.refused.map((refused) => refused.rule.index)).toEqual([0]);
    expect(discovery.custom.metrics.map(({ entry }) => entry)).toEqual(['pods/n']);
    expect(discovery.external.refused).toEqual([]);
  });

  it('sees a series only while its last sample is young enough', () => {
    const store = SeriesStore.from([series('m{pod}', 600_000)]);
    const config = loadAdapterConfig(`rules:\n${rule('m{}', overrides({ pod: 'pod' }))}`);
    const count = (options: DiscoveryOptions) => discover(config, store, options).custom.metrics.length;
    expect(count({})).toBe(1);
    expect(count({ now: NOW })).toBe(1);
    expect(count({ now: NOW + 1 })).toBe(0);
    expect(count({ now: NOW + 1, dialect: 'ack' })).toBe(1);
    expect(count({ now: NOW + 600_001, dialect: 'ack' })).toBe(0);
    expect(count({ now: NOW, maxAgeMs: 60_000 })).toBe(0);
    expect(count({ now: NOW - 600_001 })).toBe(0);
  });

  describe('with the default rules of upstream', () => {
    /** The six rules that upstream generates for a label prefix. */
    const defaults = (prefix: string) => {
      const container = `'{__name__=~"^container_.*",container!="POD",namespace!="",pod!=""}'`;
      const other = `'{${prefix}namespace!="",__name__!~"^container_.*"}'`;
      const byOverride = 'resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}';
      const byTemplate = `resources: {template: "${prefix}<<.Resource>>"}`;
      const query = (text: string) => `metricsQuery: '${text}'`;
      const rate = (matchers: string) => query(`sum(rate(<<.Series>>{${matchers}}[1m])) by (<<.GroupBy>>)`);
      const plain = (matchers: string) => query(`sum(<<.Series>>{${matchers}}) by (<<.GroupBy>>)`);
      const noPod = '<<.LabelMatchers>>,container!="POD"';
      return `rules:
- {seriesQuery: ${container}, name: {matches: '^container_(.*)_seconds_total$'}, ${byOverride}, ${rate(noPod)}}
- {seriesQuery: ${container}, seriesFilters: [{isNot: '^container_.*_seconds_total$'}], name: {matches: '^container_(.*)_total$'}, ${byOverride}, ${rate(noPod)}}
- {seriesQuery: ${container}, seriesFilters: [{isNot: '^container_.*_total$'}], name: {matches: '^container_(.*)$'}, ${byOverride}, ${plain(noPod)}}
- {seriesQuery: ${other}, seriesFilters: [{isNot: '.*_total$'}], ${byTemplate}, ${plain('<<.LabelMatchers>>')}}
- {seriesQuery: ${other}, seriesFilters: [{isNot: '.*_seconds_total'}], name: {matches: '^(.*)_total$'}, ${byTemplate}, ${rate('<<.LabelMatchers>>')}}
- {seriesQuery: ${other}, name: {matches: '^(.*)_seconds_total$'}, ${byTemplate}, ${rate('<<.LabelMatchers>>')}}
`;
    };
    // In the stub cluster of upstream's tests, ingresses and deployments belong to the group extensions.
    const asExtensions = (texts: readonly string[]) =>
      texts.map((text) => text.replace(/\.(apps|networking\.k8s\.io)\//, '.extensions/'));

    it('lists the 17 entries of the registry test', () => {
      const discovery = discoverIn(
        defaults('kube_').replaceAll('kube_namespace!=""', '__name__=~".+"'),
        [
          'container_some_usage{pod,namespace,container}',
          'container_some_count_total{pod,namespace,container}',
          'container_some_time_seconds_total{pod,namespace,container}',
          'ingress_hits_total{kube_ingress,kube_service,kube_pod,kube_namespace}',
          'service_proxy_packets{kube_service,kube_namespace}',
          'work_queue_wait_seconds_total{kube_deployment,kube_namespace}',
          'node_gigawatts{kube_node}',
          'volume_claims_total{kube_persistentvolume}',
          'node_fan_seconds_total{kube_node}',
        ].map((text) => text.replace('container}', 'container=c}')),
      );
      expect(asExtensions(entriesOf(discovery)).sort()).toEqual([
        'deployments.extensions/work_queue_wait true',
        'ingresses.extensions/ingress_hits true',
        'namespaces/ingress_hits false',
        'namespaces/service_proxy_packets false',
        'namespaces/some_count false',
        'namespaces/some_time false',
        'namespaces/some_usage false',
        'namespaces/work_queue_wait false',
        'nodes/node_fan false',
        'nodes/node_gigawatts false',
        'persistentvolumes/volume_claims false',
        'pods/ingress_hits true',
        'pods/some_count true',
        'pods/some_time true',
        'pods/some_usage true',
        'services/ingress_hits true',
        'services/service_proxy_packets true',
      ]);
    });

    it('lists the 10 entries of the provider test', () => {
      const discovery = discoverIn(defaults(''), [
        'container_some_usage{pod,namespace,container}',
        'ingress_hits_total{ingress,service,pod,namespace,n=1}',
        'ingress_hits_total{ingress,service,pod,namespace,n=2}',
        'service_proxy_packets{service,namespace}',
        'work_queue_wait_seconds_total{deployment,namespace}',
      ]);
      expect(asExtensions(entriesOf(discovery)).sort()).toEqual([
        'deployments.extensions/work_queue_wait true',
        'ingresses.extensions/ingress_hits true',
        'namespaces/ingress_hits false',
        'namespaces/service_proxy_packets false',
        'namespaces/some_usage false',
        'namespaces/work_queue_wait false',
        'pods/ingress_hits true',
        'pods/some_usage true',
        'services/ingress_hits true',
        'services/service_proxy_packets true',
      ]);
    });
  });
});
