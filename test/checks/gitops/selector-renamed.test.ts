import { findingsOf, judgeChange, judgeObjects, judgeSample, reasonsOf } from '../sample';
import { deployment, yamlOf } from '../sample-manifests';

const ID = 'gitops/selector-renamed';

const selecting = (selector: unknown, parts: object = {}) => deployment({ spec: { selector }, ...parts });
const GROUP = { apiVersion: 'leaderworkerset.x-k8s.io/v1', kind: 'LeaderWorkerSet', metadata: { name: 'bert' } };
const BERT = { matchLabels: { app: 'bert', tier: 'gpu' } };

it('gitops/selector-renamed finds a label that changed, at the selector', () => {
  const report = judgeChange([deployment()], [selecting({ matchLabels: { app: 'bert-v2' } })]);
  expect(findingsOf(report, ID)).toEqual([
    'error 6:3 spec.selector was app=bert and is app=bert-v2: it is immutable, so the API server refuses the Deployment and every later change of it',
  ]);
});

describe('gitops/selector-renamed', () => {
  it.each<[string, object, object, string]>([
    [
      'finds a label more',
      selecting({ matchLabels: { app: 'bert' } }),
      selecting(BERT),
      'app=bert and is app=bert,tier=gpu',
    ],
    [
      'finds a label less',
      selecting(BERT),
      selecting({ matchLabels: { tier: 'gpu' } }),
      'app=bert,tier=gpu and is tier=gpu',
    ],
    [
      'finds an expression',
      selecting(BERT),
      selecting({ ...BERT, matchExpressions: [{ key: 'a', operator: 'In', values: ['b', 'c'] }] }),
      'app=bert,tier=gpu and is app=bert,tier=gpu,a In (b, c)',
    ],
    [
      'finds the one of a StatefulSet in any version',
      selecting(BERT, { kind: 'StatefulSet', apiVersion: 'apps/v1beta1' }),
      selecting({}, { kind: 'StatefulSet', apiVersion: 'apps/v1beta1' }),
      'app=bert,tier=gpu and is empty',
    ],
    [
      'finds one that was the labels of the pods',
      selecting(undefined, { apiVersion: 'extensions/v1beta1' }),
      selecting(BERT),
      'app=bert and is app=bert,tier=gpu',
    ],
  ])('%s', (_, before, after, change) => {
    const messages = judgeChange([before], [after]).diagnostics.filter(({ check }) => check === ID);
    expect(
      messages.map(({ message }) => message.slice('spec.selector was '.length, message.indexOf(': it is'))),
    ).toEqual([change]);
  });

  it.each<[string, readonly object[], readonly object[]]>([
    ['one that stays', [deployment()], [deployment()]],
    ['labels in another order', [selecting(BERT)], [selecting({ matchLabels: { tier: 'gpu', app: 'bert' } })]],
    [
      'labels of the pods alone',
      [deployment()],
      [deployment({ spec: { template: { metadata: { labels: { app: 'bert', v: '2' } } } } })],
    ],
    ['a selector that is spelled out', [selecting(undefined, { apiVersion: 'extensions/v1beta1' })], [deployment()]],
    ['expressions that are null now', [selecting(BERT)], [selecting({ ...BERT, matchExpressions: null })]],
    ['a version in which it may change', [selecting(BERT)], [deployment({ apiVersion: 'apps/v1beta1' })]],
    [
      'a group of pods, which has no selector of its own',
      [{ ...GROUP, spec: { template: { metadata: { labels: { a: 'b' } } } } }],
      [{ ...GROUP, spec: { template: { metadata: { labels: { a: 'c' } } } } }],
    ],
    ['a workload that is new', [], [deployment()]],
    ['another workload', [selecting(BERT, { name: 'llama' })], [deployment()]],
  ])('passes %s', (_, before, after) => {
    const report = judgeChange(before, after);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });

  it.each<[string, object, object, string]>([
    ['on the target branch', { matchExpressions: 'app' }, BERT, 'the selector on the target branch cannot be read'],
    ['of the change', BERT, { matchLabels: { app: 1 } }, 'the selector cannot be read'],
  ])('cannot tell by a selector %s that is none', (_, before, after, reason) => {
    expect(reasonsOf(judgeChange([selecting(before)], [selecting(after)]), ID)).toEqual([`notCheckable: ${reason}`]);
  });

  it('cannot tell without a base, and is skipped', () => {
    expect(reasonsOf(judgeObjects([deployment()]), ID)).toEqual(['skipped: no --base was given']);
  });

  it('cannot tell where a file of the base could not be read', () => {
    const report = judgeSample({ files: { 'a.yaml': yamlOf(deployment()) }, base: { 'old.yaml': '- "' } });
    expect(reasonsOf(report, ID)).toEqual([
      'notCheckable: Deployment default/bert may stand in old.yaml of the base, which could not be read',
    ]);
  });
});
