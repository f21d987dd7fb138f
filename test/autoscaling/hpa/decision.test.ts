import { completeBehavior } from '../../../src/autoscaling/hpa/behavior';
import {
  combineProposals,
  type Decision,
  type DecisionInput,
  decide,
  EMPTY_MEMORY,
  type HpaMemory,
  type MetricOutcome,
  zeroReplicas,
} from '../../../src/autoscaling/hpa/decision';
import type { HpaBehavior, ScalingRate, SelectPolicy } from '../../../src/autoscaling/hpa/model';
import { groupPods, type PodSample, type PodState } from '../../../src/autoscaling/hpa/pod-groups';
import { proposeByAverage } from '../../../src/autoscaling/hpa/proposal';
import { limitByBehavior, limitLegacy, recordScaleEvent } from '../../../src/autoscaling/hpa/rate-limit';
import { stabilizeByBehavior, stabilizeLegacy } from '../../../src/autoscaling/hpa/stabilization';
import { toleranceOf } from '../../../src/autoscaling/hpa/tolerance';

const NOW = 10_000_000;
const MINUTE = 60_000;

function decision(more: Partial<DecisionInput> & { readonly outcomes: readonly MetricOutcome[] }): Decision {
  return decide({
    current: 3,
    minReplicas: 1,
    maxReplicas: 10,
    behavior: undefined,
    memory: EMPTY_MEMORY,
    now: NOW,
    ...more,
  });
}

const asks = (replicas: number): MetricOutcome => ({ metric: 'asks', replicas });
const fails = (failure: string): MetricOutcome => ({ metric: 'fails', failure });

describe('decide', () => {
  it.each([
    ['42 two metrics', { maxReplicas: 5, outcomes: [asks(4), asks(15)] }, 5, 'TooManyReplicas'],
    [
      '43 a failing metric does not stop a scale-up',
      { minReplicas: 2, maxReplicas: 6, outcomes: [asks(4), fails('X')] },
      4,
      'DesiredWithinRange',
    ],
    ['45 below the minimum', { minReplicas: 2, current: 1, outcomes: [] }, 2, undefined],
    ['46 above the maximum', { maxReplicas: 5, current: 6, outcomes: [] }, 5, undefined],
    ['47 legacy jump from one', { current: 1, outcomes: [asks(10)] }, 4, 'ScaleUpLimit'],
    [
      '48 default behavior from one',
      { current: 1, outcomes: [asks(10)], behavior: completeBehavior({}) },
      5,
      'ScaleUpLimit',
    ],
    ['49 legacy jump from three', { maxReplicas: 100, outcomes: [asks(50)] }, 6, 'ScaleUpLimit'],
    [
      '49 default behavior from three',
      { maxReplicas: 100, outcomes: [asks(50)], behavior: completeBehavior({}) },
      7,
      'ScaleUpLimit',
    ],
    [
      '50 ScalingWithRules',
      { current: 10, maxReplicas: 1000, outcomes: [asks(50)], behavior: completeBehavior({}) },
      20,
      'ScaleUpLimit',
    ],
  ] as const)('row %s', (_, input, desired, reason) => {
    const result = decision(input);
    expect([result.desired, result.scalingLimited]).toEqual([desired, reason]);
  });

  it('row 44 does not scale down on partial data', () => {
    const result = decision({
      current: 5,
      minReplicas: 2,
      maxReplicas: 6,
      outcomes: [asks(3), fails('FailedGetExternalMetric')],
    });
    expect(result).toMatchObject({ desired: 5, scalingActive: 'FailedGetExternalMetric' });
  });

  it('starts a new history from the replicas it finds', () => {
    const { memory } = decision({ outcomes: [asks(2)] });
    expect(memory.recommendations).toEqual([
      { replicas: 3, time: NOW },
      { replicas: 2, time: NOW },
    ]);
  });

  it('replays the seed scenario: up at 15 s, down at 345 s', () => {
    let memory: HpaMemory = EMPTY_MEMORY;
    let current = 1;
    const rows: (readonly [number, number, string, string | undefined])[] = [];
    for (let t = 15; t <= 345; t += 15) {
      const names = Array.from({ length: current }, (_, index) => `pod-${index}`);
      const values = t === 15 ? [23_000n] : t === 30 ? [23_000n, undefined] : [0n, 0n];
      const samples = new Map<string, PodSample>();
      for (const [index, name] of names.entries()) {
        const milli = values[index];
        if (milli !== undefined) samples.set(name, { milli });
      }
      const pods = names.map((name): PodState => ({ name, phase: 'Running' }));
      const proposal = proposeByAverage(groupPods(pods, samples), 20_000n, { current, tolerance: toleranceOf('1.36') });
      const outcomes = 'replicas' in proposal ? [asks(proposal.replicas)] : [];
      const result = decision({ current, outcomes, memory, now: t * 1000 });
      memory = result.memory;
      current = result.desired;
      rows.push([t, result.desired, result.ableToScale, result.scalingLimited]);
    }
    expect(rows[0]).toEqual([15, 2, 'ReadyForNewScale', 'DesiredWithinRange']);
    expect(rows[1]).toEqual([30, 2, 'ReadyForNewScale', 'DesiredWithinRange']);
    expect(rows.slice(2, -1).map(([, desired, reason]) => [desired, reason])).toEqual(
      Array.from({ length: 20 }, () => [2, 'ScaleDownStabilized']),
    );
    expect(rows.at(-1)).toEqual([345, 1, 'ReadyForNewScale', 'TooFewReplicas']);
  });
});

