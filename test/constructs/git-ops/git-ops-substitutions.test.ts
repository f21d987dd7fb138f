import { ApiObject } from 'cdk8s';
import { parse, parseAllDocuments } from 'yaml';
import {
  ApplicationIntelligence,
  GitOps,
  MetricsPipeline,
  metrics,
  PolicyApp,
  ScalingPolicy,
} from '../../../src/index';
import { errorsOf, filesOf, objectsIn, sampleCluster, samplePolicy, type Untyped } from '../sample';

const repoUrl = 'https://git.example.com/gpu.git';
const adapterChart = { repoUrl: 'https://charts.example.com', version: '0.9.0', namespace: 'kube-system' };
const source = { kind: 'GitRepository', name: 'gpu' } as const;
const substituteFrom = [{ kind: 'Secret', name: 'gpu-variables' }] as const;
const placeholder = {
  metricsPipeline: MetricsPipeline.ackAdapter({ prometheusUrl: '${PROMETHEUS_URL}' }),
  substitutions: ['PROMETHEUS_URL'],
};
/** Its rule renames, so it holds `${1}`. */
const renamed = samplePolicy({
  scaling: ScalingPolicy.hpa({
    minReplicas: 1,
    maxReplicas: 2,
    metrics: [metrics.ack.processGpuMemUsedRatio.perPod(0.8)],
  }),
});

/** An app with a cluster of placeholders, and a ConfigMap with this text. */
function appOf(cluster: Untyped, text?: string, metadata: Untyped = {}): PolicyApp {
  const app = new PolicyApp();
  const prod = sampleCluster(app, { ...placeholder, ...cluster });
  prod.add(renamed);
  if (text !== undefined) {
    new ApiObject(prod, 'note', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'note', namespace: 'default', ...metadata },
      ...{ data: { text } },
    });
  }
  return app;
}

/** What Flux makes of a text: github.com/fluxcd/pkg/envsubst, for `${NAME}` and `$$` alone. */
function substituted(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\{(\w+)\}/g, (whole, name) => (whole === '$$' ? '$' : (values[name] ?? '')));
}

