import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { AdapterRule } from '../../src/adapter/rules/types';
import { ACK_METRICS, DCGM_METRICS } from '../../src/metrics/catalogue';
import { labelsOf } from '../../src/metrics/label-convention';
import type { MetricDefinition } from '../../src/metrics/metric-definition';
import { type RuleRequest, ruleFor } from '../../src/pipeline/rule-for';

const published = join(__dirname, '..', 'fixtures', 'seeds', 'hpa', 'adapter-rules.yaml');
const seedRules: readonly AdapterRule[] = parse(readFileSync(published, 'utf8'));

const seedRequests: readonly RuleRequest[] = [
  { metric: DCGM_METRICS.gpuUtil, by: 'node' },
  { metric: ACK_METRICS.processSmUtil, by: 'pod' },
  { metric: DCGM_METRICS.fbUsed, by: 'node' },
  { metric: ACK_METRICS.processMemUsed, by: 'pod' },
  { metric: ACK_METRICS.processGpuMemUsedRatio, by: 'pod' },
];

const service: MetricDefinition = {
  name: 'vllm_num_requests_waiting',
  series: 'vllm:num_requests_waiting',
  rename: { matches: '^vllm:num_requests_waiting$', as: 'vllm_num_requests_waiting' },
  description: '',
  unit: 'count',
  scope: 'container',
  aggregation: 'sum',
  exporter: 'service',
  validOn: ['dedicated'],
  source: 'test',
};

describe('the rule for a metric', () => {
  it.each(seedRequests.map((request, index) => [request.metric.name, request, seedRules[index]] as const))(
    'is that of the ACK page for %s, except for the denominator',
    (_, request, published) => {
      const { rule } = ruleFor(request, labelsOf('ack', request.metric.exporter));
      // The page's denominator has no matchers, so it adds up pods of one name in different namespaces.
      const metricsQuery = published?.metricsQuery.replace('MEM_ALLOCATED{}', 'MEM_ALLOCATED{<<.LabelMatchers>>}');
      expect(rule).toEqual({ ...published, metricsQuery });
    },
  );

  it.each<[string, RuleRequest, readonly string[]]>([
    ['a container metric by pod', { metric: ACK_METRICS.processSmUtil, by: 'pod' }, ['namespace', 'node', 'pod']],
    ['a container metric by node', { metric: ACK_METRICS.processSmUtil, by: 'node' }, ['namespace', 'node', 'pod']],
    ['a card metric by pod', { metric: DCGM_METRICS.gpuUtil, by: 'pod' }, ['namespace', 'pod']],
    ['a card metric by node', { metric: DCGM_METRICS.gpuUtil, by: 'node' }, ['node']],
    ['a quotient by pod', { metric: ACK_METRICS.processGpuMemUsedRatio, by: 'pod' }, ['namespace', 'pod']],
    ['a quotient by node', { metric: ACK_METRICS.processGpuMemUsedRatio, by: 'node' }, ['node']],
    ["a service's own metric", { metric: service, by: 'pod' }, ['namespace', 'pod']],
  ])('serves %s for the resources that its series name', (_, request, resources) => {
    expect(ruleFor(request, labelsOf('ack', request.metric.exporter)).resources).toEqual(resources);
  });

  it('drops the series of cards that no pod uses', () => {
    const { rule } = ruleFor({ metric: DCGM_METRICS.gpuUtil, by: 'pod' }, labelsOf('dcgmExporter', 'dcgm'));
    expect(rule).toEqual({
      seriesQuery: 'DCGM_FI_DEV_GPU_UTIL{exported_namespace!="",exported_pod!=""}',
      resources: { overrides: { exported_namespace: { resource: 'namespace' }, exported_pod: { resource: 'pod' } } },
      metricsQuery: 'avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
    });
  });

  it('renames a series whose name has a colon', () => {
    const { rule, name } = ruleFor({ metric: service, by: 'pod' }, labelsOf('dcgmExporter', 'service'));
    expect(name).toBe('vllm_num_requests_waiting');
    expect(rule.name).toEqual(service.rename);
    expect(rule.seriesQuery).toBe('vllm:num_requests_waiting{namespace!="",pod!=""}');
  });
});