describe('combineProposals', () => {
  it.each<[string, readonly MetricOutcome[], number, unknown]>([
    ['the largest wins', [asks(2), { metric: 'b', replicas: 4 }], 3, { replicas: 4, metric: 'b' }],
    ['of equal ones the first', [asks(4), { metric: 'b', replicas: 4 }], 3, { replicas: 4, metric: 'asks' }],
    ['the first failure names the reason', [fails('A'), fails('B')], 3, { failure: 'A' }],
    ['partial failure, equal replicas', [fails('A'), asks(3)], 3, { replicas: 3, metric: 'asks' }],
    ['partial failure, fewer replicas', [fails('A'), asks(2)], 3, { failure: 'A' }],
  ])('%s', (_, outcomes, current, expected) => {
    expect(combineProposals(outcomes, current)).toEqual(expected);
  });
});

describe('limitByBehavior', () => {
  const pods = (value: number, periodSeconds: number): ScalingRate => ({ type: 'Pods', value, periodSeconds });
  const percent = (value: number, periodSeconds: number): ScalingRate => ({ type: 'Percent', value, periodSeconds });
  const up = (policies: readonly ScalingRate[], selectPolicy: SelectPolicy = 'Max'): HpaBehavior => ({
    scaleUp: { policies, selectPolicy },
  });
  const down = (policies: readonly ScalingRate[], selectPolicy: SelectPolicy = 'Max'): HpaBehavior => ({
    scaleDown: { policies, selectPolicy },
  });
  const events = (added: number, removed: number) => ({
    up: added === 0 ? [] : [{ change: added, time: NOW - 1000 }],
    down: removed === 0 ? [] : [{ change: removed, time: NOW - 1000 }],
  });
  const range = (max = 1000, min = 1) => ({ min, max });

  it.each([
    ['51', 3, 1000, range(2000), up([percent(1, 60)]), events(0, 0), 4, 'ScaleUpLimit'],
    ['52', 10, 500, range(), up([pods(100, 60), percent(100, 60)]), events(0, 0), 110, 'ScaleUpLimit'],
    ['53', 10, 500, range(), up([pods(2, 60), percent(100, 60)]), events(0, 0), 20, 'ScaleUpLimit'],
    ['54', 10, 50, range(), up([percent(200, 60)]), events(0, 0), 30, 'ScaleUpLimit'],
    ['55', 100, 500, range(200), up([pods(300, 60)]), events(15, 0), 200, 'TooManyReplicas'],
    ['56', 100, 500, range(), up([pods(5, 120)]), events(15, 0), 100, 'ScaleUpLimit'],
    ['57', 100, 500, range(), up([pods(150, 120)]), events(15, 0), 235, 'ScaleUpLimit'],
    ['58', 100, 500, range(), up([percent(200, 120)]), events(15, 0), 255, 'ScaleUpLimit'],
    ['59', 6, 24, range(), up([percent(300, 300)]), events(4, 2), 16, 'ScaleUpLimit'],
    ['60', 100, 2, range(), down([pods(20, 60), percent(1, 60)]), events(0, 0), 80, 'ScaleDownLimit'],
    ['61', 100, 2, range(), down([pods(2, 60), percent(1, 60)]), events(0, 0), 98, 'ScaleDownLimit'],
    ['62', 10, 0, range(), down([pods(100, 60)]), events(0, 0), 1, 'TooFewReplicas'],
    ['63', 10, 5, range(), down([percent(50, 60)]), events(0, 0), 5, 'DesiredWithinRange'],
    ['64', 100, 2, range(), down([pods(5, 120)]), events(0, 15), 100, 'ScaleDownLimit'],
    ['65', 100, 0, range(), down([percent(50, 120)]), events(0, 12), 56, 'ScaleDownLimit'],
    ['66', 10, 1, range(), down([percent(50, 180)]), events(2, 4), 6, 'ScaleDownLimit'],
    ['67', 100, 0, range(), down([percent(10, 120)]), events(0, 30), 100, 'ScaleDownLimit'],
    ['68', 1, 0, range(1000, 0), {}, events(0, 0), 0, 'DesiredWithinRange'],
    ['Disabled up', 3, 9, range(), up([pods(4, 15)], 'Disabled'), events(0, 0), 3, 'ScaleUpLimit'],
    ['Disabled down', 9, 3, range(), down([pods(4, 15)], 'Disabled'), events(0, 0), 9, 'ScaleDownLimit'],
    ['Min up', 10, 500, range(), up([pods(2, 60), percent(100, 60)], 'Min'), events(0, 0), 12, 'ScaleUpLimit'],
    ['Min down', 100, 2, range(), down([pods(20, 60), percent(1, 60)], 'Min'), events(0, 0), 99, 'ScaleDownLimit'],
    ['10 % of 9 leaves 8', 9, 1, range(), down([percent(10, 60)]), events(0, 0), 8, 'ScaleDownLimit'],
    ['10 % of 1 leaves 0', 1, 0, range(1000, 0), down([percent(10, 60)]), events(0, 0), 0, 'DesiredWithinRange'],
  ] as const)('row %s', (_, current, desired, limits, behavior, past, expected, reason) => {
    expect(limitByBehavior(current, desired, limits, past, NOW, completeBehavior(behavior))).toEqual({
      replicas: expected,
      reason,
    });
  });

  it('no longer counts an event exactly one period old', () => {
    const past = { up: [{ change: 4, time: NOW - 60_000 }], down: [] };
    expect(limitByBehavior(5, 100, range(), past, NOW, completeBehavior(up([pods(4, 60)]))).replicas).toBe(9);
  });
});

