import { faultsOf, findingsOf, helpOf, judgeObjects, kubernetes, reasonsOf } from '../sample';
import { deployment, hpa } from '../sample-manifests';

const ID = 'hpa/dead-zone';

function judge(maxReplicas: unknown, behavior?: object, minor = '1.36') {
  const spec = { maxReplicas, ...(behavior && { behavior }) };
  return judgeObjects([deployment(), hpa({ spec })], kubernetes(minor));
}

it('hpa/dead-zone says at how many replicas how much load changes nothing', () => {
  const report = judge(31);
  expect(faultsOf(report, ID)).toEqual([
    'info /spec/maxReplicas at 30 replicas the load of 3 replicas above the target changes nothing (tolerance 10 %); at 31 replicas the load of 3.1 replicas below the target changes nothing (tolerance 10 %)',
  ]);
  expect(helpOf(report, ID)[0]).toContain('behavior.scaleUp.tolerance');
});

it.each([
  [4, 0],
  [10, 0],
  [11, 1],
  [12, 1],
])('hpa/dead-zone with maxReplicas %i: %i findings', (maxReplicas, count) => {
  expect(findingsOf(judge(maxReplicas), ID)).toHaveLength(count);
});

it('hpa/dead-zone reads the tolerance where the minor has it', () => {
  const narrow = { scaleUp: { tolerance: '0.01' }, scaleDown: { tolerance: '0.01' } };
  expect(findingsOf(judge(50, narrow), ID)).toEqual([]);
  expect(findingsOf(judge(50, narrow, '1.32'), ID)).toHaveLength(1);
  expect(findingsOf(judge(5, { scaleUp: { tolerance: '0.5' } }), ID)).toEqual([
    expect.stringContaining('at 4 replicas the load of 2 replicas above the target changes nothing (tolerance 50 %)'),
  ]);
});

it('hpa/dead-zone cannot tell without maxReplicas', () => {
  expect(reasonsOf(judge(undefined), ID)).toEqual(['notCheckable: maxReplicas cannot be read']);
});
