import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { parse, parseAllDocuments } from 'yaml';
import { GitOps, MetricsPipeline, metrics, PolicyApp, ScalingPolicy } from '../../src/index';
import { runsWith } from '../require-program';
import { errorsOf, filesOf, objectsIn, sampleCluster, samplePolicy, type Untyped } from './sample';

const repoUrl = 'https://git.example.com/gpu.git';
const adapterChart = { repoUrl: 'https://charts.example.com', version: '0.9.0', namespace: 'kube-system' };

function appOf(cluster: Untyped, ...policies: readonly Untyped[]): PolicyApp {
  const app = new PolicyApp();
  sampleCluster(app, cluster).add(...(policies.length > 0 ? policies : [samplePolicy()]));
  return app;
}
const files = (cluster: Untyped, ...policies: readonly Untyped[]) => filesOf(appOf(cluster, ...policies));
const pathsOf = (found: ReadonlyMap<string, string>) => [...found.keys()].sort();

describe('without a GitOps engine', () => {
  it('nothing is written beside manifests, values and facts, and no object has a wave', () => {
    const found = files({});
    expect(pathsOf(found)).toEqual([
      'prod/cluster.yaml',
      'prod/helm/ack-alibaba-cloud-metrics-adapter.values.yaml',
      'prod/manifests/default/bert.k8s.yaml',
    ]);
    expect([...found.values()].join()).not.toContain('argocd');
  });
});

describe('Argo CD', () => {
  const gitOps = GitOps.argoCd({ repoUrl, adapterChart });

  it('gets an Application of the manifests, which ignores counts and respects that', () => {
    const application = parse(files({ gitOps }).get('prod/argocd/prod.yaml')!);
    expect(application).toMatchObject({
      kind: 'Application',
      metadata: { name: 'prod', namespace: 'argocd' },
      spec: {
        source: { repoURL: repoUrl, targetRevision: 'HEAD', path: 'dist/prod/manifests', directory: { recurse: true } },
        ignoreDifferences: [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }, {}],
      },
    });
    expect(application.spec.syncPolicy.syncOptions).toContain('RespectIgnoreDifferences=true');
  });

  it('gets an Application of the adapter, which reads its values from Git and comes first', () => {
    const found = files({ gitOps });
    const { metadata, spec } = parse(found.get('prod/argocd/prod-adapter.yaml')!);
    expect(metadata.annotations['argocd.argoproj.io/sync-wave']).toBe('-2');
    const [chart, values] = spec.sources;
    expect(chart).toMatchObject({ chart: 'ack-alibaba-cloud-metrics-adapter', targetRevision: '0.9.0' });
    expect(values).toEqual({ repoURL: repoUrl, targetRevision: 'HEAD', ref: 'values' });
    const [path] = chart.helm.valueFiles;
    expect(found.has(path.replace('$values/dist/', ''))).toBe(true);
  });

  it('applies rules, workload and autoscaler in waves', () => {
    const metricsPipeline = MetricsPipeline.prometheusAdapter({ output: 'configMap' });
    const found = files({ gitOps, metricsPipeline });
    const waves = [...found.values()]
      .flatMap((text) => parseAllDocuments(text).map((document) => document.toJSON() as Untyped))
      .filter(({ kind }) => ['ConfigMap', 'Deployment', 'HorizontalPodAutoscaler'].includes(kind))
      .map(({ kind, metadata }) => [kind, metadata.annotations?.['argocd.argoproj.io/sync-wave']]);
    expect(Object.fromEntries(waves)).toEqual({ ConfigMap: '-2', Deployment: undefined, HorizontalPodAutoscaler: '1' });
  });

  it('keeps a wave that a patch writes', () => {
    const path = '/metadata/annotations/argocd.argoproj.io~1sync-wave';
    const patches = [{ kind: 'HorizontalPodAutoscaler', patch: [{ op: 'replace', path, value: '5' }] }];
    const text = files({ gitOps }, samplePolicy({ patches })).get('prod/manifests/default/bert.k8s.yaml');
    expect(objectsIn(text).HorizontalPodAutoscaler.metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-wave': '5',
    });
  });

  it('may make an Application for each namespace', () => {
    const set = parse(
      files({ gitOps: GitOps.argoCd({ repoUrl, applications: 'namespace' }) }).get('prod/argocd/prod.yaml')!,
    );
    expect(set).toMatchObject({
      kind: 'ApplicationSet',
      spec: {
        generators: [{ git: { directories: [{ path: 'dist/prod/manifests/*' }] } }],
        template: { metadata: { name: 'prod-{{.path.basename}}' }, spec: { source: { path: '{{.path.path}}' } } },
      },
    });
  });
});