describe('limitLegacy', () => {
  it.each([
    [1, 10, 10, 4, 'ScaleUpLimit'],
    [3, 50, 100, 6, 'ScaleUpLimit'],
    [3, 50, 6, 6, 'TooManyReplicas'],
    [3, 0, 6, 1, 'TooFewReplicas'],
    [3, 2, 6, 2, 'DesiredWithinRange'],
  ])('%d to %d with a maximum of %d gives %d', (current, desired, max, replicas, reason) => {
    expect(limitLegacy(current, desired, { min: 1, max })).toEqual({ replicas, reason });
  });
});

describe('recordScaleEvent', () => {
  const behavior = completeBehavior({});
  const none = { up: [], down: [] };

  it('keeps the size of the change per direction and forgets what no policy looks at', () => {
    const first = recordScaleEvent(none, 3, 7, NOW, behavior);
    expect(first).toEqual({ up: [{ change: 4, time: NOW }], down: [] });
    const second = recordScaleEvent(first, 7, 5, NOW + 1000, behavior);
    expect(second.down).toEqual([{ change: 2, time: NOW + 1000 }]);
    expect(recordScaleEvent(second, 5, 6, NOW + 15_001, behavior).up).toEqual([{ change: 1, time: NOW + 15_001 }]);
    expect(recordScaleEvent(second, 5, 5, NOW, behavior)).toBe(second);
  });
});

