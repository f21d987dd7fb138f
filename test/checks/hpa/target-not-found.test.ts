import { faultsOf, findingsOf, helpOf, judgeObjects, judgeSample, reasonsOf, WHOLE_CLUSTER } from '../sample';
import { deployment, hpa, yamlOf } from '../sample-manifests';

const ID = 'hpa/target-not-found';

const target = (fields: object) => ({
  scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert', ...fields },
});

it('hpa/target-not-found finds a misspelt name, and names the nearest', () => {
  const report = judgeObjects([hpa({ spec: target({ name: 'brt' }) }), deployment()]);
  expect(findingsOf(report, ID)).toEqual([
    'error 9:11 Deployment default/brt is not among the manifests, so there is nothing to scale',
  ]);
  expect(helpOf(report, ID)).toEqual(['Did you mean bert?']);
});

describe('hpa/target-not-found says what to do', () => {
  it.each<[string, object, string]>([
    [
      'a workload in another namespace',
      deployment({ namespace: 'ml' }),
      'A Deployment of that name is in namespace ml; an autoscaler scales only in its own namespace.',
    ],
    [
      'a workload of another kind',
      deployment({ kind: 'StatefulSet' }),
      'A StatefulSet of that name is there: write kind: StatefulSet.',
    ],
    [
      'nothing alike',
      deployment({ name: 'stable-diffusion' }),
      'Give the autoscaler the name of a workload in its own namespace, or add the workload.',
    ],
  ])('about %s', (_, workload, help) => {
    const files = { 'foresail.yaml': WHOLE_CLUSTER, 'all.yaml': yamlOf(hpa(), workload) };
    const report = judgeSample({ files });
    expect(findingsOf(report, ID)).toHaveLength(1);
    expect(helpOf(report, ID)).toEqual([help]);
  });
});

describe('hpa/target-not-found finds a target in an API group that has no such kind', () => {
  it.each([
    ['extensions/v1beta1', 'extensions'],
    ['v1', ''],
    [undefined, ''],
  ])('%p', (apiVersion, group) => {
    const report = judgeObjects([hpa({ spec: target({ apiVersion }) }), deployment()], {
      options: { kubernetes: '1.28' },
    });
    expect(faultsOf(report, ID)).toEqual([
      `error /spec/scaleTargetRef/apiVersion the API group "${group}" of scaleTargetRef has no Deployment, so the controller finds no target (FailedGetScale)`,
    ]);
    expect(helpOf(report, ID)).toEqual(['Write apiVersion: apps/v1.']);
  });

  it('and takes another version of the right group, as only the group counts', () => {
    expect(findingsOf(judgeObjects([hpa({ spec: target({ apiVersion: 'apps/v1beta2' }) }), deployment()]), ID)).toEqual(
      [],
    );
  });
});

it.each(['Deployment', 'StatefulSet'])('hpa/target-not-found passes a %s that is there', (kind) => {
  const report = judgeObjects([hpa({ spec: target({ kind }) }), deployment({ kind })]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

describe('hpa/target-not-found cannot tell', () => {
  it.each<[string, readonly object[], string]>([
    [
      'about a workload that may stand in other files',
      [hpa()],
      'Deployment default/bert is not among the files, and nothing says that they are the whole cluster',
    ],
    [
      'about a kind that is not modelled',
      [hpa({ spec: target({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' }) }), deployment()],
      'Rollout default/bert (argoproj.io/v1alpha1) is of a kind that is not modelled',
    ],
    ['without a name', [hpa({ spec: target({ name: undefined }) })], 'scaleTargetRef names no object'],
  ])('%s', (_, objects, reason) => {
    const report = judgeObjects(objects);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([`notCheckable: ${reason}`]);
  });
});

it('hpa/target-not-found knows that the files are all there is where a cluster is declared', () => {
  const report = judgeSample({ files: { 'foresail.yaml': WHOLE_CLUSTER, 'hpa.yaml': yamlOf(hpa()) } });
  expect(findingsOf(report, ID)).toHaveLength(1);
});
