import { findingsOf, judgeChange, judgeObjects, judgeSample, reasonsOf } from '../sample';
import { deployment, yamlOf } from '../sample-manifests';
import { application } from './synced-by';

const ID = 'gitops/object-renamed';

const running = (name: string, container: object = {}, parts: object = {}) =>
  deployment({
    name,
    spec: {
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [
            {
              name: 'server',
              image: 'registry.example:5000/vllm:1',
              args: ['--model', 'qwen', '--served-model-name', name],
              resources: { limits: { 'nvidia.com/gpu': '1' } },
              ...container,
            },
          ],
        },
      },
    },
    ...parts,
  });

it('gitops/object-renamed finds a workload that runs what another one ran, at its name', () => {
  const report = judgeChange([running('bert')], [running('bert-intent')]);
  expect(findingsOf(report, ID)).toEqual([
    'warning 4:9 it runs what Deployment default/bert runs, which this change removes: where the sync prunes, the GPU pods of Deployment default/bert are deleted while the new ones still start',
  ]);
});

describe('gitops/object-renamed finds', () => {
  it.each<[string, object, object]>([
    ['another namespace', running('bert'), running('bert', {}, { namespace: 'ml' })],
    ['another kind', running('bert'), running('bert', {}, { kind: 'StatefulSet' })],
    ['a new version of the image beside it', running('bert'), running('b', { image: 'registry.example:5000/vllm:2' })],
    ['an image by its digest', running('bert'), running('b', { image: 'registry.example:5000/vllm@sha256:ab' })],
    ['more GPUs beside it', running('bert'), running('b', { resources: { limits: { 'nvidia.com/gpu': '2' } } })],
  ])('%s', (_, before, after) => {
    expect(findingsOf(judgeChange([before], [after]), ID)).toHaveLength(1);
  });
});

const keeping = (annotations: Record<string, string>) => running('bert', {}, { annotations });
const CPU = { resources: { limits: { cpu: '1' } } };

it('gitops/object-renamed finds a group of pods, by what leader and workers run', () => {
  const group = (name: string, model = 'qwen') => ({
    apiVersion: 'leaderworkerset.x-k8s.io/v1',
    kind: 'LeaderWorkerSet',
    metadata: { name },
    spec: {
      leaderWorkerTemplate: {
        size: 2,
        workerTemplate: {
          spec: {
            containers: [
              { name: 'w', image: 'vllm:1', args: [model, name], resources: { limits: { 'nvidia.com/gpu': '8' } } },
            ],
          },
        },
      },
    },
  });
  expect(findingsOf(judgeChange([group('a')], [group('b')]), ID)).toHaveLength(1);
  expect(findingsOf(judgeChange([group('a')], [group('b', 'llama')]), ID)).toEqual([]);
});

describe('gitops/object-renamed passes', () => {
  it.each<[string, readonly object[], readonly object[]]>([
    ['a new one beside the old one', [running('bert')], [running('bert'), running('b')]],
    ['another model', [running('bert')], [running('b', { args: ['--model', 'llama', '--served-model-name', 'b'] })]],
    ['another image', [running('bert')], [running('b', { image: 'registry.example:5000/triton:1' })]],
    [
      'another environment',
      [running('bert', { env: [{ name: 'MODEL', value: 'x' }] })],
      [running('b', { env: [{ name: 'MODEL', value: 'y' }] })],
    ],
    ['a container more', [running('bert')], [deployment({ name: 'b' })]],
    ['a workload without GPUs', [running('bert', CPU)], [running('b', CPU)]],
    ['one that ran no pod', [running('bert', {}, { spec: { replicas: 0 } })], [running('b')]],
    ['one that is not pruned', [keeping({ 'argocd.argoproj.io/sync-options': 'Prune=false' })], [running('b')]],
    [
      'one that is pruned last',
      [keeping({ 'argocd.argoproj.io/sync-options': 'Replace=true, PruneLast=true' })],
      [running('b')],
    ],
    ['one that Flux keeps', [keeping({ 'kustomize.toolkit.fluxcd.io/prune': 'disabled' })], [running('b')]],
    ['a new version of the API', [running('bert', {}, { apiVersion: 'extensions/v1beta1' })], [running('bert')]],
  ])('%s', (_, before, after) => {
    const report = judgeChange(before, after);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

describe('gitops/object-renamed under an Application', () => {
  const last = application('svc', { options: ['PruneLast=true'] });
  const first = application('svc', { options: [] });

  it('that prunes last says what the change needs', () => {
    expect(findingsOf(judgeChange([running('bert'), last], [running('b'), last]), ID)).toEqual([
      'info 4:9 it runs what Deployment default/bert runs, which this change removes: Application argocd/svc prunes last, so the GPU pods of Deployment default/bert stay until the new ones are ready',
    ]);
  });

  it.each<[string, readonly object[], readonly object[]]>([
    ['that does not', [first], [first]],
    ['that prunes last only from this change on', [first], [last]],
    ['that prunes last no more', [last], [first]],
    ['beside another one', [last, application('other')], [last, application('other')]],
    ['of another name', [application('old', { options: ['PruneLast=true'] })], [last]],
  ])('%s warns', (_, before, after) => {
    const found = findingsOf(judgeChange([running('bert'), ...before], [running('b'), ...after]), ID);
    expect(found).toEqual([expect.stringMatching(/^warning/)]);
  });

  it('of each folder warns of a workload that moves to another', () => {
    const set = application('svc', { path: 'dist/{{.path.basename}}', options: ['PruneLast=true'], isSet: true });
    const at = (folder: string, name: string) => ({
      [`dist/${folder}/a.yaml`]: yamlOf(running(name)),
      's.yaml': yamlOf(set),
    });
    const severityOf = (folder: string) =>
      findingsOf(judgeSample({ files: at(folder, 'b'), base: at('a', 'bert') }), ID)[0]?.split(' ')[0];
    expect(severityOf('a')).toBe('info');
    expect(severityOf('b')).toBe('warning');
  });
});

describe('gitops/object-renamed cannot tell', () => {
  it('without a base, and is skipped', () => {
    expect(reasonsOf(judgeObjects([deployment()]), ID)).toEqual(['skipped: no --base was given']);
  });

  it('where the new name may stand in a file of the base that could not be read', () => {
    const report = judgeSample({
      files: { 'a.yaml': yamlOf(running('b')) },
      base: { 'a.yaml': yamlOf(running('bert')), 'b.yaml': 'a: "' },
    });
    expect(reasonsOf(report, ID)).toEqual([
      'notCheckable: Deployment default/b may stand in b.yaml of the base, which could not be read',
    ]);
  });

  it('where the old name may stand in a template', () => {
    const report = judgeSample({
      files: { 'a.yaml': yamlOf(running('b')), 't.yaml': '{{ if .a }}\na: {{ .b }}\n{{ end }}\n' },
      base: { 'a.yaml': yamlOf(running('bert')) },
    });
    expect(reasonsOf(report, ID)).toEqual([
      'notCheckable: Deployment default/bert may stand in t.yaml, which could not be read',
    ]);
  });
});
