import { isCardSeries } from '../../src/metrics/card-series';
import { findMetric, METRIC_CATALOGUE, METRICS_BY_EXPORTER, metricsOfSeries } from '../../src/metrics/catalogue';

const { ack, dcgm, vllm, triton } = METRICS_BY_EXPORTER;

describe('the metric catalogue', () => {
  it('has the five metrics of the ACK page and the denominator of their ratio', () => {
    const ofThePage = [dcgm.gpuUtil, dcgm.fbUsed, ...Object.values(ack)];
    expect(
      ofThePage.map(({ name, unit, scope, aggregation, validOn }) => [name, unit, scope, aggregation, validOn]),
    ).toEqual([
      ['DCGM_FI_DEV_GPU_UTIL', 'percent', 'card', 'avg', ['dedicated']],
      ['DCGM_FI_DEV_FB_USED', 'mebibytes', 'card', 'sum', ['dedicated']],
      ['DCGM_CUSTOM_PROCESS_SM_UTIL', 'percent', 'container', 'avg', ['dedicated', 'shared']],
      ['DCGM_CUSTOM_PROCESS_MEM_USED', 'mebibytes', 'container', 'sum', ['dedicated', 'shared']],
      ['DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED', 'mebibytes', 'container', 'sum', ['dedicated', 'shared']],
      ['DCGM_CUSTOM_PROCESS_GPU_MEM_USED_RATIO', 'ratio', 'container', 'sum', ['dedicated', 'shared']],
    ]);
  });

  it('lets no card-level metric be read where pods share a card', () => {
    const misread = METRIC_CATALOGUE.filter(
      ({ scope, validOn }) => scope === 'card' && (validOn.includes('shared') || validOn.includes('timeSliced')),
    );
    expect(misread).toEqual([]);
  });

  it('reads slices by the profiling metrics of DCGM alone', () => {
    const onSlices = METRIC_CATALOGUE.filter(({ exporter, validOn }) => exporter === 'dcgm' && validOn.includes('mig'));
    expect(onSlices.map(({ series }) => series.startsWith('DCGM_FI_PROF_'))).toEqual(onSlices.map(() => true));
    expect(onSlices.map(({ unit }) => unit)).toEqual(onSlices.map(() => 'ratio'));
  });

  it('names each metric once, as a path segment of the API, without a colon', () => {
    expect(new Set(METRIC_CATALOGUE.map(({ name }) => name)).size).toBe(METRIC_CATALOGUE.length);
    expect(METRIC_CATALOGUE.filter(({ name }) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))).toEqual([]);
  });

  it('names each metric as a given rename would', () => {
    for (const { name, series, rename } of METRIC_CATALOGUE) {
      if (!rename) continue;
      const groups = new RegExp(rename.matches).exec(series);
      expect(rename.as.replace('${1}', groups?.[1] ?? '')).toBe(name);
    }
  });

  it('adds up nothing that is a share, a quotient or a time', () => {
    const sums = METRIC_CATALOGUE.filter(({ additive }) => additive).map(({ unit }) => unit);
    expect([...new Set(sums)].sort()).toEqual(['count', 'mebibytes', 'perSecond', 'percent', 'watts']);
  });

  it('rates each counter into something per second, or divides it by another', () => {
    const counters = METRIC_CATALOGUE.filter(({ type }) => type === 'counter');
    expect(counters.filter(({ unit, denominator }) => (unit === 'perSecond') === (denominator !== undefined))).toEqual(
      [],
    );
  });

  it('takes the buckets of each histogram, in seconds', () => {
    const histograms = METRIC_CATALOGUE.filter(({ type }) => type === 'histogram');
    expect(histograms.filter(({ series, unit }) => !series.endsWith('_bucket') || unit !== 'seconds')).toEqual([]);
  });

  it('says where each metric comes from', () => {
    expect(METRIC_CATALOGUE.filter(({ source, description }) => source === '' || description === '')).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['DCGM_CUSTOM_PROCESS_GPU_MEM_USED_RATIO', ack.processGpuMemUsedRatio],
    ['vllm_num_requests_over_pods', vllm.numRequests],
    [
      'vllm_time_to_first_token_seconds_p95',
      { ...vllm.timeToFirstToken, name: 'vllm_time_to_first_token_seconds_p95', quantile: 0.95 },
    ],
    ['vllm_time_to_first_token_seconds', undefined],
    ['toString', undefined],
  ])('finds %s by the name that the API serves', (name, expected) => {
    expect(findMetric(name)).toEqual(expected);
  });

  it.each([
    ['DCGM_CUSTOM_PROCESS_MEM_USED', [ack.processMemUsed, ack.processGpuMemUsedRatio]],
    ['DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED', [ack.containerMemAllocated, ack.processGpuMemUsedRatio]],
    ['DCGM_FI_DEV_GPU_UTIL', [dcgm.gpuUtil]],
    ['vllm:num_requests_waiting', [vllm.numRequestsWaiting, vllm.numRequests]],
    ['nv_inference_compute_infer_duration_us', [triton.queueComputeRatio]],
    ['up', []],
  ])('knows the metrics made from %s', (series, expected) => {
    expect(metricsOfSeries(series)).toEqual(expected);
  });

  it.each([
    ['nv_gpu_utilization', true],
    ['DCGM_FI_PROF_SM_ACTIVE', true],
    ['DCGM_FI_PROF_PCIE_TX_BYTES', true],
    ['vllm:num_requests_waiting', false],
    ['DCGM_CUSTOM_PROCESS_SM_UTIL', false],
  ])('says of %s whether it describes a whole card: %s', (series, expected) => {
    expect(isCardSeries(series)).toBe(expected);
  });
});
