import { faultsOf, findingsOf, judgeObjects, reasonsOf } from '../sample';
import { deployment, hpa } from '../sample-manifests';

const ID = 'hpa/selector-overlaps';

function labelled(
  name: string,
  labels: Readonly<Record<string, string>>,
  selector: object,
  namespace?: string,
): object {
  const template = { metadata: { labels }, spec: { containers: [{ name: 'server', image: 'registry.example/a:1' }] } };
  return deployment({ name, ...(namespace !== undefined && { namespace }), spec: { selector, template } });
}

const BERT = labelled('bert', { app: 'bert' }, { matchLabels: { app: 'bert' } });
const CANARY = labelled('canary', { app: 'bert', track: 'canary' }, { matchLabels: { app: 'bert', track: 'canary' } });

it('hpa/selector-overlaps warns of pods that nobody scales, at the selector', () => {
  expect(faultsOf(judgeObjects([hpa(), BERT, CANARY]), ID)).toEqual([
    'warning /spec/selector the selector of Deployment default/bert, which HorizontalPodAutoscaler default/bert scales, also matches the pods of Deployment default/canary: their values enter the average, and they count as ready pods',
  ]);
});

it('hpa/selector-overlaps is an error where the other is scaled too', () => {
  const rival = hpa({
    name: 'canary',
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'canary' } },
  });
  expect(faultsOf(judgeObjects([hpa(), rival, BERT, CANARY]), ID)).toEqual([
    expect.stringMatching(
      /^error .*scales by neither this one nor HorizontalPodAutoscaler default\/canary \(AmbiguousSelector\)$/,
    ),
  ]);
});

it('hpa/selector-overlaps reads expressions', () => {
  const selector = { matchExpressions: [{ key: 'app', operator: 'In', values: ['bert', 'other'] }] };
  const wide = labelled('bert', { app: 'bert' }, selector);
  const other = labelled('other', { app: 'other' }, { matchLabels: { app: 'other' } });
  expect(findingsOf(judgeObjects([hpa(), wide, other]), ID)).toHaveLength(1);
});

it.each([
  ['labels that differ', [hpa(), BERT, labelled('llama', { app: 'llama' }, { matchLabels: { app: 'llama' } })]],
  ['another namespace', [hpa(), BERT, labelled('canary', { app: 'bert' }, { matchLabels: { app: 'bert' } }, 'canary')]],
  ['the same workload given twice', [hpa(), BERT, BERT]],
])('hpa/selector-overlaps passes %s', (_, objects) => {
  expect(findingsOf(judgeObjects(objects), ID)).toEqual([]);
});

it('hpa/selector-overlaps leaves a target that is not there to hpa/target-not-found', () => {
  const report = judgeObjects([hpa()]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it('hpa/selector-overlaps takes what is null for what is not there', () => {
  const selector = { matchLabels: null, matchExpressions: [{ key: 'app', operator: 'Exists', values: null }] };
  const wide = labelled('bert', { app: 'bert' }, selector);
  expect(findingsOf(judgeObjects([hpa(), wide, CANARY]), ID)).toHaveLength(1);
});

it('hpa/selector-overlaps cannot tell by a selector that is none', () => {
  const report = judgeObjects([hpa(), labelled('bert', { app: 'bert' }, { matchExpressions: [null] })]);
  expect(reasonsOf(report, ID)).toEqual(['notCheckable: the selector of Deployment default/bert cannot be read']);
});

it('hpa/selector-overlaps cannot tell without a selector', () => {
  expect(reasonsOf(judgeObjects([hpa(), labelled('bert', {}, {})]), ID)).toEqual([
    'notCheckable: Deployment default/bert has no selector',
  ]);
});
