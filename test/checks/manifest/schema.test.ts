import { faultsOf, findingsOf, helpOf, judgeObjects, judgeSample, kubernetes, reasonsOf } from '../sample';
import { ahpa, deployment, hpa } from '../sample-manifests';

const ID = 'manifest/schema';

describe('manifest/schema finds', () => {
  it('an unknown field at its key, and names the nearest one', () => {
    const text = `apiVersion: v1
kind: Service
metadata: {name: bert}
spec:
  selectors: {app: bert}
`;
    const report = judgeSample({ files: { 'service.yaml': text } });
    expect(findingsOf(report, ID)).toEqual([
      'error 5:3 `selectors` is no field of ServiceSpec in v1; did you mean "selector"?',
    ]);
    expect(helpOf(report, ID)).toEqual(['Write `selector`, or remove it: the API server drops it or refuses it.']);
  });

  it.each<[string, object, string | undefined, readonly string[]]>([
    [
      'a value of the wrong type',
      hpa({ spec: { maxReplicas: '4' } }),
      undefined,
      ['error /spec/maxReplicas `maxReplicas` must be a whole number; found text'],
    ],
    [
      'a field that is missing',
      hpa({ spec: { maxReplicas: undefined } }),
      undefined,
      ['error /spec/maxReplicas `maxReplicas` is missing in `spec`'],
    ],
    [
      'a field that needs a newer minor',
      hpa({ apiVersion: 'autoscaling/v2beta2', spec: { behavior: { scaleDown: { selectPolicy: 'Disabled' } } } }),
      '1.17',
      ['error /spec/behavior `behavior` needs Kubernetes >= 1.18 in autoscaling/v2beta2; the target is 1.17'],
    ],
    [
      'a field of another version of the kind',
      hpa({
        spec: {
          metrics: [{ type: 'Resource', resource: { name: 'cpu', targetAverageUtilization: 80 } }],
        },
      }),
      undefined,
      [
        'error /spec/metrics/0/resource/targetAverageUtilization `targetAverageUtilization` is a field of autoscaling/v2beta1; autoscaling/v2 does not have it',
      ],
    ],
    [
      'a value outside of a closed set',
      deployment({ spec: { strategy: { type: 'Rolling' } } }),
      undefined,
      ['error /spec/strategy/type `type` is "Rolling", which is not allowed'],
    ],
    [
      'a version of a kind that the minor does not serve',
      { apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget', metadata: { name: 'bert' }, spec: {} },
      '1.25',
      [
        'error /apiVersion policy/v1beta1 PodDisruptionBudget is not served by Kubernetes 1.25; it was served up to 1.24',
      ],
    ],
    [
      'a missing name',
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'bert-' } },
      undefined,
      ['error /metadata/name metadata.name is missing'],
    ],
    [
      'a name with capitals, once',
      deployment({ name: 'Bert' }),
      undefined,
      ['error /metadata/name metadata.name is "Bert", which the API server refuses'],
    ],
    [
      'a name that is a number',
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 7 } },
      undefined,
      ['error /metadata/name `name` must be text; found a number'],
    ],
    [
      'a bad namespace',
      deployment({ namespace: 'ml.prod' }),
      undefined,
      ['error /metadata/namespace metadata.namespace is "ml.prod", which the API server refuses'],
    ],
    [
      'a bad name of an AHPA, which has no schema',
      ahpa({ name: 'bert_ahpa' }),
      undefined,
      ['error /metadata/name metadata.name is "bert_ahpa", which the API server refuses'],
    ],
  ])('%s', (_, object, minor, faults) => {
    const report = judgeObjects([object], minor === undefined ? {} : kubernetes(minor));
    expect(faultsOf(report, ID)).toEqual(faults);
  });

  it.each([
    ['a Deployment', 'apiVersion: apps/v1\nkind: Deployment'],
    ['an AHPA', 'apiVersion: autoscaling.alibabacloud.com/v1beta1\nkind: AdvancedHorizontalPodAutoscaler'],
  ])('a key given twice in %s, at the second one', (_, head) => {
    const report = judgeSample({ files: { 'twice.yaml': `${head}\nmetadata:\n  name: bert\n  name: llama\n` } });
    expect(findingsOf(report, ID)).toContain(
      'error 5:3 the key "name" is given twice in one mapping; only the last one would count',
    );
  });

  it('a key given twice in the list item that has it, and not in its neighbours', () => {
    const text = `apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: one}}
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: two}, data: {a: one, a: two}}
`;
    const report = judgeSample({ files: { 'list.yaml': text } });
    expect(report.diagnostics.map(({ object, place }) => [object?.name, place.span.start])).toEqual([
      ['two', text.lastIndexOf('a: two')],
    ]);
  });
});

