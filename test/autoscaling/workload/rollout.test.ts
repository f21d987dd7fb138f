import { ReadObject } from '../../../src/autoscaling/read-field';
import { readRollout } from '../../../src/autoscaling/workload/rollout';

/** Surge and missing replicas for a wanted count. */
function numbersOf(spec: object, replicas: number, kind = 'Deployment'): readonly unknown[] | string {
  const rollout = readRollout(new ReadObject({ spec } as never, ''), kind);
  return rollout.is === 'recreate' ? rollout.is : [rollout.surge(replicas), rollout.unavailable(replicas)];
}

const rolling = (maxSurge: unknown, maxUnavailable: unknown) => ({
  strategy: { rollingUpdate: { maxSurge, maxUnavailable } },
});

describe('readRollout', () => {
  it.each<[string, object, number, string, unknown]>([
    ['the default: a quarter, more above and less missing', {}, 3, 'Deployment', [1, 0]],
    ['the default of more replicas', {}, 10, 'Deployment', [3, 2]],
    ['counts', rolling(2, 1), 5, 'Deployment', [2, 1]],
    ['percentages', rolling('50%', '34%'), 3, 'Deployment', [2, 1]],
    ['both rounded to nothing: one may be missing', rolling(0, '10%'), 3, 'Deployment', [0, 1]],
    ['Recreate', { strategy: { type: 'Recreate' } }, 3, 'Deployment', 'recreate'],
    ['a StatefulSet, in place', {}, 3, 'StatefulSet', [0, 1]],
    ['a LeaderWorkerSet, without a surge', {}, 3, 'LeaderWorkerSet', [0, 1]],
    [
      'a LeaderWorkerSet with one',
      { rolloutStrategy: { rollingUpdateConfiguration: { maxSurge: 1, maxUnavailable: 0 } } },
      3,
      'LeaderWorkerSet',
      [1, 0],
    ],
    ['what is no count', rolling('some', -1), 3, 'Deployment', [undefined, undefined]],
  ])('reads %s', (_, spec, replicas, kind, expected) => {
    expect(numbersOf(spec, replicas, kind)).toEqual(expected);
  });
});
