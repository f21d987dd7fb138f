import { METRICS_BY_EXPORTER } from '../../src/metrics/catalogue';
import { labelsOf } from '../../src/metrics/label-convention';
import type { MetricDefinition } from '../../src/metrics/metric-definition';
import { type RuleRequest, ruleFor } from '../../src/pipeline/rule-for';
import { type AskedRule, ruleSet } from '../../src/pipeline/rule-set';

const { ack: ACK_METRICS, dcgm: DCGM_METRICS, vllm } = METRICS_BY_EXPORTER;
const asked = (askedBy: string, metric: MetricDefinition, by: RuleRequest['by'] = 'pod'): AskedRule => ({
  ...ruleFor({ metric, by }, { labels: labelsOf('ack', metric.exporter), rateWindow: '2m' }),
  askedBy,
});
const queue = (aggregation: MetricDefinition['aggregation']): MetricDefinition => ({
  ...ACK_METRICS.processSmUtil,
  name: 'queue',
  series: 'queue',
  exporter: 'service',
  aggregation,
});

describe('the rules of a cluster', () => {
  it('holds a rule once, however many services ask for it', () => {
    const { rules, collisions } = ruleSet([
      asked('a', ACK_METRICS.processSmUtil),
      asked('b', ACK_METRICS.processSmUtil),
      asked('c', ACK_METRICS.processSmUtil, 'node'),
    ]);
    expect(rules).toHaveLength(1);
    expect(collisions).toEqual([]);
  });

  it('has the same order whoever asks first', () => {
    const all = [
      asked('a', DCGM_METRICS.gpuUtil, 'node'),
      asked('b', ACK_METRICS.processSmUtil),
      asked('c', ACK_METRICS.processMemUsed),
      asked('d', ACK_METRICS.processGpuMemUsedRatio),
    ];
    const { rules } = ruleSet(all);
    expect(ruleSet([...all].reverse()).rules).toEqual(rules);
    expect(rules.map(({ seriesQuery }) => seriesQuery)).toEqual([
      'DCGM_CUSTOM_PROCESS_MEM_USED{NamespaceName!="",PodName!=""}',
      'DCGM_CUSTOM_PROCESS_MEM_USED{}',
      'DCGM_CUSTOM_PROCESS_SM_UTIL{}',
      'DCGM_FI_DEV_GPU_UTIL{}',
    ]);
  });

  it('moves no rule when one is added', () => {
    const few = ruleSet([asked('a', ACK_METRICS.processMemUsed), asked('b', DCGM_METRICS.gpuUtil, 'node')]).rules;
    const more = ruleSet([
      asked('c', ACK_METRICS.processSmUtil),
      asked('a', ACK_METRICS.processMemUsed),
      asked('b', DCGM_METRICS.gpuUtil, 'node'),
    ]).rules;
    expect(more.filter((rule) => JSON.stringify(few).includes(JSON.stringify(rule)))).toEqual(few);
  });

  it('serves a card by pod and by node with two rules', () => {
    const { rules, collisions } = ruleSet([
      asked('a', DCGM_METRICS.gpuUtil, 'pod'),
      asked('b', DCGM_METRICS.gpuUtil, 'node'),
    ]);
    expect(rules).toHaveLength(2);
    expect(collisions).toEqual([]);
  });

  it('finds one API metric made by two queries', () => {
    const { collisions } = ruleSet([asked('embedder', queue('sum')), asked('ranker', queue('max'))]);
    expect(
      collisions.map(({ resource, name, first, second }) => [resource, name, first.askedBy, second.askedBy]),
    ).toEqual([['pod', 'queue', 'embedder', 'ranker']]);
  });

  it('keeps the external rules apart', () => {
    const { rules, externalRules, collisions } = ruleSet([
      asked('a', vllm.numRequests),
      asked('a', vllm.numRequests, 'selector'),
    ]);
    expect([rules.length, externalRules.length, collisions.length]).toEqual([1, 1, 0]);
  });
});
