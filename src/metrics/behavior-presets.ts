/** At most so many pods, or percent of the pods, in a period. */
export interface PresetRate {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly periodSeconds: number;
}

/** How fast replicas may come or go. */
export interface PresetRules {
  readonly stabilizationWindowSeconds: number;
  readonly policies: readonly PresetRate[];
}

/** A behavior to start from: for whom it is, and where its numbers come from. */
export interface BehaviorPreset {
  readonly scaleUp: PresetRules;
  readonly scaleDown: PresetRules;
  readonly purpose: string;
  readonly source: string;
  readonly tune: string;
}

const ASSUMED =
  'assumptions, in terms of the Kubernetes default: 4 pods or 100 % in 15 s up, 100 % in 15 s after 300 s down';
const START_UP =
  'Give startup.expected: where it is longer, it takes the place of the periods of scaleUp, since an HPA would otherwise count load again that pods on their way will take.';

/** Behaviors for kinds of service. */
export const BEHAVIOR_PRESETS = {
  conservative: {
    scaleUp: { stabilizationWindowSeconds: 60, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
    scaleDown: { stabilizationWindowSeconds: 900, policies: [{ type: 'Pods', value: 1, periodSeconds: 300 }] },
    purpose: 'few and dear GPUs, load that changes slowly: one pod at a time, and only for load that lasts',
    source: ASSUMED,
    tune: START_UP,
  },
  interactive: {
    scaleUp: {
      stabilizationWindowSeconds: 0,
      policies: [
        { type: 'Pods', value: 4, periodSeconds: 60 },
        { type: 'Percent', value: 100, periodSeconds: 60 },
      ],
    },
    scaleDown: { stabilizationWindowSeconds: 600, policies: [{ type: 'Percent', value: 10, periodSeconds: 60 }] },
    purpose:
      'people who wait for an answer: up at once, down slowly, since each pod that goes must load its model to come back',
    source: ASSUMED,
    tune: START_UP,
  },
  batch: {
    scaleUp: { stabilizationWindowSeconds: 120, policies: [{ type: 'Percent', value: 50, periodSeconds: 120 }] },
    scaleDown: { stabilizationWindowSeconds: 120, policies: [{ type: 'Percent', value: 50, periodSeconds: 60 }] },
    purpose: 'work that may wait: no reaction to a burst, and GPUs given back soon',
    source: ASSUMED,
    tune: START_UP,
  },
} as const satisfies Record<string, BehaviorPreset>;
