import { groupPods, type PodSample, type PodState } from '../../../src/autoscaling/hpa/pod-groups';
import {
  type Proposal,
  type ProposalFailure,
  proposeByAverage,
  proposeByAverageOfTotal,
  proposeByUtilization,
  proposeByValue,
} from '../../../src/autoscaling/hpa/proposal';
import { isWithinTolerance, toleranceOf } from '../../../src/autoscaling/hpa/tolerance';
import { parseQuantity } from '../../../src/kubernetes/quantity';

const OLD = toleranceOf('1.32');
const NEW = toleranceOf('1.33');
const milli = (value: number) => BigInt(Math.round(value * 1000));

/** A pod and its value; `pending` and `gone` (deleting or failed) as the controller groups them. */
interface Pod {
  readonly value?: number;
  readonly state?: 'pending' | 'deleting' | 'failed' | 'unready';
  readonly request?: number;
}

function groupsOf(pods: readonly Pod[], cpu = false, extra: readonly number[] = []) {
  const states = pods.map(
    ({ state }, index): PodState => ({
      name: `pod-${index}`,
      phase: state === 'pending' ? 'Pending' : state === 'failed' ? 'Failed' : 'Running',
      deleting: state === 'deleting',
      startTime: 0,
      ready: { status: state !== 'unready', lastTransition: 0 },
    }),
  );
  const values = [...pods.map(({ value }) => value), ...extra];
  const samples = new Map<string, PodSample>();
  for (const [index, value] of values.entries()) {
    if (value !== undefined) samples.set(`pod-${index}`, { milli: milli(value), timestamp: 600_000 });
  }
  return groupPods(states, samples, cpu ? { now: 600_000 } : undefined);
}

function replicasOf(result: Proposal | ProposalFailure): number | string {
  return 'replicas' in result ? result.replicas : result.failure;
}

const used = (...values: readonly number[]): readonly Pod[] => values.map((value) => ({ value }));

describe('proposeByAverage', () => {
  it.each([
    ['1 seed', OLD, 20, used(23), 1, 2],
    ['2 ratio of exactly 1.1 before 1.33', OLD, 20, used(22), 1, 2],
    ['3 ratio of exactly 1.1 from 1.33 on', NEW, 20, used(22), 1, 1],
    ['4 a running pod without a series', NEW, 20, [{ value: 23 }, {}], 2, 2],
    ['5 one busy and one idle pod', NEW, 20, used(23, 0), 2, 2],
    ['6 all idle', NEW, 20, used(0, 0), 2, 0],
    ['7 ScaleUpCM', NEW, 15, used(20, 10, 30), 3, 4],
    ['8 readiness ignored', NEW, 15, [{ value: 50 }, { value: 10 }, { value: 30, state: 'unready' }], 3, 6],
    [
      '9 two not ready',
      NEW,
      15,
      [{ value: 50 }, { value: 15, state: 'unready' }, { value: 30, state: 'unready' }],
      3,
      7,
    ],
    ['10 ScaleDownCM', NEW, 20, used(12, 12, 12, 12, 12), 5, 3],
    ['11 ToleranceCM', NEW, 20, used(20, 21, 21), 3, 3],
    ['12 two busy, two pending', NEW, 20, [...used(60, 60), { state: 'pending' }, { state: 'pending' }], 4, 6],
    ['13 direction flips', NEW, 20, [...used(35, 35), { state: 'pending' }, { state: 'pending' }], 4, 4],
    ['14 scale-down ignores pending', NEW, 20, [...used(5, 5), { state: 'pending' }, { state: 'pending' }], 4, 1],
    ['15 missing count as the target', NEW, 20, [...used(5, 5), {}, {}], 4, 3],
    ['no pod', NEW, 20, [], 1, 'no-pods'],
    ['41 no sample', NEW, 20, [{}, {}], 2, 'no-samples'],
    ['only pending pods with samples', NEW, 20, [{ value: 5, state: 'pending' }], 2, 'no-samples'],
  ] as const)('row %s', (_, tolerance, target, pods, current, expected) => {
    const result = proposeByAverage(groupsOf(pods), milli(target), { current, tolerance });
    expect(replicasOf(result)).toBe(expected);
  });

  it('truncates the average to a thousandth', () => {
    const result = proposeByAverage(groupsOf(used(50, 15, 30)), milli(15), { current: 3, tolerance: NEW });
    expect(result).toMatchObject({ milli: 31666n });
    expect((result as Proposal).ratio).toBeCloseTo(2.11107, 5);
  });

  it('adds up like the controller where a value overflowed to the least 64-bit number', () => {
    const samples = new Map([['pod-0', { milli: -(2n ** 63n) }]]);
    const groups = groupPods([{ name: 'pod-0', phase: 'Running' }], samples);
    const result = proposeByAverage(groups, 20_000n, { current: 3, tolerance: NEW }) as Proposal;
    expect(result.replicas).toBeLessThan(0);
  });
});