describe('stabilization', () => {
  const at = (...entries: readonly (readonly [number, number])[]) =>
    entries.map(([replicas, minutesAgo]) => ({ replicas, time: NOW - minutesAgo * MINUTE }));

  it.each([
    ['69', at(), 5, 5, 1],
    ['70', at([4, 2], [5, 1]), 3, 5, 3],
    ['71', at([10, 10], [9, 9]), 3, 3, 2],
    ['72', at([10, 10], [4, 1], [5, 2], [9, 9]), 3, 5, 4],
    ['an entry of exactly the window still counts', at([7, 5]), 3, 7, 2],
  ])('row %s without behavior', (_, history, proposal, replicas, length) => {
    const result = stabilizeLegacy(proposal, history, NOW, 5 * MINUTE);
    expect(result.replicas).toBe(replicas);
    expect(result.history).toHaveLength(length);
    expect(result.history).toContainEqual({ replicas: proposal, time: NOW });
  });

  it.each([
    ['73', at([4, 2], [5, 1]), 100, 3, 0, 180, 5],
    ['74', at([4, 2], [5, 1]), 1, 7, 300, 300, 4],
    ['75', at([4, 2], [5, 1]), 1, 3, 0, 300, 3],
    ['76', at([10, 100], [6, 1], [5, 2], [9, 3]), 1, 100, 300, 300, 5],
    ['77', at([2, 100], [3, 3]), 2, 1, 300, 300, 2],
    ['78', at([2, 100], [1, 3]), 2, 3, 300, 300, 2],
  ])('row %s with behavior', (_, history, current, proposal, upWindow, downWindow, replicas) => {
    const behavior = completeBehavior({
      scaleUp: { stabilizationWindowSeconds: upWindow },
      scaleDown: { stabilizationWindowSeconds: downWindow },
    });
    expect(stabilizeByBehavior(current, proposal, history, NOW, behavior).replicas).toBe(replicas);
  });

  it('row 76 reuses the slot of the outdated entry', () => {
    const behavior = completeBehavior({ scaleUp: { stabilizationWindowSeconds: 300 } });
    const history = at([10, 100], [6, 1], [5, 2], [9, 3]);
    const result = stabilizeByBehavior(1, 100, history, NOW, behavior);
    expect(result.history).toHaveLength(4);
    expect(result.history[0]).toEqual({ replicas: 100, time: NOW });
  });
});

describe('zeroReplicas', () => {
  it.each([
    ['a manual zero under a minimum of 1', '1.30', false, 1, false, true, 'disabled'],
    ['a minimum of 0 before 1.36, whatever the reason', '1.35', true, 0, false, true, 'evaluated'],
    ['put there by the HPA', '1.36', true, 0, true, true, 'evaluated'],
    ['put there by hand', '1.36', true, 0, false, true, 'disabled'],
    ['put there by the HPA, the minimum raised since', '1.36', true, 1, true, true, 'evaluated'],
    ['the gate switched off', '1.36', false, 0, true, true, 'disabled'],
    ['no metric that exists without pods', '1.36', true, 0, true, false, 'disabled'],
  ] as const)('%s', (_, minor, gate, minReplicas, scaledToZero, hasObjectOrExternalMetric, expected) => {
    expect(zeroReplicas({ minor, gate, minReplicas, scaledToZero, hasObjectOrExternalMetric })).toBe(expected);
  });
});
