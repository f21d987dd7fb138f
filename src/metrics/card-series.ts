import { metricsOfSeries } from './catalogue';

/**
 * Whether a series describes a whole card, whoever uses it. Source: DCGM's field groups, device and profiling, as
 * NVIDIA/dcgm-exporter exports them; the ACK exporter's own DCGM_CUSTOM_PROCESS and _CONTAINER series know the container.
 */
export function isCardSeries(series: string): boolean {
  const known = metricsOfSeries(series);
  return known.length > 0 ? known.every(({ scope }) => scope === 'card') : /^DCGM_FI_(DEV|PROF)_/.test(series);
}
