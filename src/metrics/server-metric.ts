import type { MetricDefinition } from './metric-definition';

/** What every metric has in common that a server exports about itself: it describes the pod, whatever the GPU. */
export const SERVER_METRIC = {
  scope: 'container',
  exporter: 'service',
  validOn: ['dedicated', 'shared', 'mig', 'timeSliced'],
} as const satisfies Partial<MetricDefinition>;
