import type { RenderedObject } from '../rendered-json';
import {
  AHPA_API_VERSION,
  AHPA_KIND,
  type AhpaMetric,
  type AhpaSpec,
  BOUNDS_TIMEZONE_ANNOTATION,
  type InstanceBounds,
  SCHEDULE_ANNOTATION,
} from './model';

/** The parts of the manifest that the model decides; the rest of `metadata` is the caller's. */
export interface RenderedAhpa {
  readonly apiVersion: typeof AHPA_API_VERSION;
  readonly kind: typeof AHPA_KIND;
  /** To be merged into `metadata.annotations`; empty where no zone is declared. */
  readonly annotations: { readonly [name: string]: string };
  readonly spec: RenderedObject;
}

/** The manifest in the form of the vendor's samples: an integer percent for `quantile`, canonical quantities. */
export function renderAhpa(ahpa: AhpaSpec): RenderedAhpa {
  const { scaleTargetRef, prediction, stabilizationWindowSeconds, instanceBounds, boundsTimezone, scheduleText } = ahpa;
  return {
    apiVersion: AHPA_API_VERSION,
    kind: AHPA_KIND,
    annotations: {
      ...(boundsTimezone !== undefined && { [BOUNDS_TIMEZONE_ANNOTATION]: boundsTimezone }),
      ...(scheduleText !== undefined && { [SCHEDULE_ANNOTATION]: scheduleText }),
    },
    spec: {
      scaleTargetRef: { apiVersion: scaleTargetRef.apiVersion, kind: scaleTargetRef.kind, name: scaleTargetRef.name },
      metrics: ahpa.metrics.map(renderMetric),
      minReplicas: ahpa.minReplicas,
      maxReplicas: ahpa.maxReplicas,
      scaleStrategy: ahpa.scaleStrategy,
      ...(stabilizationWindowSeconds !== undefined && { stabilizationWindowSeconds }),
      prediction: { quantile: prediction.quantile, scaleUpForward: prediction.scaleUpForward },
      ...(instanceBounds && { instanceBounds: instanceBounds.map(renderPeriod) }),
    },
  };
}

function renderMetric(metric: AhpaMetric): RenderedObject {
  if (metric.type === 'Resource') {
    const { averageUtilization } = metric.target;
    return { type: 'Resource', resource: { name: metric.name, target: { type: 'Utilization', averageUtilization } } };
  }
  const { name, matchLabels } = metric.metric;
  const target: RenderedObject =
    metric.target.type === 'Value'
      ? { type: 'Value', value: metric.target.value.canonical() }
      : { type: 'AverageValue', averageValue: metric.target.averageValue.canonical() };
  return {
    type: 'External',
    external: { metric: { name, ...(matchLabels && { selector: { matchLabels: { ...matchLabels } } }) }, target },
  };
}

function renderPeriod({ startTime, endTime, bounds }: InstanceBounds): RenderedObject {
  return {
    startTime,
    endTime,
    bounds: bounds.map(({ cron, minReplicas, maxReplicas }) => ({ cron, minReplicas, maxReplicas })),
  };
}
