import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Duration } from 'cdk8s';
import { parse, parseAllDocuments } from 'yaml';
import { GitOps, MetricsPipeline, metrics, PolicyApp, ScalingPolicy } from '../../../src/index';
import { runsWith } from '../../require-program';
import { errorsOf, filesOf, objectsIn, sampleCluster, samplePolicy, type Untyped } from '../sample';

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
        destination: { namespace: 'default' },
        ignoreDifferences: [
          { group: 'apps', kind: 'Deployment', name: 'bert', namespace: 'default', jsonPointers: ['/spec/replicas'] },
        ],
      },
    });
    // CreateNamespace=true would create the namespace of the destination alone, which is always there.
    expect(application.spec.syncPolicy.syncOptions).toEqual([
      'RespectIgnoreDifferences=true',
      'ServerSideApply=true',
      'PruneLast=true',
    ]);
  });

  const observer = (scaleStrategy: 'observer' | 'auto') =>
    ScalingPolicy.ahpa({
      minReplicas: 1,
      maxReplicas: 4,
      metrics: [metrics.resource.gpu.utilization(20)],
      prediction: { quantile: 95, scaleUpForward: Duration.minutes(3) },
      scaleStrategy,
    });
  const podGroup = { podGroup: { size: 2 } };

  it.each<[string, readonly Untyped[], readonly string[]]>([
    ['none of AHPA that observes', [samplePolicy({ scaling: observer('observer'), replicas: 3 })], []],
    ['that of AHPA that acts', [samplePolicy({ scaling: observer('auto') })], ['apps Deployment default/bert']],
    [
      'that of a Deployment that is handed over',
      [samplePolicy({ handOver: { replicas: 3 } })],
      ['apps Deployment default/bert'],
    ],
    [
      'those of all namespaces and kinds, sorted',
      [samplePolicy({ namespace: 'x' }, 'b'), samplePolicy({ namespace: 'y' }, 'a'), samplePolicy(podGroup, 'c')],
      ['apps Deployment x/b', 'apps Deployment y/a', 'leaderworkerset.x-k8s.io LeaderWorkerSet default/c'],
    ],
  ])('ignores, of all counts, %s', (_, policies, expected) => {
    const { spec } = parse(files({ gitOps: GitOps.argoCd({ repoUrl }) }, ...policies).get('prod/argocd/prod.yaml')!);
    const ignored = (spec.ignoreDifferences ?? []).map(
      ({ group, kind, namespace, name }: Untyped) => `${group} ${kind} ${namespace}/${name}`,
    );
    expect(ignored).toEqual(expected);
    expect(spec.syncPolicy.syncOptions.includes('RespectIgnoreDifferences=true')).toBe(expected.length > 0);
  });

  it('takes a chart from a registry without oci://, which Flux needs', () => {
    const chart = { ...adapterChart, repoUrl: 'oci://registry.example.com/charts' };
    const argo = files({ gitOps: GitOps.argoCd({ repoUrl, adapterChart: chart }) });
    expect(parse(argo.get('prod/argocd/prod-adapter.yaml')!).spec.sources[0].repoURL).toBe(
      'registry.example.com/charts',
    );
    const flux = files({
      gitOps: GitOps.flux({ source: { kind: 'GitRepository', name: 'gpu' }, adapterChart: chart }),
    });
    const [repository] = parseAllDocuments(flux.get('prod/flux/adapter/release.yaml')!).map((one) => one.toJSON());
    expect(repository.spec).toEqual({ interval: '1h', url: 'oci://registry.example.com/charts', type: 'oci' });
  });

  it('finds the folder at the root of its repository', () => {
    const found = files({ gitOps: GitOps.argoCd({ repoUrl, adapterChart, folder: '.' }) });
    expect(parse(found.get('prod/argocd/prod.yaml')!).spec.source.path).toBe('prod/manifests');
    const [{ helm }] = parse(found.get('prod/argocd/prod-adapter.yaml')!).spec.sources;
    expect(helm.valueFiles).toEqual(['$values/prod/helm/ack-alibaba-cloud-metrics-adapter.values.yaml']);
  });

  it('gets an Application of the adapter, which reads its values from Git and comes first', () => {
    const found = files({ gitOps });
    const { metadata, spec } = parse(found.get('prod/argocd/prod-adapter.yaml')!);
    expect(metadata.annotations['argocd.argoproj.io/sync-wave']).toBe('-2');
    const [chart, values] = spec.sources;
    expect(chart).toMatchObject({ chart: 'ack-alibaba-cloud-metrics-adapter', targetRevision: '0.9.0' });
    expect(values).toEqual({ repoURL: repoUrl, targetRevision: 'HEAD', ref: 'values' });
    expect(spec.syncPolicy.syncOptions).toEqual(['CreateNamespace=true', 'ServerSideApply=true']);
    const [path] = chart.helm.valueFiles;
    expect(found.has(path.replace('$values/dist/', ''))).toBe(true);
  });

  it('applies rules, workload and autoscaler in waves', () => {
    const metricsPipeline = MetricsPipeline.prometheusAdapter({ output: 'configMap' });
    const found = files({ gitOps: GitOps.argoCd({ repoUrl }), metricsPipeline });
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

  const perNamespace = GitOps.argoCd({ repoUrl, applications: 'namespace' });

  it('may make an Application for each namespace, which creates it', () => {
    const { kind, spec } = parse(files({ gitOps: perNamespace }).get('prod/argocd/prod.yaml')!);
    expect(kind).toBe('ApplicationSet');
    expect(spec.generators).toEqual([
      { git: { repoURL: repoUrl, revision: 'HEAD', directories: [{ path: 'dist/prod/manifests/*' }] } },
    ]);
    expect(spec.template).toMatchObject({
      metadata: { name: 'prod-{{.path.basename}}' },
      spec: {
        source: { path: '{{.path.path}}' },
        destination: { namespace: '{{.path.basename}}' },
        ignoreDifferences: [{ kind: 'Deployment', name: 'bert', namespace: 'default' }],
      },
    });
    expect(spec.template.spec.syncPolicy.syncOptions).toEqual([
      'CreateNamespace=true',
      'RespectIgnoreDifferences=true',
      'ServerSideApply=true',
      'PruneLast=true',
    ]);
  });

  it('then finds each object in a folder, also one that names no namespace', () => {
    const paths = (gitOps: GitOps) => {
      const app = new PolicyApp();
      const prod = sampleCluster(app, { gitOps, kustomization: true });
      prod.add(samplePolicy({ namespace: 'chat' }));
      new ApiObject(prod, 'priority', { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass' });
      new ApiObject(prod, 'note', { apiVersion: 'v1', kind: 'ConfigMap' });
      return parse(filesOf(app).get('prod/manifests/kustomization.yaml')!).resources;
    };
    expect(paths(perNamespace)).toEqual(['chat/bert.k8s.yaml', 'default/note.k8s.yaml', 'default/priority.k8s.yaml']);
    expect(paths(GitOps.argoCd({ repoUrl }))).toEqual(['chat/bert.k8s.yaml', 'note.k8s.yaml', 'priority.k8s.yaml']);
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

  it('gets a release of the adapter with the same values', () => {
    const found = files({ gitOps });
    const [repository, release] = parseAllDocuments(found.get('prod/flux/adapter/release.yaml')!).map((one) =>
      one.toJSON(),
    );
    expect(repository).toMatchObject({ kind: 'HelmRepository', spec: { url: 'https://charts.example.com' } });
    expect(release).toMatchObject({ kind: 'HelmRelease', spec: { chart: { spec: { version: '0.9.0' } } } });
    const values = parse(found.get('prod/helm/ack-alibaba-cloud-metrics-adapter.values.yaml')!);
    expect(release.spec.values).toEqual(values);
  });

  const timeoutOf = (startup: Untyped, more: Untyped = {}) =>
    parse(
      files(
        { gitOps: GitOps.flux({ source: { kind: 'GitRepository', name: 'gpu' } }) },
        samplePolicy({ startup, ...more }, 'short'),
        samplePolicy(),
      ).get('prod/flux/sync/prod.yaml')!,
    ).spec.timeout;
  const startup = { expected: Duration.minutes(20), max: Duration.minutes(40) };

  it('waits as long as the slowest pod may take, with the one that makes room for it and the first metric', () => {
    expect(timeoutOf(undefined)).toBe('900s');
    expect(timeoutOf({ ...startup, expected: Duration.minutes(1), max: Duration.minutes(5) })).toBe('900s');
    expect(timeoutOf(startup)).toBe(`${2400 + 30 + 120}s`);
    // The time of the longest request, and of the endpoints and the exit.
    expect(timeoutOf(startup, { drain: Duration.seconds(100) })).toBe(`${2400 + 100 + 15 + 5 + 120}s`);
    expect(timeoutOf(startup, { podGroup: { size: 2 } })).toBe(`${2400 + 30 + 120}s`);
  });

  it.each([
    [39, ['gitOps.timeout']],
    [40, []],
  ])('refuses to wait %i minutes for a pod of 40 where that is too short', (minutes, expected) => {
    const short = GitOps.flux({ source: { kind: 'GitRepository', name: 'gpu' }, timeout: Duration.minutes(minutes) });
    const errors = errorsOf(appOf({ gitOps: short }, samplePolicy({ startup })));
    expect(errors.map(({ property }) => property)).toEqual(expected);
  });

  it.each([
    ['configMap', undefined],
    ['helmValues', [{ name: 'prod-adapter' }]],
  ] as const)('does not wait for an adapter that waits for a ConfigMap of the services: %s', (output, expected) => {
    const adapterValues = output === 'configMap' ? { adapterValues: 'existing' } : {};
    const metricsPipeline = MetricsPipeline.prometheusAdapter({ output, ...adapterValues } as Untyped);
    const found = files({ gitOps, metricsPipeline });
    expect(found.has('prod/flux/sync/prod-adapter.yaml')).toBe(true);
    expect(parse(found.get('prod/flux/sync/prod.yaml')!).spec.dependsOn).toEqual(expected);
    const argo = files({ gitOps: GitOps.argoCd({ repoUrl, adapterChart }), metricsPipeline });
    const { metadata } = parse(argo.get('prod/argocd/prod-adapter.yaml')!);
    expect(metadata.annotations['argocd.argoproj.io/sync-wave']).toBe(expected ? '-2' : '0');
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

describe.each([
  ['Argo CD', GitOps.argoCd({ repoUrl, adapterChart }), 'argocd/prod', 'argocd/prod-adapter'],
  [
    'Flux',
    GitOps.flux({ source: { kind: 'GitRepository', name: 'gpu' }, adapterChart }),
    'flux/sync/prod',
    'flux/sync/prod-adapter',
  ],
] as const)('%s', (_, gitOps, services, adapter) => {
  it('has nothing to sync of a cluster with Helm values alone but its adapter', () => {
    const app = new PolicyApp();
    sampleCluster(app, { gitOps, expose: [metrics.ack.processSmUtil] });
    const found = filesOf(app);
    expect(found.has(`prod/${adapter}.yaml`)).toBe(true);
    expect(found.has(`prod/${services}.yaml`)).toBe(false);
    expect(found.get(`prod/${adapter}.yaml`)).not.toContain('dependsOn');
  });

  it('cannot install a chart without values for it', () => {
    const metricsPipeline = MetricsPipeline.prometheusAdapter({ output: 'configMap' });
    const found = errorsOf(appOf({ gitOps, metricsPipeline }));
    expect(found).toMatchObject([{ code: 'git-ops', property: 'gitOps.adapterChart', path: 'prod' }]);
    expect(found[0]!.message).toContain("output: 'helmValues'");
  });

  it('has objects for patches also where something else is wrong', () => {
    const metricsPipeline = MetricsPipeline.prometheusAdapter({ output: 'configMap' });
    const kind = gitOps.definition.engine === 'argoCd' ? 'Application' : 'Kustomization';
    const patches = [{ kind, patch: [{ op: 'add', path: '/metadata/labels', value: {} }] }];
    expect(errorsOf(appOf({ gitOps, metricsPipeline, patches })).map(({ code }) => code)).toEqual(['git-ops']);
  });

  const patch = [{ op: 'add', path: '/metadata/labels', value: { team: 'ml' } }];

  it('has objects that patches of the cluster reach', () => {
    const [application, kind] =
      gitOps.definition.engine === 'argoCd' ? ['Application'] : ['Kustomization', 'HelmRelease'];
    const found = files({ gitOps, patches: [{ kind: application, patch }, ...(kind ? [{ kind, patch }] : [])] });
    expect(parse(found.get(`prod/${services}.yaml`)!).metadata.labels).toEqual({ team: 'ml' });
    expect(parse(found.get(`prod/${adapter}.yaml`)!).metadata.labels).toEqual({ team: 'ml' });
    if (kind) expect(found.get('prod/flux/adapter/release.yaml')).toMatch(/team: ml/);
  });

  it('has objects that a patch may not spoil', () => {
    const kind = gitOps.definition.engine === 'argoCd' ? 'Application' : 'Kustomization';
    const patches = [
      { kind, name: 'prod', patch: [{ op: 'remove', path: '/spec/nothing' }] },
      { kind, name: 'prod-adapter', patch: [{ op: 'remove', path: '/metadata/name' }] },
    ];
    expect(errorsOf(appOf({ gitOps, patches }))).toMatchObject([
      { code: 'patch', property: 'patches[0].patch[0]' },
      { code: 'patch', property: 'patches[1]' },
    ]);
  });
});

describe('a patch of a kind that two groups have', () => {
  const gitOps = GitOps.flux({ source: { kind: 'GitRepository', name: 'gpu' } });
  const add = (path: string, value: Untyped) => ({ kind: 'Kustomization', patch: [{ op: 'add', path, value }] });

  it('says which by its apiVersion, or by the name that only one has', () => {
    const patches = [
      { ...add('/spec/retryInterval', '1m'), apiVersion: 'kustomize.toolkit.fluxcd.io/v1' },
      { ...add('/namePrefix', 'a-'), apiVersion: 'kustomize.config.k8s.io/v1beta1' },
      { ...add('/spec/force', true), name: 'prod' },
    ];
    const found = files({ gitOps, kustomization: true, patches });
    expect(parse(found.get('prod/flux/sync/prod.yaml')!).spec).toMatchObject({ retryInterval: '1m', force: true });
    expect(parse(found.get('prod/manifests/kustomization.yaml')!)).toEqual({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: ['default/bert.k8s.yaml'],
      namePrefix: 'a-',
    });
  });

  it('is an error where it does not apply to both, or to none', () => {
    const found = errorsOf(appOf({ gitOps, kustomization: true, patches: [add('/spec/retryInterval', '1m')] }));
    expect(found).toMatchObject([{ code: 'patch', property: 'patches[0].patch[0]' }]);
    const patches = [{ ...add('/spec/force', true), apiVersion: 'kustomize.toolkit.fluxcd.io/v1beta2' }];
    const [unused] = errorsOf(appOf({ gitOps, patches }));
    expect(unused!.message).toContain('finds no Kustomization of kustomize.toolkit.fluxcd.io/v1beta2 here');
  });
});

describe('createNamespaces', () => {
  const policies = [
    samplePolicy(),
    samplePolicy({ namespace: 'vision' }, 'b'),
    samplePolicy({ namespace: 'chat' }, 'a'),
  ];
  it('writes a Namespace for each that is not there, which no engine prunes, before all that is in it', () => {
    const gitOps = GitOps.argoCd({ repoUrl });
    const found = files({ gitOps, createNamespaces: true, kustomization: true }, ...policies);
    expect(parse(found.get('prod/manifests/chat/namespace.k8s.yaml')!)).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        annotations: {
          'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
          'argocd.argoproj.io/sync-wave': '-3',
          'kustomize.toolkit.fluxcd.io/prune': 'disabled',
        },
        labels: { 'app.kubernetes.io/managed-by': 'foresail' },
        name: 'chat',
      },
    });
    expect(parse(found.get('prod/manifests/kustomization.yaml')!).resources).toEqual([
      'chat/a.k8s.yaml',
      'chat/namespace.k8s.yaml',
      'default/bert.k8s.yaml',
      'vision/b.k8s.yaml',
      'vision/namespace.k8s.yaml',
    ]);
  });

  it('writes none by itself, none twice, and none for what is always there', () => {
    expect(pathsOf(files({}, ...policies)).join()).not.toContain('namespace.k8s');
    expect(pathsOf(files({ createNamespaces: true })).join()).not.toContain('namespace.k8s');
    const app = new PolicyApp();
    const prod = sampleCluster(app, { createNamespaces: true });
    prod.add(...policies);
    new ApiObject(prod, 'own', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'chat' } });
    expect(pathsOf(filesOf(app)).filter((path) => path.endsWith('/namespace.k8s.yaml'))).toEqual([
      'prod/manifests/vision/namespace.k8s.yaml',
    ]);
  });

  it('lets patches change them', () => {
    const value = { 'istio-injection': 'enabled' };
    const patches = [{ kind: 'Namespace', name: 'chat', patch: [{ op: 'add', path: '/metadata/labels', value }] }];
    const found = files({ createNamespaces: true, patches }, ...policies);
    expect(parse(found.get('prod/manifests/chat/namespace.k8s.yaml')!).metadata).toMatchObject({ labels: value });
  });

  it('needs the id of its files', () => {
    const app = appOf({ createNamespaces: true }, samplePolicy({ namespace: 'x' }, 'namespace'));
    expect(errorsOf(app)).toMatchObject([{ code: 'duplicate-id', value: 'namespace' }]);
  });
});

it('a cluster without an object is an error, whatever its engine', () => {
  const app = new PolicyApp();
  sampleCluster(app, { gitOps: GitOps.argoCd({ repoUrl }) });
  expect(errorsOf(app)).toMatchObject([{ code: 'empty-result', path: 'prod' }]);
});
