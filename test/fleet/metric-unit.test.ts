import { unitOf } from '../../src/fleet/metric-unit';
import type { FleetRule } from '../../src/fleet/rule-set';
import { readFiles } from './reading';

const SM = 'DCGM_CUSTOM_PROCESS_SM_UTIL';
const USED = 'DCGM_CUSTOM_PROCESS_MEM_USED';
const ALLOCATED = 'DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED';

function ruleWith(metricsQuery: string): FleetRule {
  const text = JSON.stringify({ rules: [{ seriesQuery: 'x', metricsQuery }] });
  return readFiles({ 'a.yaml': text }).fleets[0]!.ruleSets[0]!.rules[0]!;
}

const S = '<<.Series>>{<<.LabelMatchers>>}';
const BY = 'by (<<.GroupBy>>)';

describe('the unit of a metric by its rule', () => {
  it.each<[string, string, ReturnType<typeof unitOf>]>([
    [`avg(${S}) ${BY}`, SM, 'percent'],
    [`max by (<<.GroupBy>>) (${S})`, SM, 'percent'],
    [`avg(avg_over_time(${S}[5m])) ${BY}`, SM, 'percent'],
    [`avg(max_over_time(${S}[5m:1m])) ${BY}`, SM, 'percent'],
    [`avg(${S}) ${BY} / 100`, SM, 'ratio'],
    [`avg(${S} / 100) ${BY}`, SM, 'ratio'],
    [`avg(${S}) ${BY} * 0.01`, SM, 'ratio'],
    [`avg(${S}) ${BY} / 50`, SM, undefined],
    [`avg(${S}) ${BY} > 0`, SM, 'percent'],
    [`avg(${S}) ${BY} > bool 0`, SM, undefined],
    [`avg(${S}) ${BY} or vector(0)`, SM, undefined],
    [`clamp_max(avg(${S}) ${BY}, 100)`, SM, 'percent'],
    [`sum(${S}) ${BY}`, USED, 'mebibytes'],
    [`sum(${S}) ${BY} / sum(${ALLOCATED}{}) ${BY}`, USED, 'ratio'],
    [`100 * sum(${S}) ${BY} / sum(${ALLOCATED}{}) ${BY}`, USED, 'percent'],
    [`sum(${S}) ${BY} * 100 / sum(${ALLOCATED}{}) ${BY}`, USED, 'percent'],
    [`(sum(${S}) ${BY} / sum(${ALLOCATED}{}) ${BY}) * 100`, USED, 'percent'],
    [`sum(${S}) ${BY} / (sum(${ALLOCATED}{}) ${BY} / 100)`, USED, 'percent'],
    [`sum(${S}) ${BY} * 1024 / sum(${ALLOCATED}{}) ${BY}`, USED, undefined],
    [`sum(${S}) ${BY} / sum(${SM}) ${BY}`, USED, undefined],
    [`sum(${S}) ${BY} / sum(something_else) ${BY}`, USED, undefined],
    [`sum(${S}) ${BY} + sum(${ALLOCATED}) ${BY}`, USED, 'mebibytes'],
    [`sum(${S}) ${BY} + sum(${SM}) ${BY}`, USED, undefined],
    [`count(${S}) ${BY}`, SM, undefined],
    [`stddev(${S}) ${BY}`, SM, undefined],
    [`sum(rate(${S}[2m])) ${BY}`, SM, undefined],
    [`sum(${S}) ${BY}`, 'http_requests_total', undefined],
    [`sum(<<printf "%s" .Series>>)`, SM, undefined],
    ['sum(', SM, undefined],
  ])('%s of %s is %p', (query, series, expected) => {
    expect(unitOf('renamed', series, ruleWith(query))).toBe(expected);
  });

  it('follows the rule, whatever the name says', () => {
    const query = `100 * sum(${S}) ${BY} / sum(${ALLOCATED}{}) ${BY}`;
    expect(unitOf('DCGM_CUSTOM_PROCESS_GPU_MEM_USED_RATIO', USED, ruleWith(query))).toBe('percent');
  });

  it('is not known where the rule does not tell from which series it is made', () => {
    expect(unitOf('x', undefined, ruleWith(`avg(${S}) ${BY}`))).toBeUndefined();
  });
});

it.each([
  ['DCGM_FI_DEV_GPU_UTIL', 'percent'],
  ['DCGM_CUSTOM_PROCESS_GPU_MEM_USED_RATIO', 'ratio'],
  ['http_requests', undefined],
])('without a rule, the unit of %s is %p', (name, expected) => {
  expect(unitOf(name, undefined, undefined)).toBe(expected);
});
