import { ACK_METRICS, DCGM_METRICS, findMetric, METRIC_CATALOGUE, metricsOfSeries } from '../../src/metrics/catalogue';

describe('the metric catalogue', () => {
  it('has the five metrics of the ACK page and the denominator of their ratio', () => {
    expect(
      METRIC_CATALOGUE.map(({ name, unit, scope, aggregation, validOn }) => [name, unit, scope, aggregation, validOn]),
    ).toEqual([
      ['DCGM_FI_DEV_GPU_UTIL', 'percent', 'card', 'avg', ['dedicated']],
      ['DCGM_FI_DEV_FB_USED', 'mebibytes', 'card', 'sum', ['dedicated']],
      ['DCGM_CUSTOM_PROCESS_SM_UTIL', 'percent', 'container', 'avg', ['dedicated', 'shared']],
      ['DCGM_CUSTOM_PROCESS_MEM_USED', 'mebibytes', 'container', 'sum', ['dedicated', 'shared']],
      ['DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED', 'mebibytes', 'container', 'sum', ['dedicated', 'shared']],
      ['DCGM_CUSTOM_PROCESS_GPU_MEM_USED_RATIO', 'ratio', 'container', 'sum', ['dedicated', 'shared']],
    ]);
  });

  it('lets no card-level metric be read on shared GPUs', () => {
    const misread = METRIC_CATALOGUE.filter(({ scope, validOn }) => scope === 'card' && validOn.includes('shared'));
    expect(misread).toEqual([]);
  });

  it('names each metric once', () => {
    expect(new Set(METRIC_CATALOGUE.map(({ name }) => name)).size).toBe(METRIC_CATALOGUE.length);
  });

  it('names each metric as its rule would', () => {
    for (const { name, series, rename } of METRIC_CATALOGUE) {
      const groups = rename ? new RegExp(rename.matches).exec(series) : undefined;
      expect(rename ? rename.as.replace('${1}', groups?.[1] ?? '') : series).toBe(name);
    }
  });

  it('finds a metric by the name that the API serves', () => {
    expect(findMetric('DCGM_CUSTOM_PROCESS_GPU_MEM_USED_RATIO')).toBe(ACK_METRICS.processGpuMemUsedRatio);
    expect(findMetric('toString')).toBeUndefined();
  });

  it.each([
    ['DCGM_CUSTOM_PROCESS_MEM_USED', [ACK_METRICS.processMemUsed, ACK_METRICS.processGpuMemUsedRatio]],
    ['DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED', [ACK_METRICS.containerMemAllocated, ACK_METRICS.processGpuMemUsedRatio]],
    ['DCGM_FI_DEV_GPU_UTIL', [DCGM_METRICS.gpuUtil]],
    ['up', []],
  ])('knows the metrics made from %s', (series, expected) => {
    expect(metricsOfSeries(series)).toEqual(expected);
  });
});
