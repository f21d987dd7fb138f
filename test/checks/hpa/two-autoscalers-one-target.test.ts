import { findingsOf, helpOf, judgeObjects, judgeSample, reasonsOf } from '../sample';
import { ahpa, hpa, yamlOf } from '../sample-manifests';

const ID = 'hpa/two-autoscalers-one-target';

const HPA = 'HorizontalPodAutoscaler default';
const AHPA = 'AdvancedHorizontalPodAutoscaler default';
const TARGET = 'Deployment default/bert';

const named = (name: string) => hpa({ name });
const observer = (name: string) => ahpa({ name, spec: { scaleStrategy: 'observer' } });

it('hpa/two-autoscalers-one-target finds two HPAs, at the target of the second', () => {
  const report = judgeSample({ files: { 'a.yaml': yamlOf(named('a')), 'b.yaml': yamlOf(named('b')) } });
  expect(findingsOf(report, ID)).toEqual([
    `error 9:11 ${HPA}/a and ${HPA}/b both scale ${TARGET}: the HPA controller then scales by none of them (AmbiguousSelector)`,
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Keep one, with the metrics of all: an HPA follows the metric that asks for the most pods. The first is at a.yaml:2.',
  ]);
  expect(report.diagnostics[0]!.place.span.file.name).toBe('b.yaml');
});

describe('hpa/two-autoscalers-one-target on', () => {
  it.each<[string, readonly object[], readonly string[]]>([
    [
      'an HPA and an AHPA in auto',
      [named('a'), ahpa({ name: 'b' })],
      [`error ${HPA}/a and ${AHPA}/b both scale ${TARGET}: each undoes what the other writes`],
    ],
    [
      'an HPA and an AHPA in observer',
      [named('a'), observer('b')],
      [
        `info ${HPA}/a and ${AHPA}/b both have ${TARGET} as target; an AHPA in observer computes and never scales, so they do not fight`,
      ],
    ],
    [
      'an HPA and an AHPA without a strategy, which is observer',
      [named('a'), ahpa({ name: 'b', spec: { scaleStrategy: undefined } })],
      [
        `info ${HPA}/a and ${AHPA}/b both have ${TARGET} as target; an AHPA in observer computes and never scales, so they do not fight`,
      ],
    ],
    [
      'two AHPAs that act',
      [ahpa({ name: 'a' }), ahpa({ name: 'b', spec: { scaleStrategy: 'proactive' } })],
      [`error ${AHPA}/a and ${AHPA}/b both scale ${TARGET}: each undoes what the other writes`],
    ],
    [
      'two AHPAs that observe',
      [observer('a'), observer('b')],
      [
        `info ${AHPA}/a and ${AHPA}/b both have ${TARGET} as target; an AHPA in observer computes and never scales, so they do not fight`,
      ],
    ],
    [
      'three HPAs, once',
      [named('a'), named('b'), named('c')],
      [
        `error ${HPA}/a, ${HPA}/b and ${HPA}/c all scale ${TARGET}: the HPA controller then scales by none of them (AmbiguousSelector)`,
      ],
    ],
    [
      'two that act and one that observes, which is left out',
      [observer('a'), named('b'), ahpa({ name: 'c' })],
      [`error ${HPA}/b and ${AHPA}/c both scale ${TARGET}: each undoes what the other writes`],
    ],
    ['one HPA in two API versions', [named('a'), hpa({ name: 'a', apiVersion: 'autoscaling/v2beta1' })], []],
    [
      'one HPA in two API versions, and another',
      [named('a'), hpa({ name: 'a', apiVersion: 'autoscaling/v2beta1' }), named('b')],
      [
        `error ${HPA}/a and ${HPA}/b both scale ${TARGET}: the HPA controller then scales by none of them (AmbiguousSelector)`,
      ],
    ],
    [
      'two HPAs on a kind that is not modelled',
      ['a', 'b'].map((name) =>
        hpa({ name, spec: { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'bert' } } }),
      ),
      [
        `error ${HPA}/a and ${HPA}/b both scale Rollout default/bert: the HPA controller then scales by none of them (AmbiguousSelector)`,
      ],
    ],
    [
      'two kinds of one name',
      [
        named('a'),
        hpa({ name: 'b', spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'bert' } } }),
      ],
      [],
    ],
    ['two namespaces', [hpa({ namespace: 'blue' }), hpa({ namespace: 'green' })], []],
    ['a single HPA', [named('a')], []],
  ])('%s', (_, objects, findings) => {
    const report = judgeObjects(objects);
    const found = report.diagnostics.filter(({ check }) => check === ID);
    expect(found.map(({ severity, message }) => `${severity} ${message}`)).toEqual(findings);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

it('hpa/two-autoscalers-one-target says what to do before the AHPA leaves observer', () => {
  expect(helpOf(judgeObjects([named('a'), observer('b')]), ID)).toEqual([
    `Delete ${HPA}/a before the AHPA leaves observer: then both would write the replica count.`,
  ]);
});

it('hpa/two-autoscalers-one-target cannot tell for a target without a name', () => {
  const nameless = hpa({ spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment' } } });
  expect(reasonsOf(judgeObjects([nameless]), ID)).toEqual(['notCheckable: scaleTargetRef names no object']);
});
