import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { Untyped } from '../constructs/sample';

const repository = resolve(__dirname, '..', '..');
const documentsIn = (file: string): readonly Untyped[] =>
  parseAllDocuments(readFileSync(join(repository, file), 'utf8')).map((document) => document.toJSON());

/** The one object of a kind, and of a name where several have it. */
function object(file: string, kind: string, name?: string): Untyped {
  return documentsIn(file).find((each) => each.kind === kind && (name === undefined || each.metadata.name === name));
}

const MISSING = '(left out)';

/** Where two documents differ: path, published value, our value. */
function differences(published: Untyped, ours: Untyped, path = ''): readonly string[] {
  if (isTree(published) && isTree(ours)) {
    const keys = [...new Set([...Object.keys(published), ...Object.keys(ours)])].sort();
    return keys.flatMap((key) => differences(published[key], ours[key], `${path}/${key}`));
  }
  if (JSON.stringify(published) === JSON.stringify(ours)) return [];
  return [`${path}: ${show(published)} -> ${show(ours)}`];
}

const isTree = (value: Untyped): boolean => typeof value === 'object' && value !== null;
const show = (value: Untyped): string => (value === undefined ? MISSING : JSON.stringify(value));

const seeds = 'test/fixtures/seeds';
const service = (cluster: string) => `dist/${cluster}/manifests/default/bert-intent-detection.k8s.yaml`;
const ahpaService = 'dist/ack-current/manifests/ahpa/bert-intent-detection-ahpa.k8s.yaml';

const container = '/spec/template/spec/containers/0';
const podLabels = (name: string) => [
  `/spec/template/metadata/labels/app.kubernetes.io/managed-by: ${MISSING} -> "foresail"`,
  `/spec/template/metadata/labels/app.kubernetes.io/name: ${MISSING} -> "${name}"`,
];
const portNames = [
  `${container}/ports/0/name: ${MISSING} -> "http"`,
  `${container}/ports/0/protocol: ${MISSING} -> "TCP"`,
];

