import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { parseBounds, validityOf } from '../../src/autoscaling/ahpa/bounds';
import { coverageOf } from '../../src/autoscaling/ahpa/coverage';
import type { Untyped } from '../constructs/sample';
import { runsWith } from '../require-program';

const dist = resolve(__dirname, '..', '..', 'dist');

/** Every file below a folder, by its path in it. */
function filesBelow(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [relative(folder, file), readFileSync(file, 'utf8')]),
  );
}

const LIST = 'manifests/kustomization.yaml';
const written = filesBelow(dist);
const objects: readonly (readonly [string, Untyped])[] = [...written].flatMap(([file, text]) =>
  file.includes('/manifests/') && !file.endsWith(LIST)
    ? parseAllDocuments(text).map((document) => [file, document.toJSON()] as const)
    : [],
);
const find = (cluster: string, kind: string, name: string): Untyped =>
  objects.find(
    ([file, object]) => file.startsWith(`${cluster}/`) && object.kind === kind && object.metadata.name === name,
  )?.[1];

describe('dist/', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'foresail-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is, to the byte, what the policies compile to', () => {
    const before = process.env.CDK8S_OUTDIR;
    process.env.CDK8S_OUTDIR = folder;
    try {
      jest.isolateModules(() => require('../../policies/main'));
    } finally {
      if (before === undefined) delete process.env.CDK8S_OUTDIR;
      else process.env.CDK8S_OUTDIR = before;
    }
    const compiled = filesBelow(folder);
    expect([...compiled.keys()]).toEqual([...written.keys()]);
    for (const [file, text] of compiled) expect({ file, text }).toEqual({ file, text: written.get(file) });
  });

  it.each([
    ['ack-1-22', 'autoscaling/v2beta1', { metricName: 'DCGM_CUSTOM_PROCESS_SM_UTIL', targetAverageValue: '20' }],
    [
      'ack-current',
      'autoscaling/v2',
      { metric: { name: 'DCGM_CUSTOM_PROCESS_SM_UTIL' }, target: { type: 'AverageValue', averageValue: '20' } },
    ],
    [
      'prometheus-current',
      'autoscaling/v2',
      { metric: { name: 'DCGM_FI_DEV_GPU_UTIL' }, target: { type: 'AverageValue', averageValue: '20' } },
    ],
  ])('has the HPA of the first document on %s as %s', (cluster, apiVersion, pods) => {
    expect(find(cluster, 'HorizontalPodAutoscaler', 'gpu-hpa')).toMatchObject({
      apiVersion,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert-intent-detection' },
        minReplicas: 1,
        maxReplicas: 10,
        metrics: [{ type: 'Pods', pods }],
      },
    });
    expect(find(cluster, 'Deployment', 'bert-intent-detection').spec).not.toHaveProperty('replicas');
  });

  it('has the AHPA of the second document on ack-current', () => {
    expect(find('ack-current', 'AdvancedHorizontalPodAutoscaler', 'fib-gpu').spec).toMatchObject({
      metrics: [
        { type: 'Resource', resource: { name: 'gpu', target: { type: 'Utilization', averageUtilization: 20 } } },
      ],
      scaleStrategy: 'observer',
      prediction: { quantile: 95, scaleUpForward: 180 },
    });
    expect(find('ack-current', 'Deployment', 'bert-intent-detection-ahpa').spec.replicas).toBe(1);
    expect(find('ack-current', 'Deployment', 'fib-loader').spec.replicas).toBe(1);
    expect(find('ack-current', 'ConfigMap', 'application-intelligence').data).toEqual({
      prometheusUrl: '${PROMETHEUS_URL}',
    });
  });

  it('has bounds that cover every minute of the week, for years, and never allow zero replicas', () => {
    const ahpa = find('ack-current', 'AdvancedHorizontalPodAutoscaler', 'fib-gpu');
    const zone = ahpa.metadata.annotations['foresail.dev/bounds-timezone'];
    const { periods, complete } = parseBounds(ahpa.spec.instanceBounds);
    expect({ zone, complete }).toEqual({ zone: 'Asia/Shanghai', complete: true });
    const now = Date.parse('2026-11-21T00:00:00Z');
    expect(validityOf(periods, now + 5 * 365 * 86_400_000, zone)).toEqual(validityOf(periods, now, zone));
    expect(coverageOf(periods, now, zone)).toMatchObject([{ uncoveredMinutes: 0, overlap: undefined }]);
    const floors = ahpa.spec.instanceBounds[0].bounds.map(({ minReplicas }: Untyped) => minReplicas);
    expect([ahpa.spec.minReplicas, ...floors]).toEqual([1, 4, 10, 12, 4]);
  });

  it.each(['ack-1-22', 'ack-current', 'prometheus-current'])('has cards on %s for every maximum', (cluster) => {
    const facts = parseAllDocuments(written.get(`${cluster}/cluster.yaml`) ?? '')[0]?.toJSON() as Untyped;
    const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
    const cards = facts.spec.gpuPools
      .filter(({ allocation }: Untyped) => allocation === 'dedicated')
      .map(({ count, max }: Untyped) => max ?? count);
    const asked = objects
      .filter(([file, { kind }]) => file.startsWith(`${cluster}/`) && kind.endsWith('PodAutoscaler'))
      .map(([, { spec }]) => {
        const [container] = find(cluster, 'Deployment', spec.scaleTargetRef.name).spec.template.spec.containers;
        return spec.maxReplicas * Number(container.resources.limits['nvidia.com/gpu'] ?? 0);
      });
    expect(sum(asked)).toBeGreaterThan(0);
    expect(sum(asked)).toBeLessThanOrEqual(sum(cards));
  });

  const withKubectl = runsWith('kubectl') ? it : it.skip;
  const listed = [...written.keys()].filter((file) => file.endsWith(LIST)).map((file) => file.split('/')[0]!);

  withKubectl.each(listed)('is built by kubectl kustomize on %s, with every object', (cluster) => {
    const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', join(dist, cluster, 'manifests')], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const keyOf = ({ kind, metadata }: Untyped) => `${kind} ${metadata.namespace}/${metadata.name}`;
    const built = parseAllDocuments(stdout).map((document) => keyOf(document.toJSON()));
    const own = objects.filter(([file]) => file.startsWith(`${cluster}/`)).map(([, object]) => keyOf(object));
    expect(built.sort()).toEqual(own.sort());
  });

  it('has what the GitOps engine of each cluster needs, which syncs the folder of manifests', () => {
    const { spec: argoCd } = parse(written.get('prometheus-current/argocd/prometheus-current.yaml')!);
    const { spec: flux } = parse(written.get('ack-current/flux/sync/ack-current.yaml')!);
    expect([argoCd.source.path, flux.path]).toEqual([
      'dist/prometheus-current/manifests',
      './dist/ack-current/manifests',
    ]);
    expect(flux.postBuild.substituteFrom).toEqual([{ kind: 'Secret', name: 'ack-current-variables' }]);
    const waves = objects
      .filter(([file, { kind }]) => file.startsWith('prometheus-current/') && kind.endsWith('PodAutoscaler'))
      .map(([, { metadata }]) => metadata.annotations['argocd.argoproj.io/sync-wave']);
    expect(new Set(waves)).toEqual(new Set(['1']));
  });

  it('names and places every object', () => {
    for (const [file, { kind, metadata }] of objects) {
      expect(metadata.name).toMatch(/^[a-z0-9-]+$/);
      expect(file).toContain(`/manifests/${kind === 'Namespace' ? metadata.name : metadata.namespace}/`);
    }
  });
});
