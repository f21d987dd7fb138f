import { Duration } from 'cdk8s';
import { GitOps, PolicyApp, PolicyError, PolicyErrors } from '../../../src/index';
import { sampleCluster, type Untyped } from '../sample';

const repoUrl = 'https://git.example.com/gpu.git';
const source = { kind: 'GitRepository', name: 'gpu' };
const adapterChart = { repoUrl: 'https://charts.example.com', version: '0.9.0', namespace: 'kube-system' };

const argoCd = (props: Untyped): Untyped => GitOps.argoCd({ repoUrl, ...props });
const flux = (props: Untyped): Untyped => GitOps.flux({ source, ...props } as Untyped);

/** The errors of a cluster with an engine of another kind than the types say. */
function errorsOf(gitOps: Untyped): readonly PolicyError[] {
  try {
    sampleCluster(new PolicyApp(), { gitOps });
  } catch (error) {
    if (error instanceof PolicyErrors) return error.all;
    if (error instanceof PolicyError) return [error];
    throw error;
  }
  return [];
}

it.each<[string, Untyped, string]>([
  ['an engine as a text', 'flux', 'gitOps'],
  ['an engine as props', { engine: 'argoCd', repoUrl }, 'gitOps'],
  ['an engine that is null', null, 'gitOps'],
  ['Argo CD without props', (GitOps.argoCd as Untyped)(), 'gitOps.repoUrl'],
  ['Argo CD without a repository', argoCd({ repoUrl: undefined }), 'gitOps.repoUrl'],
  ['an empty repository', argoCd({ repoUrl: '' }), 'gitOps.repoUrl'],
  ['a repository that is a number', argoCd({ repoUrl: 5 }), 'gitOps.repoUrl'],
  ['a repository with a password', argoCd({ repoUrl: 'https://me:pa55@git.example.com/x.git' }), 'gitOps.repoUrl'],
  ['an unknown split', argoCd({ applications: 'services' }), 'gitOps.applications'],
  ['an empty project', argoCd({ project: '' }), 'gitOps.project'],
  ['a revision with a space', argoCd({ targetRevision: 'a b' }), 'gitOps.targetRevision'],
  ['a server without a scheme', argoCd({ server: 'kubernetes.default.svc' }), 'gitOps.server'],
  ['an empty plugin', argoCd({ plugin: '' }), 'gitOps.plugin'],
  ['an unknown property', argoCd({ repoURL: repoUrl }), 'gitOps.repoURL'],
  [
    'a chart without a version',
    argoCd({ adapterChart: { ...adapterChart, version: undefined } }),
    'gitOps.adapterChart.version',
  ],
  [
    'a chart without a namespace',
    flux({ adapterChart: { ...adapterChart, namespace: undefined } }),
    'gitOps.adapterChart.namespace',
  ],
  [
    'a chart from nowhere',
    flux({ adapterChart: { ...adapterChart, repoUrl: 'charts' } }),
    'gitOps.adapterChart.repoUrl',
  ],
  ['Flux without props', (GitOps.flux as Untyped)(), 'gitOps.source'],
  ['Flux without a source', flux({ source: undefined }), 'gitOps.source'],
  ['a source of another kind', flux({ source: { ...source, kind: 'HelmRepository' } }), 'gitOps.source.kind'],
  ['a source without a name', flux({ source: { ...source, name: '' } }), 'gitOps.source.name'],
  ['no interval', flux({ interval: Duration.seconds(0) }), 'gitOps.interval'],
  ['a number of seconds', flux({ interval: 600 }), 'gitOps.interval'],
  ['an interval as a text', flux({ interval: '10m' }), 'gitOps.interval'],
  ['half a second', flux({ timeout: Duration.millis(500) }), 'gitOps.timeout'],
  ['values from a file', flux({ substituteFrom: [{ kind: 'File', name: 'x' }] }), 'gitOps.substituteFrom[0].kind'],
])('%s is refused, with what is allowed and what to do', (_, gitOps, property) => {
  const errors = errorsOf(gitOps);
  expect(errors.map((error) => error.property)).toEqual([property]);
  expect(errors[0]!.message).not.toMatch(/pa55|\n {4}at /);
});

describe('a folder', () => {
  it.each(['/dist', 'dist/', '/dist/', '', '../x', 'a/../b', './dist', 'a//b', 'a b', 'di*', '{{x}}', 'a\\b', 5])(
    'is not %j',
    (folder) => {
      for (const engine of [argoCd, flux]) expect(errorsOf(engine({ folder }))[0]?.property).toBe('gitOps.folder');
    },
  );

  it.each(['dist', 'clusters/prod', '.', 'a.b/c_d-e+f', 'größe'])('may be %j', (folder) => {
    for (const engine of [argoCd, flux]) expect(errorsOf(engine({ folder }))).toEqual([]);
  });
});

it.each<[string, Untyped]>([
  ['over SSH', argoCd({ repoUrl: 'git@git.example.com:platform/gpu.git' })],
  ['over SSH, as a URL', argoCd({ repoUrl: 'ssh://git@git.example.com/gpu.git' })],
  [
    'of a chart in a registry',
    flux({ adapterChart: { ...adapterChart, repoUrl: 'oci://registry.example.com/charts' } }),
  ],
  ['at a port', flux({ adapterChart: { ...adapterChart, repoUrl: 'http://charts:8080/x' } })],
])('an address %s is taken', (_, gitOps) => expect(errorsOf(gitOps)).toEqual([]));
