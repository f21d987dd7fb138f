import { findingsOf, helpOf, judgeObjects, judgeSample, kubernetes, reasonsOf, WHOLE_CLUSTER } from '../sample';
import { hpa, yamlOf } from '../sample-manifests';

const ID = 'hpa/api-version-removed';

it('hpa/api-version-removed finds a version that is gone, at apiVersion', () => {
  const report = judgeObjects([hpa({ apiVersion: 'autoscaling/v2beta2' })], kubernetes('1.26'));
  expect(findingsOf(report, ID)).toEqual([
    'error 1:13 autoscaling/v2beta2 was last served by Kubernetes 1.25; the target is 1.26 (--kubernetes)',
  ]);
  expect(helpOf(report, ID)).toEqual(['Write apiVersion: autoscaling/v2; the fields keep their names.']);
});

describe('hpa/api-version-removed on both sides of every boundary', () => {
  it.each([
    ['autoscaling/v1', '1.16', 'passed', ''],
    ['autoscaling/v1', '1.36', 'passed', ''],
    ['autoscaling/v2', '1.22', 'error', 'Write apiVersion: autoscaling/v2beta2; the fields keep their names.'],
    ['autoscaling/v2', '1.23', 'passed', ''],
    ['autoscaling/v2', '1.36', 'passed', ''],
    ['autoscaling/v2beta2', '1.16', 'passed', ''],
    ['autoscaling/v2beta2', '1.22', 'passed', ''],
    ['autoscaling/v2beta2', '1.23', 'info', 'Write apiVersion: autoscaling/v2; the fields keep their names.'],
    ['autoscaling/v2beta2', '1.25', 'info', 'Write apiVersion: autoscaling/v2; the fields keep their names.'],
    ['autoscaling/v2beta2', '1.26', 'error', 'Write apiVersion: autoscaling/v2; the fields keep their names.'],
    ['autoscaling/v2beta1', '1.16', 'passed', ''],
    ['autoscaling/v2beta1', '1.21', 'passed', ''],
    [
      'autoscaling/v2beta1',
      '1.22',
      'info',
      'Write apiVersion: autoscaling/v2beta2; name each metric under metric, and its target under target.',
    ],
    [
      'autoscaling/v2beta1',
      '1.23',
      'info',
      'Write apiVersion: autoscaling/v2; name each metric under metric, and its target under target.',
    ],
    [
      'autoscaling/v2beta1',
      '1.24',
      'info',
      'Write apiVersion: autoscaling/v2; name each metric under metric, and its target under target.',
    ],
    [
      'autoscaling/v2beta1',
      '1.25',
      'error',
      'Write apiVersion: autoscaling/v2; name each metric under metric, and its target under target.',
    ],
    ['autoscaling/v3', '1.36', 'error', 'Write apiVersion: autoscaling/v2; the fields keep their names.'],
    ['autoscaling/v2alpha1', '1.20', 'error', 'Write apiVersion: autoscaling/v2beta2; the fields keep their names.'],
  ])('%s on %s: %s', (apiVersion, minor, outcome, help) => {
    const report = judgeObjects([hpa({ apiVersion })], kubernetes(minor));
    const found = report.diagnostics.filter(({ check }) => check === ID);
    expect(found.map(({ severity }) => severity)).toEqual(outcome === 'passed' ? [] : [outcome]);
    expect(helpOf(report, ID)).toEqual(outcome === 'passed' ? [] : [help]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

it('hpa/api-version-removed says which minor it took, and why, where nothing names one', () => {
  const [found] = findingsOf(judgeObjects([hpa({ apiVersion: 'autoscaling/v2beta1' })]), ID);
  expect(found).toBe(
    'error 1:13 autoscaling/v2beta1 was last served by Kubernetes 1.24; the target is 1.36 (the newest known, as nothing names one)',
  );
});

it('hpa/api-version-removed takes the minor of the cluster', () => {
  const files = {
    'foresail.yaml': WHOLE_CLUSTER.replace('paths', 'kubernetes: "1.22"\n    paths'),
    'hpa.yaml': yamlOf(hpa()),
  };
  expect(findingsOf(judgeSample({ files }), ID)).toEqual([
    'error 1:13 autoscaling/v2 needs Kubernetes >= 1.23; the target is 1.22 (foresail.yaml)',
  ]);
});

describe('hpa/api-version-removed on a minor that is newer than the newest known', () => {
  it.each(['autoscaling/v1', 'autoscaling/v2'])('cannot tell for %s', (apiVersion) => {
    const report = judgeObjects([hpa({ apiVersion })], kubernetes('1.40'));
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([
      'notCheckable: what Kubernetes 1.40 serves is not known; 1.36 is the newest known minor',
    ]);
  });

  it('finds what was gone before', () => {
    expect(findingsOf(judgeObjects([hpa({ apiVersion: 'autoscaling/v2beta2' })], kubernetes('1.40')), ID)).toEqual([
      'error 1:13 autoscaling/v2beta2 was last served by Kubernetes 1.25; the target is 1.40 (--kubernetes)',
    ]);
  });
});
