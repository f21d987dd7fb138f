import fc from 'fast-check';
import { parseBounds } from '../../../src/autoscaling/ahpa/bounds';
import { parseLocalTime } from '../../../src/autoscaling/ahpa/local-time';
import { demandWeeksOf, peakOf, type ScheduledClaim } from '../../../src/autoscaling/demand/gpu-demand';
import { minuteText } from '../../../src/autoscaling/demand/minute-text';
import { constant, type ReplicaSchedule } from '../../../src/autoscaling/demand/replica-schedule';

type Window = readonly [cron: string, min: number, max: number];

function schedule(
  outside: readonly [number, number],
  windows: readonly Window[],
  startTime = '2026-01-01 00:00:00',
  endTime = '2027-01-01 00:00:00',
): ReplicaSchedule {
  const bounds = windows.map(([cron, minReplicas, maxReplicas]) => ({ cron, minReplicas, maxReplicas }));
  const { periods } = parseBounds([{ startTime, endTime, bounds }]);
  const [min, max] = outside;
  return { overall: { min, max }, outside: { min, max }, periods };
}

const claim = (of: ReplicaSchedule, gpusPerReplica = 1, surge = 0): ScheduledClaim => ({
  schedule: of,
  gpusPerReplica,
  surge: () => surge,
});
const NOON = parseLocalTime('2026-06-03 12:00:00')!;

describe('demandWeeksOf', () => {
  it('adds up floors and ceilings', () => {
    const [week, ...others] = demandWeeksOf([
      claim(constant({ min: 1, max: 4 })),
      claim(constant({ min: 2, max: 3 }), 4),
    ]);
    expect(others).toEqual([]);
    expect(week!.range).toBeUndefined();
    expect([week!.floor[0], week!.ceiling[10_079]]).toEqual([9, 16]);
  });

  it('counts a bound in its minutes, and the rest of the time what holds outside', () => {
    const day = schedule([1, 2], [['30-59 8 ? * MON-FRI', 4, 8]]);
    const [week] = demandWeeksOf([claim(day)], NOON);
    const at = (minute: number) => [week!.floor[minute], week!.ceiling[minute]];
    expect([at(8 * 60 + 29), at(8 * 60 + 30), at(9 * 60), at(5 * 1440 + 8 * 60 + 30)]).toEqual([
      [1, 2],
      [4, 8],
      [1, 2],
      [1, 2],
    ]);
  });

  it('cuts time where a period begins, and forgets what is over or lies behind the last one', () => {
    const claims = [claim(schedule([1, 2], [['* * ? * *', 3, 9]]))];
    expect(demandWeeksOf(claims).map(({ ceiling }) => ceiling[0])).toEqual([9]);
    expect(demandWeeksOf(claims, NOON).map(({ ceiling }) => ceiling[0])).toEqual([9]);
    const before = parseLocalTime('2025-12-01 00:00:00');
    expect(demandWeeksOf(claims, before).map(({ ceiling }) => ceiling[0])).toEqual([2, 9]);
    expect(demandWeeksOf(claims, parseLocalTime('2027-06-01 00:00:00')).map(({ range }) => range)).toEqual([undefined]);
  });

  it('lets a bound on days of the month be active on any day', () => {
    const [week] = demandWeeksOf([claim(schedule([1, 2], [['* 0-5 1 * *', 0, 5]]))], NOON);
    expect([week!.floor[0], week!.ceiling[0], week!.ceiling[6 * 60]]).toEqual([0, 5, 2]);
  });

  it('is never below the floor, and never above the sum of the largest ceilings', () => {
    const counts = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }));
    const range = counts.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    const service = fc.record({ outside: range, inside: range, hour: fc.integer({ min: 0, max: 23 }) });
    fc.assert(
      fc.property(fc.array(service, { minLength: 1, maxLength: 4 }), (services) => {
        const claims = services.map(({ outside, inside: [min, max], hour }) =>
          claim(schedule(outside, [[`* ${hour} ? * *`, min, max]])),
        );
        const most = services.reduce((sum, { outside, inside }) => sum + Math.max(outside[1], inside[1]), 0);
        for (const { floor, ceiling } of demandWeeksOf(claims, NOON)) {
          expect(floor.every((least, minute) => least <= ceiling[minute]!)).toBe(true);
          expect(Math.max(...ceiling)).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('peakOf', () => {
  it('finds the first minute of the most, and no minute where all are alike', () => {
    const weeks = demandWeeksOf(
      [claim(schedule([1, 2], [['* 9 ? * TUE', 1, 7]])), claim(constant({ min: 0, max: 1 }))],
      NOON,
    );
    const { demand, minute } = peakOf(weeks);
    expect([demand, minuteText(minute!)]).toEqual([8, 'Tue 09:00']);
    expect(peakOf(demandWeeksOf([claim(constant({ min: 0, max: 1 }))])).minute).toBeUndefined();
  });

  it('adds the rollout of the one service that asks for most', () => {
    const weeks = demandWeeksOf([claim(constant({ min: 1, max: 4 }), 1, 2), claim(constant({ min: 1, max: 2 }), 8, 1)]);
    expect([peakOf(weeks).demand, peakOf(weeks, true).demand]).toEqual([20, 28]);
  });
});
