import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { blocksOf } from '../checks/check-page';
import { idsOf, judgeSample } from '../checks/sample';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'gitops.md'), 'utf8');
const blocks = blocksOf(PAGE).filter(({ language }) => language === 'yaml');
const objects: readonly ObjectOf[] = blocks.flatMap(({ text }) =>
  parseAllDocuments(text).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  }),
);

interface ObjectOf {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  // biome-ignore lint/suspicious/noExplicitAny: a page's YAML, whose shape is what is tested
  readonly spec?: any;
  readonly data?: { readonly [key: string]: string };
}

const only = (kind: string): ObjectOf => {
  const found = objects.filter((object) => object.kind === kind);
  expect(found).toHaveLength(1);
  return found[0]!;
};

/** The keys at all levels, as `syncPolicy.automated.prune`. */
function keysOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => keysOf(item, `${path}[]`)))];
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, member]) => keysOf(member, path === '' ? key : `${path}.${key}`));
}

describe('docs/gitops.md', () => {
  it('has objects of kinds and versions that exist', () => {
    expect(objects.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual([
      'argoproj.io/v1alpha1 Application',
      'v1 ConfigMap',
      'autoscaling/v2 HorizontalPodAutoscaler',
      'source.toolkit.fluxcd.io/v1 GitRepository',
      'kustomize.toolkit.fluxcd.io/v1 Kustomization',
    ]);
    for (const { metadata } of objects)
      expect(Object.values(metadata).slice(0, 2)).toEqual([metadata.name, metadata.namespace]);
  });

  it('has an Application with the fields of its API', () => {
    expect(keysOf(only('Application').spec)).toEqual([
      'project',
      'source.repoURL',
      'source.targetRevision',
      'source.path',
      'source.directory.recurse',
      'destination.server',
      'destination.namespace',
      'ignoreDifferences[].group',
      'ignoreDifferences[].kind',
      'ignoreDifferences[].name',
      'ignoreDifferences[].namespace',
      'ignoreDifferences[].jsonPointers[]',
      'syncPolicy.automated.prune',
      'syncPolicy.automated.selfHeal',
      'syncPolicy.syncOptions[]',
    ]);
  });

  it('ignores the replica count in the sync as well as in the diff', () => {
    const { ignoreDifferences, syncPolicy } = only('Application').spec;
    const workload = { kind: 'Deployment', name: 'bert-intent-detection', namespace: 'default' };
    expect(ignoreDifferences).toEqual([{ group: 'apps', ...workload, jsonPointers: ['/spec/replicas'] }]);
    expect(syncPolicy.syncOptions).toContain('RespectIgnoreDifferences=true');
    for (const option of syncPolicy.syncOptions)
      expect(option).toMatch(/^(RespectIgnoreDifferences|ServerSideApply|PruneLast)=true$/);
  });

  it('syncs manifests and nothing beside them, with either engine', () => {
    const paths = [only('Application').spec.source.path, only('Kustomization').spec.path];
    expect(paths.map((path: string) => path.replace('./', ''))).toEqual(['dist/prod/manifests', 'dist/prod/manifests']);
  });

  it('has a Kustomization with the fields of its API, of the source beside it', () => {
    const { spec } = only('Kustomization');
    expect(keysOf(spec)).toEqual([
      'interval',
      'sourceRef.kind',
      'sourceRef.name',
      'path',
      'prune',
      'wait',
      'timeout',
      'healthCheckExprs[].apiVersion',
      'healthCheckExprs[].kind',
      'healthCheckExprs[].current',
    ]);
    expect(spec.sourceRef).toEqual({ kind: 'GitRepository', name: only('GitRepository').metadata.name });
    const [{ apiVersion, kind, current }] = spec.healthCheckExprs;
    expect(`${apiVersion} ${kind}`).toBe('autoscaling/v2 HorizontalPodAutoscaler');
    expect(current).toMatch(/^has\(status\.conditions\) && status\.conditions\.exists\(/);
  });

  it('has a health check whose blocks are closed', () => {
    const [[key, script]] = Object.entries(only('ConfigMap').data!) as [[string, string]];
    expect(key).toBe('resource.customizations.health.autoscaling_HorizontalPodAutoscaler');
    const words = script.replace(/"[^"]*"/g, '').match(/\b\w+\b/g)!;
    const count = (word: string) => words.filter((candidate) => candidate === word).length;
    expect(count('end')).toBe(count('if') + count('for'));
    expect([count('then'), count('do')]).toEqual([count('if'), count('for')]);
    for (const status of script.matchAll(/status = "(\w+)"/g)) {
      expect(['Healthy', 'Degraded', 'Progressing', 'Suspended']).toContain(status[1]);
    }
  });

  it('has an HPA in which nothing is wrong', () => {
    const text = blocks.find(({ file }) => file === 'hpa-annotation.yaml')!.text;
    expect(idsOf(judgeSample({ files: { 'hpa.yaml': text } }))).toEqual([]);
  });
});
