import { isClusterFile, readClusterFile, type StatedCluster } from '../../src/config/cluster-file';
import type { InputError } from '../../src/source/input-error';
import { SourceFile } from '../../src/source/source-file';
import { wholeFile } from '../../src/source/source-text';
import { parseYaml } from '../../src/source/yaml';
import { shown } from './places';

function read(text: string): { cluster: StatedCluster | undefined; errors: readonly string[] } {
  const [document] = parseYaml(wholeFile(new SourceFile('cluster.yaml', text)));
  const errors: InputError[] = [];
  const cluster = readClusterFile(document!.root!, document!.problems, errors);
  return { cluster, errors: errors.map(shown) };
}

/** A whole file with some keys of `spec` replaced; `undefined` leaves one out. */
function withSpec(lines: { readonly [key: string]: string | undefined }): string {
  const spec: { [key: string]: string | undefined } = {
    kubernetes: '"1.28"',
    labelConvention: 'ack',
    pipeline: '{kind: ackAdapter}',
    gpuPools: '[]',
    ...lines,
  };
  const written = Object.entries(spec).flatMap(([key, value]) => (value === undefined ? [] : [`  ${key}: ${value}`]));
  return ['apiVersion: foresail.dev/v1', 'kind: Cluster', 'metadata:', '  name: east', 'spec:', ...written, ''].join(
    '\n',
  );
}

