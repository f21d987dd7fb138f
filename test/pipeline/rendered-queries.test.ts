import { loadAdapterConfig } from '../../src/adapter';
import { METRIC_CATALOGUE } from '../../src/metrics/catalogue';
import { labelsOf } from '../../src/metrics/label-convention';
import { withQuantiles } from '../../src/metrics/quantiles';
import { manifestYaml } from '../../src/pipeline/manifest-yaml';
import { type RuleRequest, ruleFor } from '../../src/pipeline/rule-for';
import { parsePromQL } from '../../src/promql';

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

  it('limits every series to those of the request', () => {
    const unlimited = rules.filter(([, { rule }]) => {
      const selectors = rule.metricsQuery.match(/[>\w:]\{[^}]*\}/g) ?? [];
      return selectors.some((selector) => !selector.endsWith('{<<.LabelMatchers>>}'));
    });
    expect(unlimited).toEqual([]);
  });
});