describe('the compiled seeds differ from the published ones as docs/seeds.md says', () => {
  it.each([
    ['the HPA of 1.23 or later', 'gpu-hpa.yaml', 'ack-current'],
    ['the HPA of earlier minors', 'gpu-hpa-before-1.23.yaml', 'ack-1-22'],
  ])('in %s', (_, file, cluster) => {
    const published = object(`${seeds}/hpa/${file}`, 'HorizontalPodAutoscaler');
    const ours = object(service(cluster), 'HorizontalPodAutoscaler');
    expect({ apiVersion: ours.apiVersion, name: ours.metadata.name }).toEqual({
      apiVersion: published.apiVersion,
      name: published.metadata.name,
    });
    expect(differences(published.spec, ours.spec)).toEqual(
      cluster === 'ack-current'
        ? [
            '/metrics/0/pods/target/averageValue: 20 -> "20"',
            '/metrics/0/pods/target/type: "Utilization" -> "AverageValue"',
          ]
        : ['/metrics/0/pods/targetAverageValue: 20 -> "20"'],
    );
  });

  it.each(['ack-1-22', 'ack-current', 'prometheus-current'])('in the Deployment and Service on %s', (cluster) => {
    const file = `${seeds}/hpa/deployment.yaml`;
    const { metadata: _, ...published } = object(file, 'Deployment');
    const { metadata: __, ...ours } = object(service(cluster), 'Deployment');
    expect(differences(published, ours)).toEqual([
      `/spec/replicas: 1 -> ${MISSING}`,
      `/spec/strategy: ${MISSING} -> {"rollingUpdate":{"maxSurge":0,"maxUnavailable":1},"type":"RollingUpdate"}`,
      ...podLabels('bert-intent-detection'),
      `${container}/name: "bert-container" -> "bert-intent-detection"`,
      ...portNames,
      `${container}/resources/limits/nvidia.com/gpu: 1 -> "1"`,
    ]);
    const publishedService = object(file, 'Service');
    const ourService = object(service(cluster), 'Service');
    expect(ourService.metadata.name).toBe(publishedService.metadata.name);
    expect(differences(publishedService.spec, ourService.spec)).toEqual([]);
  });

  it('in the AHPA', () => {
    const published = object(`${seeds}/ahpa/fib-gpu.yaml`, 'AdvancedHorizontalPodAutoscaler');
    const ours = object(ahpaService, 'AdvancedHorizontalPodAutoscaler');
    expect(ours.apiVersion).toBe(published.apiVersion);
    expect(differences(published.spec, ours.spec)).toEqual([
      `/instanceBounds/0/bounds/3: ${MISSING} -> {"cron":"* * ? * SAT,SUN","maxReplicas":50,"minReplicas":4}`,
      '/instanceBounds/0/endTime: "2022-12-16 00:00:00" -> "2036-01-01 00:00:00"',
      '/instanceBounds/0/startTime: "2021-12-16 00:00:00" -> "2026-01-01 00:00:00"',
      '/maxReplicas: 100 -> 50',
      '/minReplicas: 0 -> 1',
      '/scaleTargetRef/name: "bert-intent-detection" -> "bert-intent-detection-ahpa"',
    ]);
  });

  it('in the Deployment and Service of the AHPA service', () => {
    const file = `${seeds}/ahpa/deployment.yaml`;
    const name = 'bert-intent-detection-ahpa';
    expect(differences(object(file, 'Deployment').spec, object(ahpaService, 'Deployment').spec)).toEqual(
      [
        `/selector/matchLabels/app: "bert-intent-detection" -> "${name}"`,
        `/strategy: ${MISSING} -> {"type":"Recreate"}`,
        `/spec/template/metadata/labels/app: "bert-intent-detection" -> "${name}"`,
        ...podLabels(name),
        `${container}/name: "bert-container" -> "${name}"`,
        ...portNames,
        `${container}/resources/requests/nvidia.com/gpu: "1" -> ${MISSING}`,
      ].map((line) => line.replace(/^\/spec/, '')),
    );
    expect(differences(object(file, 'Service').spec, object(ahpaService, 'Service').spec)).toEqual([
      `/selector/app: "bert-intent-detection" -> "${name}"`,
    ]);
  });

  it('in the load generator', () => {
    const published = object(`${seeds}/ahpa/fib-loader.yaml`, 'Deployment');
    const ours = object('dist/ack-current/manifests/ahpa/fib-loader.k8s.yaml', 'Deployment');
    const own = (container: Untyped) => ({
      image: container.image,
      name: container.name,
      ports: container.ports,
      resources: container.resources,
    });
    const [publishedContainer] = published.spec.template.spec.containers;
    const [ourContainer] = ours.spec.template.spec.containers;
    expect(own(ourContainer)).toEqual(own(publishedContainer));
    expect(ours.spec.replicas).toBe(published.spec.replicas);
    // The page has a shell put the pod's namespace into the URL; here it is known.
    const inShell = publishedContainer.args[1]
      .trim()
      .replaceAll('"', '')
      .replace('${NAMESPACE}', ours.metadata.namespace);
    expect([...ourContainer.command, ...ourContainer.args].join(' ')).toBe(inShell);
  });

  it('in the rules on each ACK cluster: the matchers of one denominator', () => {
    const published: readonly Untyped[] = parse(
      readFileSync(join(repository, seeds, 'hpa/adapter-rules.yaml'), 'utf8'),
    );
    for (const cluster of ['ack-1-22', 'ack-current']) {
      const [values] = documentsIn(`dist/${cluster}/helm/ack-alibaba-cloud-metrics-adapter.values.yaml`);
      const ours: readonly Untyped[] = values.AlibabaCloudMetricsAdapter.prometheus.adapter.rules.custom;
      const changed = published.flatMap((rule) => {
        const match = ours.find(({ seriesQuery }) => seriesQuery === rule.seriesQuery);
        return differences(rule, match);
      });
      const query = 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>) / sum(DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED';
      expect(changed).toEqual([
        `/metricsQuery: "${query}{}) by (<<.GroupBy>>)" -> "${query}{<<.LabelMatchers>>}) by (<<.GroupBy>>)"`,
      ]);
      const ofGpus = ours.filter(({ seriesQuery }) => seriesQuery.startsWith('DCGM_'));
      expect(ofGpus).toHaveLength(published.length);
    }
  });
});