describe('Flux with placeholders', () => {
  const flux = (props: Untyped = {}) => GitOps.flux({ source, adapterChart, substituteFrom, ...props });

  it('fills them by both Kustomizations', () => {
    const found = filesOf(appOf({ gitOps: flux() }));
    for (const name of ['prod', 'prod-adapter']) {
      const { spec } = parse(found.get(`prod/flux/sync/${name}.yaml`)!);
      expect(spec.postBuild).toEqual({ substituteFrom: [{ kind: 'Secret', name: 'gpu-variables' }] });
    }
  });

  it('makes of the release, once substituted, the values that the cluster writes with the placeholder filled', () => {
    const found = filesOf(appOf({ gitOps: flux() }));
    const text = found.get('prod/flux/adapter/release.yaml')!;
    expect(text).toContain('$${1}');
    const values = { PROMETHEUS_URL: 'http://prometheus:9090' };
    const [, release] = parseAllDocuments(substituted(text, values)).map((one) => one.toJSON() as Untyped);
    const written = found.get('prod/helm/ack-alibaba-cloud-metrics-adapter.values.yaml')!;
    expect(release.spec.values).toEqual(parse(written.replace('${PROMETHEUS_URL}', values.PROMETHEUS_URL)));
  });

  it('substitutes nothing, and escapes nothing, where the cluster declares no placeholder', () => {
    const metricsPipeline = MetricsPipeline.ackAdapter({ prometheusUrl: 'http://prometheus:9090' });
    const gitOps = flux({ substituteFrom: undefined });
    const found = filesOf(appOf({ gitOps, metricsPipeline, substitutions: undefined }));
    expect([...found.values()].join()).not.toContain('postBuild');
    expect(found.get('prod/flux/adapter/release.yaml')).toContain(' ${1}');
  });

  it('must say where the values come from', () => {
    expect(errorsOf(appOf({ gitOps: flux({ substituteFrom: undefined }) }))).toMatchObject([
      { code: 'git-ops', property: 'gitOps.substituteFrom', path: 'prod' },
    ]);
  });

  it('must not substitute where nothing is declared: every ${...} would be emptied', () => {
    const metricsPipeline = MetricsPipeline.ackAdapter({ prometheusUrl: 'http://prometheus:9090' });
    const found = errorsOf(appOf({ gitOps: flux(), metricsPipeline, substitutions: [] }));
    expect(found).toMatchObject([{ code: 'git-ops', property: 'gitOps.substituteFrom' }]);
  });

  it('needs a source that must be there: without any value Flux would leave the $$ of rules', () => {
    const optional = [{ kind: 'ConfigMap', name: 'a', optional: true }];
    expect(errorsOf(appOf({ gitOps: flux({ substituteFrom: optional }) }))).toMatchObject([
      { code: 'git-ops', property: 'gitOps.substituteFrom' },
    ]);
    const gitOps = flux({ substituteFrom: [...optional, ...substituteFrom] });
    const { spec } = parse(filesOf(appOf({ gitOps })).get('prod/flux/sync/prod.yaml')!);
    expect(spec.postBuild.substituteFrom[0]).toEqual({ kind: 'ConfigMap', name: 'a', optional: true });
  });

  const annotation = 'kustomize.toolkit.fluxcd.io/substitute';
  const annotationOf = (text: string, metadata: Untyped = {}) =>
    objectsIn(filesOf(appOf({ gitOps: flux() }, text, metadata)).get('prod/manifests/default/note.k8s.yaml')).ConfigMap
      .metadata.annotations?.[annotation];

  it.each([
    ['a shell variable', 'echo ${HOME}'],
    ['a default', 'echo ${PROMETHEUS_URL:-none}'],
    ['two dollar signs', 'echo $$ of Kubernetes: $$(HOME)'],
    ['a brace that is not closed', 'echo ${'],
  ])('keeps an object with %s from substitution', (_, text) => expect(annotationOf(text)).toBe('disabled'));

  it.each([
    ['a placeholder', 'url: ${PROMETHEUS_URL}'],
    ['an escaped variable', 'echo $${HOME} ${PROMETHEUS_URL}'],
    ['one dollar sign', 'echo $HOME, 5$'],
  ])('leaves an object with %s to it', (_, text) => expect(annotationOf(text)).toBeUndefined());

  it('keeps annotations that are there, and their order', () => {
    const annotations = { 'a.example.com/b': 'c', 'z.example.com/b': 'c' };
    const app = appOf({ gitOps: flux() }, '${HOME}', { annotations });
    const { metadata } = objectsIn(filesOf(app).get('prod/manifests/default/note.k8s.yaml')).ConfigMap;
    expect(Object.keys(metadata.annotations)).toEqual(['a.example.com/b', annotation, 'z.example.com/b']);
  });

  it.each([
    ['a variable beside a placeholder', 'curl ${PROMETHEUS_URL} ${HOME}', '${HOME}'],
    ['a variable beside an escaped one', 'echo $${A} ${HOME}', '${HOME}'],
    ['two dollar signs beside a placeholder', 'curl ${PROMETHEUS_URL} $$', '$$'],
  ])('refuses %s, of which one would be lost', (_, text, value) => {
    const found = errorsOf(appOf({ gitOps: flux() }, text));
    expect(found).toMatchObject([{ code: 'substitution-undeclared', path: 'prod/note' }]);
    expect(found[0]!.message).toContain(value);
  });

  it('takes an object that says itself that it is kept from substitution', () => {
    const annotations = { [annotation]: 'disabled' };
    expect(annotationOf('${PROMETHEUS_URL} ${HOME}', { annotations })).toBe('disabled');
  });
});

describe('Argo CD, which fills no placeholder', () => {
  /** A cluster whose synced manifests hold one. */
  function withIntelligence(gitOps: GitOps): PolicyApp {
    const app = new PolicyApp();
    const prod = sampleCluster(app, { ...placeholder, gitOps });
    prod.add(renamed);
    new ApplicationIntelligence(prod, 'application-intelligence', { prometheusUrl: '${PROMETHEUS_URL}' });
    return app;
  }

  it('must name the plugin that fills those of manifests', () => {
    const found = errorsOf(withIntelligence(GitOps.argoCd({ repoUrl })));
    expect(found).toMatchObject([{ code: 'git-ops', property: 'gitOps.plugin', path: 'prod' }]);
    expect(found[0]!.message).toContain('ConfigMap kube-system/application-intelligence has ${PROMETHEUS_URL}');
  });

  it.each(['cluster', 'namespace'] as const)(
    'renders by the plugin, with one Application for each %s',
    (applications) => {
      const files = filesOf(withIntelligence(GitOps.argoCd({ repoUrl, applications, plugin: 'envsubst-v1.0' })));
      const { spec } = parse(files.get('prod/argocd/prod.yaml')!);
      const { source } = applications === 'cluster' ? spec : spec.template.spec;
      expect(source.plugin).toEqual({ name: 'envsubst-v1.0' });
      expect(source).not.toHaveProperty('directory');
    },
  );

  it('needs no plugin where no manifest has a placeholder', () => {
    expect(errorsOf(appOf({ gitOps: GitOps.argoCd({ repoUrl }) }))).toEqual([]);
  });

  it('cannot fill those of Helm values, plugin or not', () => {
    const gitOps = GitOps.argoCd({ repoUrl, adapterChart, plugin: 'envsubst' });
    expect(errorsOf(appOf({ gitOps }))).toMatchObject([{ code: 'git-ops', property: 'gitOps.adapterChart' }]);
  });
});
