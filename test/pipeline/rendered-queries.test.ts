import { loadAdapterConfig } from '../../src/adapter';
import { METRIC_CATALOGUE, METRICS_BY_EXPORTER } from '../../src/metrics/catalogue';
import { labelsOf } from '../../src/metrics/label-convention';
import { withQuantiles } from '../../src/metrics/quantiles';
import { manifestYaml } from '../../src/pipeline/manifest-yaml';
import { type RuleRequest, ruleFor } from '../../src/pipeline/rule-for';
import { evaluateInstant, parsePromQL } from '../../src/promql';
import { SeriesStore } from '../../src/series/series-store';

const served = METRIC_CATALOGUE.flatMap((metric) => (metric.type === 'histogram' ? withQuantiles(metric) : [metric]));
const rules = served.flatMap((metric) => {
  const subjects: RuleRequest['by'][] =
    metric.exporter === 'service' ? ['pod', 'selector', 'service'] : ['pod', 'selector', 'node'];
  const facts = { labels: labelsOf('dcgmExporter', metric.exporter), rateWindow: '2m' };
  return subjects.map((by) => [`${metric.name} by ${by}`, ruleFor({ metric, by }, facts)] as const);
});

describe('every rule of the catalogue', () => {
  it('loads in the adapter', () => {
    const custom = rules.filter(([, { list }]) => list === 'rules').map(([, { rule }]) => rule);
    const external = rules.filter(([, { list }]) => list === 'externalRules').map(([, { rule }]) => rule);
    expect(loadAdapterConfig(manifestYaml({ rules: custom, externalRules: external })).errors).toEqual([]);
  });

  // An External metric is asked for without anything to group by.
  it.each(rules)('gives PromQL, as the adapter renders it: %s', (_, { rule, list, resources }) => {
    const text = rule.metricsQuery
      .replaceAll('<<.Series>>', rule.seriesQuery.slice(0, rule.seriesQuery.indexOf('{')))
      .replaceAll('<<.LabelMatchers>>', 'namespace="default"')
      .replaceAll('<<.GroupBy>>', list === 'externalRules' ? '' : (resources.at(-1) ?? ''));
    expect(text).not.toContain('<<');
    expect(parsePromQL(text, { semantics: '2.42.0' }).diagnostics).toEqual([]);
  });

  it.each([
    ['copies, each with two ranks', ['0', '1', '2'], 12],
    ['one copy without the label', [undefined], 4],
  ])('of SGLang counts the requests of %s', (_, copies, expected) => {
    const { rule } = ruleFor(
      { metric: METRICS_BY_EXPORTER.sglang.numQueueReqs, by: 'pod' },
      { labels: labelsOf('ack', 'service'), rateWindow: '2m' },
    );
    const series = copies.flatMap((copy) =>
      ['0', '1'].map((tp_rank) => ({
        labels: { __name__: 'sglang:num_queue_reqs', pod: 'a', tp_rank, ...(copy !== undefined && { dp_rank: copy }) },
        timestamps: [0],
        values: [4],
      })),
    );
    const query = rule.metricsQuery
      .replaceAll('<<.Series>>', 'sglang:num_queue_reqs')
      .replaceAll('<<.LabelMatchers>>', 'pod="a"')
      .replaceAll('<<.GroupBy>>', 'pod');
    expect(evaluateInstant(SeriesStore.from(series), query, { time: 0 })).toMatchObject({
      samples: [{ labels: { pod: 'a' }, value: expected }],
    });
  });

  it('limits every series to those of the request', () => {
    const unlimited = rules.filter(([, { rule }]) => {
      const selectors = rule.metricsQuery.match(/[>\w:]\{[^}]*\}/g) ?? [];
      return selectors.some((selector) => !selector.endsWith('{<<.LabelMatchers>>}'));
    });
    expect(unlimited).toEqual([]);
  });
});