describe('proposeByUtilization', () => {
  const requests = (pods: readonly Pod[]) =>
    new Map(pods.map(({ request = 1 }, index) => [`pod-${index}`, milli(request)]));
  const unready = (value: number): Pod => ({ value, state: 'unready' });

  it.each([
    [
      '29 ScaleUp',
      30,
      [
        { value: 0.6, request: 2 },
        { value: 1.0, request: 2 },
        { value: 1.4, request: 2 },
      ],
      3,
      5,
    ],
    [
      '30 first pod unready',
      30,
      [
        { value: 0.6, request: 2, state: 'unready' },
        { value: 1.0, request: 2 },
        { value: 1.4, request: 2 },
      ],
      3,
      4,
    ],
    ['31 direction flips', 30, [{ value: 0.4 }, unready(0.5), unready(0.7)], 3, 3],
    ['32 failed pods', 30, [...used(0.5, 0.7), { value: 0.5, state: 'failed' }, { value: 0.5, state: 'failed' }], 2, 4],
    [
      '32 pods being deleted',
      30,
      [...used(0.5, 0.7), { value: 0.5, state: 'deleting' }, { value: 0.5, state: 'deleting' }],
      2,
      4,
    ],
    ['33 ScaleDown', 50, used(0.1, 0.3, 0.5, 0.25, 0.25), 5, 3],
    ['34 unready pods', 50, [...used(0.1, 0.3, 0.5), unready(0.25), unready(0.25)], 5, 2],
    [
      '35 unscheduled pods',
      50,
      [{ value: 0.1 }, { state: 'pending' }, { state: 'pending' }, { state: 'pending' }, { state: 'pending' }],
      5,
      1,
    ],
    ['36 MissingMetrics', 100, [...used(0.4, 0.095), {}, {}], 4, 3],
    ['38 missing and unready, up', 50, [unready(0.1), { value: 2 }, {}], 3, 4],
    ['39 missing and unready, down', 50, [unready(0.1), ...used(0.1, 0.1), {}], 4, 3],
    ['41 no samples', 50, [{}, {}], 2, 'no-samples'],
  ] as const)('row %s', (_, target, pods, current, expected) => {
    const result = proposeByUtilization(groupsOf(pods, true), target, requests(pods), { current, tolerance: NEW });
    expect(replicasOf(result)).toBe(expected);
  });

  it('row 37 ignores samples of pods that the selector does not match', () => {
    const pods = used(4, 9.5, 3, 7);
    const result = proposeByUtilization(groupsOf(pods, true, [3.2, 2]), 100, requests(pods), {
      current: 4,
      tolerance: NEW,
    });
    expect(result).toMatchObject({ replicas: 24, utilization: 587 });
  });

  it('row 40 fails where a pod requests nothing', () => {
    const pods = used(0.5, 0.5);
    const result = proposeByUtilization(groupsOf(pods, true), 50, new Map([['pod-0', 1000n]]), {
      current: 2,
      tolerance: NEW,
    });
    expect(result).toEqual({ failure: 'missing-request', message: 'missing request for the resource in pod pod-1' });
  });
});

