import type { Quantity } from '../../kubernetes/quantity';
import type { HpaBehavior, ScalingRate, ScalingRules, SelectPolicy } from './model';

/** Scaling rules with every default filled in. */
export interface CompleteScalingRules {
  readonly stabilizationWindowSeconds: number;
  readonly selectPolicy: SelectPolicy;
  readonly policies: readonly ScalingRate[];
  readonly tolerance?: Quantity;
}

export interface CompleteBehavior {
  readonly scaleUp: CompleteScalingRules;
  readonly scaleDown: CompleteScalingRules;
}

const SCALE_UP: CompleteScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};

const SCALE_DOWN: CompleteScalingRules = {
  stabilizationWindowSeconds: 300,
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
};

/**
 * Fills both directions as the API server and the controller do once any behavior is given. A policy list replaces the
 * default list as a whole. The scale-down window is the controller's flag, by default 300 s.
 */
export function completeBehavior(behavior: HpaBehavior, downscaleStabilizationSeconds = 300): CompleteBehavior {
  return {
    scaleUp: complete(behavior.scaleUp, SCALE_UP),
    scaleDown: complete(behavior.scaleDown, {
      ...SCALE_DOWN,
      stabilizationWindowSeconds: downscaleStabilizationSeconds,
    }),
  };
}

function complete(given: ScalingRules | undefined, defaults: CompleteScalingRules): CompleteScalingRules {
  return { ...defaults, ...given };
}