describe('Flux', () => {
  const gitOps = GitOps.flux({
    source: { kind: 'GitRepository', name: 'gpu' },
    adapterChart,
    timeout: Duration.minutes(20),
  });

  it('gets a Kustomization that waits for the adapter and for the first metric', () => {
    const { spec } = parse(files({ gitOps }).get('prod/flux/sync/prod.yaml')!);
    expect(spec).toMatchObject({
      path: './dist/prod/manifests',
      sourceRef: { kind: 'GitRepository', name: 'gpu' },
      dependsOn: [{ name: 'prod-adapter' }],
      timeout: '1200s',
      healthCheckExprs: [{ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' }],
    });
  });

  it('gets a release of the adapter with the same values, variables of rules kept from substitution', () => {
    const scaling = ScalingPolicy.hpa({
      minReplicas: 1,
      maxReplicas: 2,
      metrics: [metrics.ack.processSmUtil.perPod(20)],
    });
    const metricsPipeline = MetricsPipeline.ackAdapter({ prometheusUrl: '${PROMETHEUS_URL}' });
    const found = files({ gitOps, metricsPipeline, substitutions: ['PROMETHEUS_URL'] }, samplePolicy({ scaling }));
    const [repository, release] = parseAllDocuments(found.get('prod/flux/adapter/release.yaml')!).map((one) =>
      one.toJSON(),
    );
    expect(repository).toMatchObject({ kind: 'HelmRepository', spec: { url: 'https://charts.example.com' } });
    expect(release).toMatchObject({ kind: 'HelmRelease', spec: { chart: { spec: { version: '0.9.0' } } } });
    const values = parse(found.get('prod/helm/ack-alibaba-cloud-metrics-adapter.values.yaml')!);
    const escaped = JSON.stringify(values).replace(/\$\{(?!PROMETHEUS_URL)/g, '$$${');
    expect(JSON.stringify(release.spec.values)).toBe(escaped);
  });

  it('needs no adapter where something else installs it', () => {
    const found = files({ gitOps: GitOps.flux({ source: { kind: 'OCIRepository', name: 'gpu' } }) });
    expect(pathsOf(found).filter((path) => path.includes('/flux/'))).toEqual(['prod/flux/sync/prod.yaml']);
    expect(found.get('prod/flux/sync/prod.yaml')).not.toContain('dependsOn');
  });
});

describe('a kustomization', () => {
  const policies = [samplePolicy(), samplePolicy({ namespace: 'chat' }, 'chat')];

  it('lists every manifest, sorted', () => {
    const found = files({ kustomization: true }, ...policies);
    expect(parse(found.get('prod/manifests/kustomization.yaml')!).resources).toEqual([
      'chat/chat.k8s.yaml',
      'default/bert.k8s.yaml',
    ]);
  });

  it('makes Argo CD read the folder as Kustomize does', () => {
    const found = files({ kustomization: true, gitOps: GitOps.argoCd({ repoUrl }) });
    expect(parse(found.get('prod/argocd/prod.yaml')!).spec.source).not.toHaveProperty('directory');
  });

  const withKubectl = runsWith('kubectl') ? it : it.skip;

  withKubectl('is built by kubectl kustomize', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'foresail-'));
    try {
      const app = new PolicyApp({ outdir });
      sampleCluster(app, { kustomization: true }).add(...policies);
      app.synth();
      const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', join(outdir, 'prod', 'manifests')], {
        encoding: 'utf8',
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const kinds = parseAllDocuments(stdout).map((document) => (document.toJSON() as Untyped).kind);
      expect(kinds.sort()).toEqual([
        'Deployment',
        'Deployment',
        'HorizontalPodAutoscaler',
        'HorizontalPodAutoscaler',
        'Service',
        'Service',
      ]);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });
});

it('a cluster without an object is an error, whatever its engine', () => {
  const app = new PolicyApp();
  sampleCluster(app, { gitOps: GitOps.argoCd({ repoUrl }) });
  expect(errorsOf(app)).toMatchObject([{ code: 'empty-result', path: 'prod' }]);
});