describe('proposeByValue', () => {
  it.each([
    ['16 ScaleUpCMObject', 20, 15, 3, 3, 4],
    ['17 unready pods do not multiply', 50, 10, 1, 3, 5],
    ['21 shrinks under load', 8.6, 4.4, 1, 3, 2],
    ['22 ScaleDownCMExternal', 8.6, 14.334, 5, 5, 3],
    ['23 ToleranceCMExternal', 8.6, 8.888, 3, 3, 3],
    ['27 no ready pod', 90, 10, 0, 3, 0],
    ['28 from zero', 25, 10, 0, 0, 3],
  ])('row %s', (_, total, target, ready, current, expected) => {
    expect(proposeByValue(milli(total), milli(target), ready, { current, tolerance: NEW }).replicas).toBe(expected);
  });
});

describe('proposeByAverageOfTotal', () => {
  it.each([
    ['18 ScaleUpCMPerPodObject', 20, 5, 3, 4, 6667n],
    ['19 ScaleDownPerPodCMObject', 6, 2, 5, 3, 1200n],
    ['20 TolerancePerPodCMObject', 20.166, 5, 4, 4, 5042n],
    ['24 ScaleUpPerPodCMExternal', 8.6, 2.15, 3, 4, 2867n],
    ['25 ScaleDownPerPodCMExternal', 8.6, 2.867, 5, 3, 1720n],
    ['26 TolerancePerPodCMExternal', 8.6, 2.9, 3, 3, 2867n],
    ['from zero', 25, 10, 0, 3, 0n],
  ])('row %s', (_, total, target, status, replicas, shown) => {
    const result = proposeByAverageOfTotal(milli(total), milli(target), status, NEW);
    expect(result).toMatchObject({ replicas, milli: shown });
  });
});

describe('toleranceOf', () => {
  const behavior = { scaleUp: { tolerance: parseQuantity('50m')! } };

  it.each([
    ['1.32', 1.1, false],
    ['1.33', 1.1, true],
    ['1.32', 0.9, true],
    ['1.33', 0.9, true],
    ['1.33', 1.1001, false],
  ])('on %s a ratio of %d is within: %s', (minor, ratio, within) => {
    expect(isWithinTolerance(ratio, toleranceOf(minor))).toBe(within);
  });

  it('reads behavior.tolerance from 1.35 on, per direction', () => {
    expect(toleranceOf('1.34', behavior)).toEqual({ test: 'range', up: 0.1, down: 0.1 });
    expect(toleranceOf('1.35', behavior)).toEqual({ test: 'range', up: 0.05, down: 0.1 });
  });
});

describe('groupPods for CPU', () => {
  const sample = { milli: 100n, timestamp: 90_000, windowMs: 30_000 };
  const group = (pod: Partial<PodState>, now: number) =>
    groupPods([{ name: 'a', phase: 'Running', ...pod }], new Map([['a', sample]]), { now }).readyCount;

  it.each<[string, Partial<PodState>, number, number]>([
    ['no Ready condition', { startTime: 0 }, 600_000, 0],
    ['no start time', { ready: { status: true, lastTransition: 0 } }, 600_000, 0],
    ['starting and not ready', { startTime: 0, ready: { status: false, lastTransition: 0 } }, 100_000, 0],
    [
      'starting, sample from before it was ready',
      { startTime: 0, ready: { status: true, lastTransition: 61_000 } },
      100_000,
      0,
    ],
    [
      'starting, sample taken since it is ready',
      { startTime: 0, ready: { status: true, lastTransition: 60_000 } },
      100_000,
      1,
    ],
    ['never ready', { startTime: 0, ready: { status: false, lastTransition: 29_999 } }, 400_000, 0],
    ['was ready and is no longer', { startTime: 0, ready: { status: false, lastTransition: 30_000 } }, 400_000, 1],
  ])('counts as ready or not: %s', (_, pod, now, expected) => {
    expect(group(pod, now)).toBe(expected);
  });
});
