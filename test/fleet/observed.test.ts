import { observeObjects } from '../../src/fleet/observed/observed-objects';
import { couldOwn } from '../../src/fleet/observed/pod-owner';
import { readFleets } from '../../src/fleet/read-fleets';
import { SeriesStore } from '../../src/series/series-store';
import { deployment } from './reading';

const TIME = Date.UTC(2026, 10, 21);

/** `name{label="value"} 1`, sampled at the time; ` @-10m` shifts it. */
function observe(files: Readonly<Record<string, string>>, lines: readonly string[]) {
  const { fleets } = readFleets(Object.entries(files).map(([name, text]) => ({ name, text })));
  const store = SeriesStore.from(
    lines.map((line) => {
      const [, name = '', inner = '', minutes = '0'] = /^(\w*)\{(.*)\}(?: @-(\d+)m)?$/.exec(line) ?? [];
      const labels: Record<string, string> = { __name__: name };
      for (const [, key = '', text = ''] of inner.matchAll(/(\w+)="([^"]*)"/g)) labels[key] = text;
      return { labels, timestamps: [TIME - Number(minutes) * 60_000], values: [1] };
    }),
  );
  const header = {
    source: { kind: 'synthetic' as const },
    capturedAt: TIME,
    start: TIME,
    end: TIME,
    staleness: 'exact' as const,
    resolution: 'raw' as const,
  };
  const footer = { series: 0, samples: 0, warnings: [], sha256: '' };
  return observeObjects(fleets[0]!, { file: 's', snapshot: { header, metadata: [], store, footer } }, TIME);
}

const FILES = { 'bert.yaml': deployment('bert'), 'large.yaml': deployment('bert-large') };
const podsOf = ({ pods }: ReturnType<typeof observe>) =>
  pods.map(({ namespace, name, labels, owner }) => [`${namespace}/${name}`, labels, owner?.object.name]);

describe('observeObjects', () => {
  it('finds pods by every known pair of labels, and gives them the labels of the workload they are named like', () => {
    const observed = observe(FILES, [
      'a{NamespaceName="default",PodName="bert-7b486f6bf-f7zwr"}',
      'b{exported_namespace="default",exported_pod="bert-large-7b486f6bf-f7zwr",namespace="monitoring",pod="exporter-1"}',
      'c{NamespaceName="other",PodName="bert-7b486f6bf-f7zwr"}',
    ]);
    expect(podsOf(observed)).toEqual([
      ['default/bert-7b486f6bf-f7zwr', { app: 'bert' }, 'bert'],
      ['other/bert-7b486f6bf-f7zwr', {}, undefined],
      ['default/bert-large-7b486f6bf-f7zwr', { app: 'bert-large' }, 'bert-large'],
      ['monitoring/exporter-1', {}, undefined],
    ]);
    expect(observed.objects.namespaces?.map(({ name }) => name).sort()).toEqual(['default', 'monitoring', 'other']);
  });

  it('finds pods by the labels that a rule maps, unless it mixes two conventions', () => {
    const rule = (labels: string) => ({
      'rules.yaml': `rules:\n- {seriesQuery: m, resources: {overrides: {${labels}}}, metricsQuery: m}\n`,
    });
    const line = 'm{k8s_ns="default",k8s_pod="bert-1",pod="exporter-1"}';
    const mapped = observe({ ...FILES, ...rule('k8s_ns: {resource: namespace}, k8s_pod: {resource: pod}') }, [line]);
    expect(podsOf(mapped).map(([name]) => name)).toEqual(['default/bert-1']);
    const mixed = observe({ ...FILES, ...rule('k8s_ns: {resource: namespace}, pod: {resource: pod}') }, [line]);
    expect(podsOf(mixed)).toEqual([]);
    expect(mixed.assumptions.get('pods')).toEqual(['no pod is known: no series names one at this time']);
  });

  it('sees what a query at that time would see', () => {
    const line = 'a{namespace="default",pod="bert-1"}';
    expect(podsOf(observe(FILES, [`${line} @-4m`]))).toHaveLength(1);
    expect(podsOf(observe(FILES, [`${line} @-6m`]))).toHaveLength(0);
  });

  it('believes kube-state-metrics about owners, labels and phases', () => {
    const pod = 'namespace="default",pod="strange"';
    const observed = observe(FILES, [
      `kube_pod_info{${pod},node="n1"}`,
      `kube_pod_owner{${pod},owner_kind="ReplicaSet",owner_name="bert-7b486f6bf"}`,
      `kube_pod_labels{${pod},label_app="bert",label_app_kubernetes_io_name="x"}`,
      `kube_pod_status_phase{${pod},phase="Pending"}`,
      `kube_pod_status_ready{${pod},condition="false"}`,
    ]);
    expect(observed.pods).toMatchObject([
      { name: 'strange', phase: 'Pending', ready: false, labels: { app: 'bert', app_kubernetes_io_name: 'x' } },
    ]);
    expect(observed.pods[0]?.owner?.object.name).toBe('bert');
    expect(observed.assumptions.get('pods')).toHaveLength(1);
  });

  it('does not give a pod to a workload that kube-state-metrics says is not its owner', () => {
    const observed = observe(FILES, [
      'kube_pod_owner{namespace="default",pod="bert-7b486f6bf-f7zwr",owner_kind="Job",owner_name="bert-7b486f6bf"}',
    ]);
    expect(observed.pods[0]?.owner).toBeUndefined();
  });

  it('takes other objects from manifests and from the labels that rules map to them', () => {
    const rules = `rules:
- seriesQuery: m
  resources: {overrides: {node: {resource: node}, ns: {resource: namespace}}, template: "label_<<.Resource>>"}
  metricsQuery: m
`;
    const observed = observe({ ...FILES, 'rules.yaml': rules }, [
      'm{node="n1",ns="default",label_service="web"}',
      'm{node="n2"}',
    ]);
    expect(observed.objects.nodes).toEqual([{ name: 'n1' }, { name: 'n2' }]);
    expect(observed.objects.services).toEqual([{ namespace: 'default', name: 'web' }]);
    expect(observed.objects['deployments.apps']?.map(({ name }) => name)).toEqual(['bert', 'bert-large']);
    expect(observed.assumptions.get('nodes')).toEqual([
      'nodes: the 2 that manifests or the label node name; of objects without a manifest no label is known',
    ]);
  });

  it('is not led astray by labels that are no label names', () => {
    const rules = `rules:
- seriesQuery: m
  resources: {overrides: {"a) or vector(1) #": {resource: pod}, __proto__: {resource: namespace}}}
  metricsQuery: m
`;
    expect(podsOf(observe({ ...FILES, 'rules.yaml': rules }, ['m{pod="a"}']))).toEqual([]);
  });
});

describe('couldOwn', () => {
  it.each([
    ['Deployment', 'bert', 'bert-7b486f6bf-f7zwr', true],
    ['Deployment', 'bert', 'bert-f7zwr', true],
    ['Deployment', 'bert', 'bert-large-7b486f6bf-f7zwr', false],
    ['Deployment', 'bert', 'bertha-7b486f6bf-f7zwr', false],
    ['Deployment', 'bert', 'bert', false],
    ['StatefulSet', 'bert', 'bert-0', true],
    ['StatefulSet', 'bert', 'bert-f7zwr', false],
  ])('%s %s, pod %s: %s', (kind, name, pod, expected) => {
    expect(couldOwn(kind, name, pod)).toBe(expected);
  });
});
