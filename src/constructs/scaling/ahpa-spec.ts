import type { AhpaMetric, AhpaSpec } from '../../autoscaling/ahpa/model';
import type { HpaMetric } from '../../autoscaling/hpa/model';
import { isTimeZone } from '../../kubernetes/time-zone';
import type { ClusterContext } from '../cluster/cluster-context';
import type { MetricTarget } from '../metrics/metric-target';
import type { Schedule } from '../schedule/schedule';
import type { ScaledService } from './hpa-spec';
import { scalingMetric } from './scaling-metric';
import type { AhpaDefinition } from './scaling-policy';

/** The policy as the AHPA model has it. The time to Ready is the lead where the prediction names none. */
export function ahpaSpec(scaling: AhpaDefinition, service: ScaledService, { facts }: ClusterContext): AhpaSpec {
  const { minReplicas, maxReplicas, scaleStrategy, prediction, stabilizationWindow, schedule } = scaling;
  return {
    scaleTargetRef: service.target,
    metrics: scaling.metrics.flatMap((target) =>
      ahpaMetric(target, scalingMetric(target, facts.labelConvention, service)),
    ),
    minReplicas,
    maxReplicas,
    scaleStrategy,
    ...(stabilizationWindow && { stabilizationWindowSeconds: stabilizationWindow.toSeconds() }),
    prediction: {
      quantile: prediction.quantile,
      scaleUpForward: prediction.scaleUpForward?.toSeconds() ?? service.startupSeconds ?? 0,
    },
    ...(schedule && scheduled(schedule, facts.ahpaTimeZone)),
  };
}

/** The bounds in the controller's zone. One that is none is reported for the cluster, and nothing is written. */
function scheduled(schedule: Schedule, zone: string | undefined) {
  const controllerZone = zone !== undefined && isTimeZone(zone) ? zone : schedule.timeZone;
  return {
    instanceBounds: schedule.instanceBounds(controllerZone),
    boundsTimezone: controllerZone,
    scheduleText: schedule.text(),
  };
}

/** AHPA reads resources, of which it knows more than an HPA, and External metrics. */
function ahpaMetric({ values }: MetricTarget, metric: HpaMetric | undefined): readonly AhpaMetric[] {
  if (values.kind === 'resource') {
    const { resource, averageUtilization } = values;
    return [{ type: 'Resource', name: resource, target: { type: 'Utilization', averageUtilization } }];
  }
  if (metric?.type !== 'External') return [];
  const { name, selector } = metric.metric;
  return [
    {
      type: 'External',
      metric: { name, ...(selector?.matchLabels && { matchLabels: selector.matchLabels }) },
      target: metric.target,
    },
  ];
}
