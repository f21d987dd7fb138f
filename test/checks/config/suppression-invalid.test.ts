import { findingsOf, helpOf, idsOf, judgeObjects, judgeSample, reasonsOf } from '../sample';
import { deployment, hpa, yamlOf } from '../sample-manifests';

const ID = 'config/suppression-invalid';
const UNUSED = 'config/suppression-unused';
const HIDDEN = 'gitops/replicas-set';
const ANNOTATION = 'foresail.dev/suppress';
const FORM = 'Write "check: reason", one per line, such as "capacity/gpus-exceeded: the second pool arrives in March".';

/** A Deployment with a count and an HPA, which `gitops/replicas-set` finds, and the annotation on the Deployment. */
const annotated = (value: unknown) => [
  deployment({ annotations: { [ANNOTATION]: value }, spec: { replicas: 2 } }),
  hpa(),
];

it('config/suppression-invalid finds a check that does not exist, at its line', () => {
  const text = `a: 1
apiVersion: apps/v1
kind: Deployment
metadata:
  name: bert
  annotations:
    ${ANNOTATION}: |
      # why
      gitops/replica-set: it is ignored
      ${HIDDEN}: it is ignored
`;
  const report = judgeSample({ files: { 'a.yaml': text.slice('a: 1\n'.length) } });
  expect(findingsOf(report, ID)).toEqual([
    `error 7:7 the annotation ${ANNOTATION} names the check "# why", which does not exist`,
    `error 8:7 the annotation ${ANNOTATION} names the check "gitops/replica-set", which does not exist; did you mean "gitops/replicas-set"?`,
  ]);
  expect(helpOf(report, ID)[1]).toBe('Run "foresail checks" for the list.');
  expect(report.diagnostics.find(({ check }) => check === ID)!.object).toMatchObject({
    kind: 'Deployment',
    name: 'bert',
  });
});

describe('config/suppression-invalid finds an annotation', () => {
  it.each<[string, unknown, string, string]>([
    ['without a reason', HIDDEN, `gives no reason for ${HIDDEN}`, FORM],
    ['with an empty reason', `${HIDDEN}:   `, `gives no reason for ${HIDDEN}`, FORM],
    ['that is empty', ' \n ', 'is empty', FORM],
    ['that is null', null, 'is no text', FORM],
    ['that is a list', [`${HIDDEN}: a`], 'is no text', FORM],
    ['that never ends', `${HIDDEN}: a\n`.repeat(101), 'has more than 100 lines', FORM],
    ['that is longer than the API server takes', `${HIDDEN}: ${'a'.repeat(262_144)}`, 'has more than 100 lines', FORM],
  ])('%s, which hides nothing', (_, value, message, help) => {
    const report = judgeObjects(annotated(value));
    expect(findingsOf(report, ID).map((text) => text.replace(/^error \d+:\d+ /, ''))).toEqual([
      `the annotation ${ANNOTATION} ${message}`,
    ]);
    expect(helpOf(report, ID)).toEqual([help]);
    expect(idsOf(report)).toContain(HIDDEN);
  });
});

describe('the annotation foresail.dev/suppress', () => {
  it.each([
    ['a line', `${HIDDEN}: it is ignored`],
    ['a line with space and colons', `  ${HIDDEN} :  it is ignored: see apps:bert  `],
    ['several lines', `\ncapacity/gpus-exceeded: a pool arrives\n\n${HIDDEN}: it is ignored\n`],
  ])('hides a finding of its object by %s, with the reason', (_, value) => {
    const report = judgeObjects(annotated(value));
    expect(findingsOf(report, HIDDEN)).toEqual([]);
    expect(reasonsOf(report, HIDDEN)).toEqual([expect.stringMatching(/^skipped: suppressed: it is ignored/)]);
    expect(findingsOf(report, ID)).toEqual([]);
  });

  it('hides nothing of another object', () => {
    const [workload] = annotated(undefined);
    const report = judgeObjects([workload!, hpa({ annotations: { [ANNOTATION]: `${HIDDEN}: it is ignored` } })]);
    expect(findingsOf(report, HIDDEN)).toHaveLength(1);
    expect(findingsOf(report, UNUSED)).toEqual([
      expect.stringContaining(`the suppression of ${HIDDEN} hides no finding in this run`),
    ]);
    expect(report.diagnostics.find(({ check }) => check === UNUSED)).toMatchObject({
      cluster: 'default',
      object: { kind: 'HorizontalPodAutoscaler', name: 'bert' },
      place: { path: '/metadata/annotations/foresail.dev~1suppress' },
    });
  });

  it('hides nothing of an object of the same name in another cluster', () => {
    const text = (value: string) => yamlOf(...annotated(value));
    const report = judgeSample({
      files: {
        'foresail.yaml': 'clusters: [{name: a, paths: [a]}, {name: b, paths: [b]}]',
        'a/a.yaml': text(`${HIDDEN}: it is ignored`),
        'b/b.yaml': yamlOf(deployment({ spec: { replicas: 2 } }), hpa()),
      },
    });
    expect(report.diagnostics.map(({ check, cluster }) => `${check} ${cluster}`)).toEqual([`${HIDDEN} b`]);
  });

  it('covers the rules of an adapter on the ConfigMap that carries them', () => {
    const config = 'rules:\n- seriesQuery: up\n  metricsQuery: 5\n  bogus: 1\n';
    const map = (annotations?: object) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'adapter-config', namespace: 'monitoring', annotations },
      data: { 'config.yaml': config },
    });
    expect(idsOf(judgeObjects([map()]))).toContain('adapter/config-invalid');
    const report = judgeObjects([map({ [ANNOTATION]: 'adapter/config-invalid: the adapter is replaced this week' })]);
    expect(idsOf(report)).not.toContain('adapter/config-invalid');
    expect(reasonsOf(report, 'adapter/config-invalid')).toEqual([
      'skipped: suppressed: the adapter is replaced this week',
    ]);
  });

  it('covers what could not be told', () => {
    const check = 'hpa/target-not-found';
    const report = judgeObjects([hpa({ annotations: { [ANNOTATION]: `${check}: it is made elsewhere` } })]);
    expect(reasonsOf(report, check)).toEqual(['skipped: suppressed: it is made elsewhere']);
  });

  it('is no less used where foresail.yaml hides the same', () => {
    const report = judgeSample({
      files: {
        'a.yaml': yamlOf(...annotated(`${HIDDEN}: it is ignored`)),
        'foresail.yaml': `suppressions: [{check: ${HIDDEN}, reason: in general}]`,
      },
    });
    expect(reasonsOf(report, HIDDEN)).toEqual(['skipped: suppressed: in general']);
    expect(findingsOf(report, UNUSED)).toEqual([]);
  });
});
