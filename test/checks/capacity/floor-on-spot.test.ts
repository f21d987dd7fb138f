import { findingsOf, helpOf, judgeSample, reasonsOf } from '../sample';
import { ahpa, deployment, hpa, period, yamlOf } from '../sample-manifests';
import { judgeOnCluster } from '../serving';

const ID = 'capacity/floor-on-spot';

const pool = (name: string, count: number, more: object = {}) => ({
  name,
  gpu: 'A10',
  allocation: 'dedicated',
  count,
  ...more,
});
const spot = (name: string, count: number, more: object = {}) => pool(name, count, { spot: true, ...more });

/** A Deployment with a floor, on the nodes of a pool where one is named. */
function service(name: string, minReplicas: number, selected?: string): readonly object[] {
  const containers = [{ name: 'server', image: 'x', resources: { limits: { 'nvidia.com/gpu': 1 } } }];
  const pod = { containers, ...(selected && { nodeSelector: { pool: selected } }) };
  const spec = { template: { metadata: { labels: { app: name } }, spec: pod } };
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name };
  return [deployment({ name, spec }), hpa({ name, spec: { scaleTargetRef, minReplicas, maxReplicas: 9 } })];
}

const judge = (gpuPools: readonly object[], ...objects: readonly object[]) =>
  judgeOnCluster({ gpuPools, ahpaTimeZone: 'UTC' }, ...objects);

/** Two pools told apart by a label. */
const two = (onDemand: number, more: object = {}) => [
  pool('steady', onDemand, { nodeSelector: { pool: 'steady' }, ...more }),
  spot('cheap', 20, { nodeSelector: { pool: 'cheap' } }),
];

describe(ID, () => {
  it('finds a floor that only spot nodes can hold', () => {
    const report = judge([spot('cheap', 20)], ...service('bert', 2));
    expect(findingsOf(report, ID)).toEqual([
      'warning 19:31 at their floor the services need 2 dedicated GPUs (Deployment default/bert 2 x 1), and every pool that may hold them is spot (cheap): nothing is left when the provider takes its nodes back',
    ]);
    expect(helpOf(report, ID)).toEqual([
      'Run them on a pool that is not spot, or on several pools of which one is not.',
    ]);
  });

  it('finds floors that in sum need spot nodes, too', () => {
    const report = judge([pool('steady', 3), spot('cheap', 20)], ...service('a', 2), ...service('b', 2));
    expect(findingsOf(report, ID)).toEqual([
      'warning 19:31 at their floor the services need 4 dedicated GPUs (Deployment default/a 2 x 1, Deployment default/b 2 x 1), and the pools that are not spot (steady) hold 3: the rest is lost when the provider takes back the nodes of cheap',
    ]);
    expect(helpOf(report, ID)).toEqual(['Raise the pools that are not spot, or lower minReplicas.']);
  });

  it('finds the floor of a window, with its first minute', () => {
    const bounds = { minReplicas: 1, instanceBounds: [period([['* 9-17 ? * MON-FRI', 4, 8]])] };
    const report = judge([pool('steady', 3), spot('cheap', 20)], deployment(), ahpa({ spec: bounds }));
    expect(findingsOf(report, ID)[0]).toContain(
      'need 4 dedicated GPUs, first on Mon 09:00 (Deployment default/bert 4 x 1), and the pools that are not spot (steady) hold 3',
    );
  });

  it('says once what is bound to spot nodes, and does not count it among the others', () => {
    const report = judge(two(1), ...service('a', 1, 'steady'), ...service('b', 6, 'cheap'));
    const [finding, ...others] = findingsOf(report, ID);
    expect(finding).toContain(
      'need 6 dedicated GPUs (Deployment default/b 6 x 1), and every pool that may hold them is',
    );
    expect(others).toEqual([]);
  });

  it.each<[string, readonly object[], readonly object[]]>([
    ['pools that are not spot', [pool('a10', 2)], service('a', 2)],
    ['a floor that fits beside spot nodes', [pool('steady', 2), spot('cheap', 9)], service('a', 2)],
    ['what a pool may grow to', [pool('steady', 1, { max: 2 }), spot('cheap', 9)], service('a', 2)],
    ['no floor', [spot('cheap', 9)], service('a', 0)],
    ['spot nodes of another kind', [pool('a10', 2), spot('l4', 9, { allocation: 'timeSliced' })], service('a', 2)],
    ['pods bound to the steady pool', two(2), service('a', 2, 'steady')],
  ])('passes %s', (_, pools, objects) => {
    const report = judge(pools, ...objects);
    expect([findingsOf(report, ID), reasonsOf(report, ID)]).toEqual([[], []]);
  });

  it.each<[string, readonly object[] | undefined, object, string]>([
    ['pools that are not declared', undefined, deployment(), "the cluster's GPU pools are not declared"],
    [
      'replicas that cannot be read',
      [spot('cheap', 9)],
      deployment({ spec: { replicas: 'two' } }),
      'the replicas or GPUs of Deployment default/bert cannot be read',
    ],
    [
      'shared cards of unknown memory',
      [pool('steady', 1, { allocation: 'shared' }), spot('cheap', 9, { allocation: 'shared', memoryGiB: 15 })],
      deployment({ limits: { 'aliyun.com/gpu-mem': 4 } }),
      'how much memory a GPU of pool steady hands out is not declared (memoryGiB)',
    ],
  ])('cannot tell about %s', (_, gpuPools, object, reason) => {
    const report = gpuPools ? judge(gpuPools, object) : judgeSample({ files: { 'sample.yaml': yamlOf(object) } });
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([`notCheckable: ${reason}`]);
  });
});
