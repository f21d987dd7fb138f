import { findingsOf, helpOf, judgeObjects, judgeSample, reasonsOf, WHOLE_CLUSTER } from '../sample';
import { ahpa, deployment, yamlOf } from '../sample-manifests';

const ID = 'ahpa/target-not-found';

const targeting = (fields: object) =>
  ahpa({ spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert', ...fields } } });

it('ahpa/target-not-found finds a misspelt name, and names the nearest', () => {
  const report = judgeObjects([targeting({ name: 'bret' }), deployment()]);
  expect(findingsOf(report, ID)).toEqual([
    'error 9:11 Deployment default/bret is not among the manifests, so there is nothing to scale',
  ]);
  expect(helpOf(report, ID)).toEqual(['Did you mean bert?']);
});

it('ahpa/target-not-found finds a missing workload of a whole cluster', () => {
  const files = { 'foresail.yaml': WHOLE_CLUSTER, 'ahpa.yaml': yamlOf(ahpa()) };
  expect(findingsOf(judgeSample({ files }), ID)).toHaveLength(1);
});

it.each(['Deployment', 'StatefulSet'])('ahpa/target-not-found passes a %s that is there', (kind) => {
  const report = judgeObjects([targeting({ kind }), deployment({ kind })]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

describe('ahpa/target-not-found cannot tell', () => {
  it.each<[string, object, string]>([
    [
      'about a workload that may stand in other files',
      ahpa(),
      'Deployment default/bert is not among the files, and nothing says that they are the whole cluster',
    ],
    [
      'about an ElasticWorkload, which is not modelled',
      targeting({ apiVersion: 'autoscaling.alibabacloud.com/v1beta1', kind: 'ElasticWorkload' }),
      'ElasticWorkload default/bert (autoscaling.alibabacloud.com/v1beta1) is of a kind that is not modelled',
    ],
    ['without a kind', targeting({ kind: undefined }), 'scaleTargetRef names no object'],
  ])('%s', (_, object, reason) => {
    const report = judgeObjects([object]);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([`notCheckable: ${reason}`]);
  });
});
