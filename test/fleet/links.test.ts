import { clusterYaml, deployment, deploymentTarget, hpa, readFiles } from './reading';

const CLUSTER = { 'cluster.yaml': clusterYaml('a') };

function targetOf(files: { readonly [name: string]: string }): string {
  const fleet = readFiles(files).fleets.find(({ autoscalers }) => autoscalers.length > 0)!;
  const target = fleet.targetOf(fleet.autoscalers[0]!);
  if (target.is === 'workload') return `${target.workload.object.apiVersion} ${target.workload.object.name}`;
  return target.is === 'missing' ? `missing: ${target.what}` : target.reason;
}

describe('the target of an autoscaler is', () => {
  it.each([
    ['a workload of another file', hpa('h', deploymentTarget('bert')), 'apps/v1 bert'],
    [
      'a workload whose version is written otherwise',
      hpa('h', '{apiVersion: extensions/v1beta1, kind: Deployment, name: bert}'),
      'apps/v1 bert',
    ],
    ['a workload where no version is written', hpa('h', '{kind: Deployment, name: bert}'), 'apps/v1 bert'],
    ['missing by its name', hpa('h', deploymentTarget('bart')), 'missing: Deployment default/bart'],
    [
      'missing by its kind',
      hpa('h', '{apiVersion: apps/v1, kind: StatefulSet, name: bert}'),
      'missing: StatefulSet default/bert',
    ],
    ['missing by its namespace', hpa('h', deploymentTarget('bert'), 'other'), 'missing: Deployment other/bert'],
    [
      'unknown for a kind that is not modelled',
      hpa('h', '{apiVersion: apps/v1, kind: ReplicaSet, name: bert}'),
      'ReplicaSet default/bert (apps/v1) is of a kind that is not modelled',
    ],
    [
      'unknown for another group',
      hpa('h', '{apiVersion: example.com/v1, kind: Deployment, name: bert}'),
      'Deployment default/bert (example.com/v1) is of a kind that is not modelled',
    ],
    ['unknown without a name', hpa('h', '{apiVersion: apps/v1, kind: Deployment}'), 'scaleTargetRef names no object'],
    ['unknown without a reference', hpa('h', '[]'), 'scaleTargetRef names no object'],
  ])('%s', (_, text, expected) => {
    expect(targetOf({ ...CLUSTER, 'a.yaml': text, 'b.yaml': deployment('bert') })).toBe(expected);
  });

  const HPA = { 'hpa.yaml': hpa('h', deploymentTarget('bert')) };

  it('not called missing where nothing says that the files are all', () => {
    expect(targetOf(HPA)).toBe(
      'Deployment default/bert is not among the files, and nothing says that they are the whole cluster',
    );
  });

  it('called missing where a workload of its namespace is among the files', () => {
    expect(targetOf({ ...HPA, 'b.yaml': deployment('bart') })).toBe('missing: Deployment default/bert');
  });

  it.each([
    [
      'its manifest is a template',
      deployment('bert').replace('image: model', 'image: "{{ .Values.image }}"'),
      'Deployment default/bert is not modelled: Deployment with template placeholders ({{ }})',
    ],
    [
      'it may stand in a chart template',
      'metadata:\n  name: {{ .Release.Name }}\n',
      'Deployment default/bert may stand in b.yaml, which could not be read',
    ],
    [
      'it may stand in a file that is no YAML',
      'a: "\n',
      'Deployment default/bert may stand in b.yaml, which could not be read',
    ],
  ])('not called missing where %s', (_, text, expected) => {
    expect(targetOf({ ...CLUSTER, ...HPA, 'b.yaml': text })).toBe(expected);
  });

  it('not called missing because of an unreadable file of another cluster', () => {
    const files = {
      'a/cluster.yaml': clusterYaml('a'),
      'a/hpa.yaml': HPA['hpa.yaml'],
      'b/cluster.yaml': clusterYaml('b'),
      'b/b.yaml': 'a: "\n',
    };
    expect(targetOf(files)).toBe('missing: Deployment default/bert');
  });
});

describe('autoscalersOn', () => {
  it('gives every autoscaler of a target, in the order of the files, of unknown kinds too', () => {
    const [fleet] = readFiles({
      'a.yaml': hpa('one', deploymentTarget('bert')),
      'b.yaml': `${hpa('two', '{kind: Deployment, name: bert}')}---\n${hpa('three', deploymentTarget('bert'), 'other')}---\n${hpa('four', '{apiVersion: a/v1, kind: Llama, name: x}')}`,
    }).fleets;
    const names = (target: string) => fleet!.autoscalersOn(target).map(({ object }) => object.name);
    expect(names('Deployment default/bert')).toEqual(['one', 'two']);
    expect(names('Deployment other/bert')).toEqual(['three']);
    expect(names('Llama default/x')).toEqual(['four']);
    expect(names('Deployment default/none')).toEqual([]);
  });
});