describe('readClusterFile', () => {
  it('reads what a kind of pool has of its own, and how a pod gets there', () => {
    const shared =
      '{name: t4, gpu: T4, allocation: shared, count: 2, spot: true, memoryGiB: 15, nodeSelector: {gpu: t4, "node-role.kubernetes.io/gpu": ""}, ' +
      'tolerations: [{key: gpu, operator: Equal, value: "", effect: NoSchedule}, {operator: Exists}]}';
    const mig = '{name: h100, gpu: H100, allocation: mig, count: 7, profile: 1g.10gb}';
    const turns =
      '{name: l4, gpu: L4, allocation: timeSliced, count: 8, resource: nvidia.com/gpu, nodeSelector: {gpu: l4}}';
    const { cluster, errors } = read(withSpec({ gpuPools: `[${shared}, ${mig}, ${turns}]` }));
    expect(errors).toEqual([]);
    expect(cluster?.spec.gpuPools).toEqual([
      {
        name: 't4',
        gpu: 'T4',
        allocation: 'shared',
        count: 2,
        spot: true,
        memoryGiB: 15,
        nodeSelector: { gpu: 't4', 'node-role.kubernetes.io/gpu': '' },
        tolerations: [{ key: 'gpu', operator: 'Equal', value: '', effect: 'NoSchedule' }, { operator: 'Exists' }],
      },
      { name: 'h100', gpu: 'H100', allocation: 'mig', count: 7, profile: '1g.10gb' },
      {
        name: 'l4',
        gpu: 'L4',
        allocation: 'timeSliced',
        count: 8,
        resource: 'nvidia.com/gpu',
        nodeSelector: { gpu: 'l4' },
      },
    ]);
  });

  it.each([
    [
      'memoryGiB: 22',
      'the GPU pool "a10" has allocation dedicated and "memoryGiB" | Remove it: it belongs to pools with allocation shared.',
    ],
    [
      'profile: 1g.10gb',
      'the GPU pool "a10" has allocation dedicated and "profile" | Remove it: it belongs to pools with allocation mig.',
    ],
    [
      'resource: nvidia.com/gpu.shared',
      'gpuPools.resource is "nvidia.com/gpu.shared"; did you mean "nvidia.com/gpu"? | It must be nvidia.com/gpu, aliyun.com/gpu, amd.com/gpu, gpu.intel.com/i915, gpu.intel.com/xe.',
    ],
    ['nodeSelector: [a]', 'gpuPools.nodeSelector is a list | It must be a mapping.'],
    ['nodeSelector: {a: true}', 'gpuPools.nodeSelector is true | It must be a text; put it in quotes.'],
    [
      'tolerations: [{effect: NoSchedule}]',
      "tolerations.operator is missing, and must be Exists where no key is named | Name the taint's key, or write operator: Exists for every taint.",
    ],
    [
      'tolerations: [{key: a, operator: Exists, value: b}]',
      'tolerations.value is "b", and must be left out with operator Exists | Remove the value, or write operator: Equal.',
    ],
    [
      'tolerations: [{effect: Never}]',
      'tolerations.effect is "Never" | It must be NoSchedule, PreferNoSchedule, NoExecute.',
    ],
  ])('refuses a dedicated pool with %s', (field, error) => {
    const { errors } = read(
      withSpec({ gpuPools: `[{name: a10, gpu: A10, allocation: dedicated, count: 2, ${field}}]` }),
    );
    expect(errors.map((text) => text.slice(text.indexOf(' ') + 1))).toEqual([error]);
  });

  it.each([
    [
      'shared',
      'nvidia.com/gpu',
      'the GPU pool "a10" has allocation shared and "resource" | Remove it: it belongs to pools with allocation dedicated, mig or timeSliced.',
    ],
    [
      'timeSliced',
      'amd.com/gpu',
      'the GPU pool "a10" has allocation timeSliced and resource amd.com/gpu | Write nvidia.com/gpu, or leave it out.',
    ],
  ])('refuses a %s pool of resource %s', (allocation, resource, error) => {
    const pool = `{name: a10, gpu: A10, allocation: ${allocation}, count: 2, resource: ${resource}}`;
    const { errors } = read(withSpec({ gpuPools: `[${pool}]` }));
    expect(errors.map((text) => text.slice(text.indexOf(' ') + 1))).toEqual([error]);
  });

  it('takes the resource of dedicated cards', () => {
    const pool = '{name: mi, gpu: MI300X, allocation: dedicated, count: 2, resource: amd.com/gpu}';
    expect(read(withSpec({ gpuPools: `[${pool}]` })).errors).toEqual([]);
  });

  it('needs to know the nodes of what is no card and is called like one', () => {
    const turns = '{name: l4, gpu: L4, allocation: timeSliced, count: 8, resource: nvidia.com/gpu}';
    const { errors } = read(withSpec({ gpuPools: `[${turns}]` }));
    expect(errors.map((text) => text.slice(text.indexOf(' ') + 1))).toEqual([
      'the GPU pool "l4" has "resource" and no nodeSelector | Give it the labels of its nodes: nothing else tells its nvidia.com/gpu from whole cards.',
    ]);
  });

  it('reads a file with every key', () => {
    const { cluster, errors } = read(
      withSpec({
        hpaApiVersion: 'v2beta2',
        labelConvention: '{namespace: ns, pod: pod_name, node: instance}',
        pipeline: '{kind: prometheusAdapter, output: configMap, adapterValues: existing, namespace: monitoring}',
        gpuPools: '[{name: a10, gpu: A10, allocation: dedicated, count: 2, max: 8}]',
        ahpa: 'true',
        ahpaTimeZone: 'Asia/Shanghai',
        substitutions: '[PROMETHEUS_URL]',
        snapshot: 'snapshots/ack.promsnap.gz',
      }),
    );
    expect(errors).toEqual([]);
    expect(cluster).toEqual({
      apiVersion: 'foresail.dev/v1',
      kind: 'Cluster',
      metadata: { name: 'east' },
      spec: {
        kubernetes: '1.28',
        hpaApiVersion: 'v2beta2',
        labelConvention: { namespace: 'ns', pod: 'pod_name', node: 'instance' },
        pipeline: {
          kind: 'prometheusAdapter',
          output: 'configMap',
          adapterValues: 'existing',
          namespace: 'monitoring',
        },
        gpuPools: [{ name: 'a10', gpu: 'A10', allocation: 'dedicated', count: 2, max: 8 }],
        ahpa: true,
        ahpaTimeZone: 'Asia/Shanghai',
        substitutions: ['PROMETHEUS_URL'],
        snapshot: 'snapshots/ack.promsnap.gz',
      },
    });
  });

  it.each<[string, string, string, unknown]>([
    ['a minor without quotes', 'kubernetes', '1.30', '1.30'],
    ['the oldest minor', 'kubernetes', '1.16', '1.16'],
    ['a minor newer than all known ones', 'kubernetes', '1.99', '1.99'],
    ['a label convention by name', 'labelConvention', 'dcgmHonorLabels', 'dcgmHonorLabels'],
    ['UTC', 'ahpaTimeZone', 'UTC', 'UTC'],
    ['a name that YAML reads as a number', 'substitutions', '[007]', ['007']],
    [
      'a pool without GPUs yet',
      'gpuPools',
      '[{name: a, gpu: A10, allocation: mig, count: 0}]',
      [{ name: 'a', gpu: 'A10', allocation: 'mig', count: 0 }],
    ],
    ['no AHPA', 'ahpa', 'no', false],
  ])('takes %s', (_, key, value, expected) => {
    const { cluster, errors } = read(withSpec({ [key]: value }));
    expect(errors).toEqual([]);
    expect(cluster!.spec[key as keyof StatedCluster['spec']]).toEqual(expected);
  });

  it.each([
    [
      'kubernetes',
      '"1.15"',
      '6:15 kubernetes is "1.15" | It must be a Kubernetes minor from 1.16 on, such as "1.28"; 1.36 is the newest whose facts are known.',
    ],
    ['kubernetes', '1.28.3', '6:15 kubernetes is "1.28.3" | It must be a Kubernetes minor'],
    ['kubernetes', 'v1.28', '6:15 kubernetes is "v1.28" | It must be a Kubernetes minor'],
    ['kubernetes', '"1.040"', '6:15 kubernetes is "1.040" | It must be a Kubernetes minor'],
    ['kubernetes', '', '6:15 kubernetes is empty | It must be a Kubernetes minor'],
    ['kubernetes', '[1.28]', '6:15 kubernetes is a list | It must be a Kubernetes minor'],
    ['hpaApiVersion', 'v3', '10:18 hpaApiVersion is "v3"; did you mean "v2"? | It must be v2, v2beta2, v2beta1.'],
    [
      'labelConvention',
      'dcgm-exporter',
      '7:20 labelConvention is "dcgm-exporter"; did you mean "dcgmExporter"? | It must be ack, dcgmExporter, dcgmHonorLabels, gke.',
    ],
    ['labelConvention', '{namespace: ns, pod: pod}', '7:20 labelConvention has no "node" | Add the key "node".'],
    [
      'labelConvention',
      '{namespace: ns, pod: "", node: host}',
      '7:41 labelConvention.pod is "" | It must be a non-empty text.',
    ],
    [
      'pipeline',
      'ackAdapter',
      '8:13 pipeline is "ackAdapter" | It must be a mapping with kind, output, adapterValues, namespace.',
    ],
    [
      'pipeline',
      '{kind: ackAdaptor}',
      '8:20 pipeline.kind is "ackAdaptor"; did you mean "ackAdapter"? | It must be ackAdapter, prometheusAdapter.',
    ],
    [
      'pipeline',
      '{kind: prometheusAdapter}',
      '8:13 pipeline prometheusAdapter needs "output" and "namespace" | Say in which form the rules reach the adapter (output: configMap or helmValues) and in which namespace it runs.',
    ],
    [
      'pipeline',
      '{kind: ackAdapter, output: configMap}',
      '8:32 pipeline ackAdapter takes no "output" | Remove it: it belongs to the pipeline prometheusAdapter.',
    ],
    [
      'pipeline',
      '{kind: prometheusAdapter, output: helmValues, adapterValues: existing, namespace: m}',
      '8:59 pipeline.adapterValues is "existing", and pipeline.output is not configMap | Write output: configMap, or remove adapterValues: the values refer to the ConfigMap that carries the rules.',
    ],
    ['gpuPools', 'none', '9:13 gpuPools is "none" | It must be a list.'],
    ['gpuPools', '[a10]', '9:14 a GPU pool is "a10" | It must be a mapping with name, gpu, allocation'],
    [
      'gpuPools',
      '[{name: a, gpu: A10, allocation: whole, count: 1}]',
      '9:46 gpuPools.allocation is "whole" | It must be dedicated, shared, mig, timeSliced.',
    ],
    [
      'gpuPools',
      '[{name: a, gpu: A10, allocation: mig, count: -1}]',
      '9:58 gpuPools.count is -1 | It must be a whole number, at least 0.',
    ],
    [
      'gpuPools',
      '[{name: a, gpu: A10, allocation: mig, count: 1.5}]',
      '9:58 gpuPools.count is 1.5 | It must be a whole number, at least 0.',
    ],
    [
      'gpuPools',
      '[{name: a, gpu: A10, allocation: mig, count: "2"}]',
      '9:58 gpuPools.count is "2" | It must be a whole number, at least 0.',
    ],
    [
      'gpuPools',
      '[{name: a, gpu: A10, allocation: mig, count: 4, max: 2}]',
      '9:61 the GPU pool "a" has count 4, which is more than its max 2 | max is what the pool may grow to: raise it, or remove it for a pool of one size.',
    ],
    ['ahpa', '"yes"', '10:9 ahpa is "yes" | It must be true or false.'],
    [
      'ahpaTimeZone',
      'Asia/Beijing',
      '10:17 ahpaTimeZone is "Asia/Beijing" | It must be an IANA time zone, such as Asia/Shanghai.',
    ],
    ['ahpaTimeZone', '"+08:00"', '10:17 ahpaTimeZone is "+08:00" | It must be an IANA time zone'],
    ['ahpaTimeZone', '8', '10:17 ahpaTimeZone is 8 | It must be an IANA time zone'],
    ['substitutions', 'URL', '10:18 substitutions is "URL" | It must be a list.'],
    ['substitutions', '[on]', '10:19 substitutions is on | It must be a non-empty text; put it in quotes.'],
    ['snapshot', 'null', '10:13 snapshot is empty | It must be a non-empty text; put it in quotes.'],
    [
      'snapshots',
      'a',
      '10:3 spec has an unknown key "snapshots"; did you mean "snapshot"? | Known keys: kubernetes, hpaApiVersion',
    ],
    ['__proto__', '{}', '10:3 spec has an unknown key "__proto__" | Known keys: kubernetes'],
    ['constructor', '{}', '10:3 spec has an unknown key "constructor" | Known keys: kubernetes'],
  ])('refuses %s: %s', (key, value, expected) => {
    const { cluster, errors } = read(withSpec({ [key]: value }));
    expect(cluster).toBeUndefined();
    expect(errors).toEqual([expect.stringContaining(expected)]);
  });

  it.each(['kubernetes', 'labelConvention', 'pipeline', 'gpuPools'])('refuses a file without %s', (key) => {
    const { cluster, errors } = read(withSpec({ [key]: undefined }));
    expect(cluster).toBeUndefined();
    expect(errors).toEqual([expect.stringContaining(`spec has no "${key}" | Add the key "${key}".`)]);
  });

  it('reports everything that is wrong, in the order of the keys', () => {
    const { errors } = read(withSpec({ kubernetes: '1.2', labelConvention: 'x', gpuPools: undefined, wrong: '1' }));
    expect(errors.map((error) => error.split(' | ')[0])).toEqual([
      '9:3 spec has an unknown key "wrong"',
      '6:15 kubernetes is 1.2',
      '7:20 labelConvention is "x"',
      '6:3 spec has no "gpuPools"',
    ]);
  });

  it('refuses a key that is given twice: one of both would silently lose', () => {
    const { cluster, errors } = read(withSpec({ ahpa: 'true\n  ahpa: false' }));
    expect(cluster).toBeUndefined();
    expect(errors).toEqual(['11:3 the key "ahpa" is given twice in one mapping | Mend the YAML.']);
  });

  it.each([
    [
      'apiVersion: foresail.dev/v2\nkind: Cluster',
      '1:13 apiVersion is "foresail.dev/v2"; did you mean "foresail.dev/v1"?',
    ],
    ['apiVersion: foresail.dev/v1\nkind: Cluster\nmetadata: {}', '3:11 metadata has no "name"'],
    [
      'apiVersion: foresail.dev/v1\nkind: Cluster\nmetadata: {name: a, labels: {}}',
      '3:21 metadata has an unknown key "labels"',
    ],
    ['apiVersion: foresail.dev/v1\nkind: Cluster\nmetadata: {name: yes}', '3:18 metadata.name is yes'],
    ['apiVersion: foresail.dev/v1\nkind: Cluster\nmetadata: {name: a}', '1:1 cluster.yaml has no "spec"'],
    ['apiVersion: foresail.dev/v1\nkind: Cluster\nstatus: {}', '3:1 cluster.yaml has an unknown key "status"'],
  ])('refuses the head %j', (text, expected) => {
    expect(read(`${text}\n`).errors).toContainEqual(expect.stringContaining(expected));
  });
});

describe('isClusterFile', () => {
  it.each([
    ['apiVersion: foresail.dev/v1\nkind: Cluster', true],
    ['apiVersion: foresail.dev/v9\nkind: Cluster', true],
    ['apiVersion: cluster.x-k8s.io/v1beta1\nkind: Cluster', false],
    ['apiVersion: foresail.development/v1\nkind: Cluster', false],
    ['apiVersion: foresail.dev/v1\nkind: Other', false],
    ['kind: Cluster', false],
    ['- a', false],
  ])('%j: %s', (text, expected) => {
    const [document] = parseYaml(wholeFile(new SourceFile('a.yaml', text)));
    expect(isClusterFile(document!.root!)).toBe(expected);
  });
});
