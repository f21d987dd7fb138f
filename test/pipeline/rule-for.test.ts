import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { AdapterRule } from '../../src/adapter/rules/types';
import type { LabelConvention } from '../../src/kubernetes/cluster-facts';
import { METRICS_BY_EXPORTER } from '../../src/metrics/catalogue';
import { labelsOf } from '../../src/metrics/label-convention';
import { quantileOf } from '../../src/metrics/quantiles';
import { type RuleRequest, ruleFor } from '../../src/pipeline/rule-for';

const { ack: ACK_METRICS, dcgm: DCGM_METRICS, vllm, triton, tgi, sglang } = METRICS_BY_EXPORTER;
const published = join(__dirname, '..', 'fixtures', 'seeds', 'hpa', 'adapter-rules.yaml');
const seedRules: readonly AdapterRule[] = parse(readFileSync(published, 'utf8'));

const seedRequests: readonly RuleRequest[] = [
  { metric: DCGM_METRICS.gpuUtil, by: 'node' },
  { metric: ACK_METRICS.processSmUtil, by: 'pod' },
  { metric: DCGM_METRICS.fbUsed, by: 'node' },
  { metric: ACK_METRICS.processMemUsed, by: 'pod' },
  { metric: ACK_METRICS.processGpuMemUsedRatio, by: 'pod' },
];

const factsOf = (convention: LabelConvention, { metric }: RuleRequest) => ({
  labels: labelsOf(convention, metric.exporter),
  rateWindow: '2m',
});
const made = (request: RuleRequest, convention: LabelConvention = 'dcgmExporter') =>
  ruleFor(request, factsOf(convention, request));

describe('the rule for a metric', () => {
  it.each(seedRequests.map((request, index) => [request.metric.name, request, seedRules[index]] as const))(
    'is that of the ACK page for %s, except for the denominator',
    (_, request, published) => {
      const { rule } = made(request, 'ack');
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
    ["a service's own metric", { metric: vllm.numRequestsWaiting, by: 'pod' }, ['namespace', 'pod']],
  ])('serves %s for the resources that its series name', (_, request, resources) => {
    expect(made(request, 'ack').resources).toEqual(resources);
  });

  it('drops the series of cards that no pod uses', () => {
    const { rule } = made({ metric: DCGM_METRICS.gpuUtil, by: 'pod' });
    expect(rule).toEqual({
      seriesQuery: 'DCGM_FI_DEV_GPU_UTIL{exported_namespace!="",exported_pod!=""}',
      resources: { overrides: { exported_namespace: { resource: 'namespace' }, exported_pod: { resource: 'pod' } } },
      metricsQuery: 'avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
    });
  });

  it('renames a series whose name has a colon', () => {
    const { rule, name, list } = made({ metric: vllm.numRequestsWaiting, by: 'pod' });
    expect({ name, list }).toEqual({ name: 'vllm_num_requests_waiting', list: 'rules' });
    expect(rule).toEqual({
      seriesQuery: 'vllm:num_requests_waiting{namespace!="",pod!=""}',
      resources: { overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } } },
      name: { matches: '^vllm:num_requests_waiting$', as: 'vllm_num_requests_waiting' },
      metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
    });
  });

  it.each<[string, RuleRequest, string]>([
    [
      'rates a counter',
      { metric: vllm.generationTokens, by: 'pod' },
      'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)',
    ],
    [
      'adds two series pod by pod',
      { metric: vllm.numRequests, by: 'pod' },
      'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>) + sum(vllm:num_requests_waiting{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
    ],
    [
      'divides rates, and is 0 where nothing was done',
      { metric: triton.queueComputeRatio, by: 'pod' },
      'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>) / ' +
        '(sum(rate(nv_inference_compute_infer_duration_us{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>) > 0) or ' +
        'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>) * 0',
    ],
    [
      'takes the greatest of the ranks of a pod',
      { metric: sglang.tokenUsage, by: 'pod' },
      'max(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
    ],
    [
      'sums over the copies of a model in a pod, and takes the greatest of the ranks of each',
      { metric: sglang.numQueueReqs, by: 'pod' },
      'sum(max(<<.Series>>{<<.LabelMatchers>>}) by (dp_rank, <<.GroupBy>>)) by (<<.GroupBy>>)',
    ],
    [
      'sums over what a selector leaves',
      { metric: tgi.queueSize, by: 'selector' },
      'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
    ],
    [
      "sums each pod's own value over what a selector leaves",
      { metric: DCGM_METRICS.gpuUtil, by: 'selector' },
      'sum(avg(<<.Series>>{<<.LabelMatchers>>}) by (exported_pod, <<.GroupBy>>)) by (<<.GroupBy>>)',
    ],
    [
      'sums over the pods of a Service',
      { metric: sglang.numQueueReqs, by: 'service' },
      'sum(max(<<.Series>>{<<.LabelMatchers>>}) by (pod, dp_rank, <<.GroupBy>>)) by (<<.GroupBy>>)',
    ],
    [
      'takes a quantile over all pods, which is 0 where nothing was asked',
      { metric: quantileOf(vllm.timeToFirstToken, 'p95'), by: 'selector' },
      'histogram_quantile(0.95, sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (le, <<.GroupBy>>)) >= 0 or ' +
        'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>) * 0',
    ],
  ])('%s', (_, request, query) => {
    expect(made(request).rule.metricsQuery).toBe(query);
  });

  it.each<[string, RuleRequest, string, string, object]>([
    [
      'a sum over pods',
      { metric: vllm.numRequests, by: 'selector' },
      'vllm_num_requests_over_pods',
      'vllm:num_requests_running{namespace!=""}',
      { overrides: { namespace: { resource: 'namespace' } } },
    ],
    [
      'a latency',
      { metric: quantileOf(tgi.requestDuration, 'p99'), by: 'selector' },
      'tgi_request_duration_seconds_p99',
      'tgi_request_duration_bucket{namespace!=""}',
      { overrides: { namespace: { resource: 'namespace' } } },
    ],
    [
      'a sum over pods of any namespace',
      { metric: vllm.numRequests, by: 'selector', anyNamespace: true },
      'vllm_num_requests_over_pods',
      'vllm:num_requests_running{}',
      { namespaced: false },
    ],
  ])('serves %s by the external metrics API', (_, request, name, seriesQuery, resources) => {
    const served = made(request);
    expect({ name: served.name, list: served.list }).toEqual({ name, list: 'externalRules' });
    expect(served.rule).toMatchObject({ seriesQuery, resources, name: { as: name } });
  });

  it('serves the sum over a Service for the Service', () => {
    const served = made({ metric: vllm.numRequests, by: 'service' });
    expect(served).toMatchObject({
      name: 'vllm_num_requests_of_service',
      list: 'rules',
      resources: ['namespace', 'service'],
    });
    expect(served.rule.resources?.overrides).toEqual({
      namespace: { resource: 'namespace' },
      service: { resource: 'service' },
    });
  });

  it('knows no Service of series that a GPU exporter writes', () => {
    expect(() => made({ metric: DCGM_METRICS.gpuUtil, by: 'service' })).toThrow('the series name no service');
  });
});
