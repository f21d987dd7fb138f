import type { AhpaMetric, AhpaSpec } from '../autoscaling/ahpa/model';
import type { ObjectTarget } from '../autoscaling/hpa/model';
import type { AhpaDefinition } from './scaling-policy';

/** The policy as the AHPA model has it. `startupSeconds` is the lead where the prediction names none. */
export function ahpaSpec(scaling: AhpaDefinition, scaleTargetRef: ObjectTarget, startupSeconds: number): AhpaSpec {
  const { minReplicas, maxReplicas, scaleStrategy, prediction, stabilizationWindow, schedule } = scaling;
  return {
    scaleTargetRef,
    metrics: scaling.metrics.flatMap(({ values }): readonly AhpaMetric[] =>
      values.kind === 'resource'
        ? [
            {
              type: 'Resource',
              name: values.resource,
              target: { type: 'Utilization', averageUtilization: values.averageUtilization },
            },
          ]
        : [],
    ),
    minReplicas,
    maxReplicas,
    scaleStrategy,
    ...(stabilizationWindow && { stabilizationWindowSeconds: stabilizationWindow.toSeconds() }),
    prediction: {
      quantile: prediction.quantile,
      scaleUpForward: prediction.scaleUpForward?.toSeconds() ?? startupSeconds,
    },
    ...(schedule && { instanceBounds: [schedule.instanceBounds()], boundsTimezone: schedule.timeZone }),
  };
}