describe('manifest/schema judges the names of Services by their own rule', () => {
  it.each([
    ['bert.v2', '1.28', 1],
    ['7b-chat', '1.35', 1],
    ['7b-chat', '1.36', 0],
    ['bert.v2', '1.36', 1],
    ['bert-7b', '1.28', 0],
  ])('%s on %s: %i findings', (name, minor, count) => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { ports: [{ port: 80 }] } };
    expect(findingsOf(judgeObjects([service], kubernetes(minor)), ID)).toHaveLength(count);
  });
});

describe('manifest/schema judges the names of LeaderWorkerSets by the labels of their pods', () => {
  it.each<[number, number, number | undefined, number]>([
    [50, 2, 10, 0],
    [51, 2, 10, 1],
    [50, 2, 11, 1],
    [50, 2, undefined, 0],
    [51, 2, undefined, 1],
    [52, 1, 100, 0],
    [53, 1, 100, 1],
  ])('%i characters, groups of %i pods, %s groups: %i findings', (length, size, replicas, count) => {
    const set = {
      apiVersion: 'leaderworkerset.x-k8s.io/v1',
      kind: 'LeaderWorkerSet',
      metadata: { name: 'a'.repeat(length) },
      spec: { replicas, leaderWorkerTemplate: { size, workerTemplate: { spec: { containers: [] } } } },
    };
    const findings = findingsOf(judgeObjects([set]), ID);
    expect(findings).toHaveLength(count);
    if (count > 0) expect(findings[0]).toContain(`metadata.name has ${length} characters`);
  });
});

describe('manifest/schema passes', () => {
  it.each([
    ['a Deployment', deployment(), '1.16'],
    ['an HPA v2', hpa(), '1.23'],
    ['an HPA v2beta2', hpa({ apiVersion: 'autoscaling/v2beta2' }), '1.22'],
    [
      'an HPA whose version the minor no longer serves, which is the matter of another check',
      hpa({ apiVersion: 'autoscaling/v2beta2' }),
      '1.36',
    ],
    ['an HPA whose version the minor does not serve yet', hpa(), '1.20'],
    ['a name of 253 characters with dots', deployment({ name: `${'a'.repeat(251)}.b` }), '1.36'],
    ['an AHPA', ahpa(), '1.36'],
  ])('%s', (_, object, minor) => {
    const report = judgeObjects([object], kubernetes(minor));
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });

  it('leaves kinds of custom resources alone, and counts them', () => {
    const scaledObject = {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'Bert' },
      spec: { x: 1 },
    };
    const report = judgeObjects([scaledObject, deployment()]);
    expect(report.diagnostics).toEqual([]);
    expect(report.notModelled.map(({ what }) => what)).toEqual(['ScaledObject (keda.sh/v1alpha1)']);
  });
});

it('manifest/schema cannot tell for a version that no Kubernetes had', () => {
  expect(reasonsOf(judgeObjects([hpa({ apiVersion: 'autoscaling/v3' })]), ID)).toEqual([
    'notCheckable: there is no schema for HorizontalPodAutoscaler (autoscaling/v3)',
  ]);
});

describe('manifest/schema and placeholders', () => {
  it.each<[string, object]>([
    ['a number', hpa({ spec: { maxReplicas: '${MAX_REPLICAS}' } })],
    ['a name', hpa({ name: '${NAME}' })],
    [
      'a quantity',
      deployment({
        spec: {
          template: { spec: { containers: [{ name: 'a', image: 'a', resources: { limits: { cpu: '${CPU}' } } }] } },
        },
      }),
    ],
  ])('cannot judge %s that is replaced later', (_title, object) => {
    const report = judgeObjects([object]);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID).join()).toMatch(/is a placeholder that something replaces/);
  });

  it('still finds what else is wrong', () => {
    const report = judgeObjects([hpa({ spec: { maxReplicas: '${MAX_REPLICAS}', minReplica: 1 } })]);
    expect(faultsOf(report, ID)).toEqual([expect.stringContaining('/spec/minReplica `minReplica` is no field')]);
  });
});
