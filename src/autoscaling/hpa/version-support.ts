import { atLeast, type KubernetesMinor } from '../../kubernetes/minor';
import { type HpaApiVersion, isServed } from '../../kubernetes/served-api';
import type { HpaMetric, HpaSpec } from './model';

export type HpaVersionProblemCode =
  | 'version-not-served'
  | 'behavior-unsupported'
  | 'tolerance-unsupported'
  | 'container-resource-unsupported';

/** One thing that an API version, or that version on this Kubernetes minor, cannot carry. */
export interface HpaVersionProblem {
  readonly code: HpaVersionProblemCode;
  /** The property of the spec that cannot be carried, such as `behavior.scaleUp.tolerance`. */
  readonly property: string;
  readonly message: string;
  readonly help: string;
}

/**
 * What cannot be written in this version for this minor without the API server refusing or dropping it: `behavior` below
 * 1.18 or in `v2beta1`, `tolerance` below 1.35, ContainerResource below 1.27, a version that the minor does not serve.
 *
 * @param version without its group, such as `v2`
 */
export function versionProblems(
  hpa: HpaSpec,
  version: HpaApiVersion,
  minor: KubernetesMinor,
): readonly HpaVersionProblem[] {
  return [
    ...servedProblems(version, minor),
    ...behaviorProblems(hpa, version, minor),
    ...toleranceProblems(hpa, version, minor),
    ...hpa.metrics.flatMap((metric, index) => metricProblems(metric, `metrics[${index}]`, minor)),
  ];
}

function servedProblems(version: HpaApiVersion, minor: KubernetesMinor): readonly HpaVersionProblem[] {
  if (isServed(`autoscaling/${version}`, 'HorizontalPodAutoscaler', minor)) return [];
  return [
    {
      code: 'version-not-served',
      property: 'apiVersion',
      message: `Kubernetes ${minor} does not serve autoscaling/${version}`,
      help: 'leave hpaApiVersion out: the best version for the minor is then chosen',
    },
  ];
}

function behaviorProblems(hpa: HpaSpec, version: HpaApiVersion, minor: KubernetesMinor): readonly HpaVersionProblem[] {
  if (!hpa.behavior) return [];
  if (version === 'v2beta1') {
    return [
      {
        code: 'behavior-unsupported',
        property: 'behavior',
        message: 'autoscaling/v2beta1 has no behavior',
        help: 'leave behavior out, or let the cluster use autoscaling/v2beta2 (Kubernetes 1.18 to 1.25) or autoscaling/v2 (from 1.23)',
      },
    ];
  }
  if (atLeast(minor, '1.18')) return [];
  return [
    {
      code: 'behavior-unsupported',
      property: 'behavior',
      message: `behavior needs Kubernetes 1.18, and the cluster runs ${minor}`,
      help: 'leave behavior out',
    },
  ];
}

function toleranceProblems(hpa: HpaSpec, version: HpaApiVersion, minor: KubernetesMinor): readonly HpaVersionProblem[] {
  const directions = (['scaleUp', 'scaleDown'] as const).filter((direction) => hpa.behavior?.[direction]?.tolerance);
  if (directions.length === 0 || (version === 'v2' && atLeast(minor, '1.35'))) return [];
  return directions.map((direction) => ({
    code: 'tolerance-unsupported' as const,
    property: `behavior.${direction}.tolerance`,
    message: `tolerance needs autoscaling/v2 on Kubernetes 1.35; autoscaling/${version} on ${minor} ${
      version === 'v2' && atLeast(minor, '1.33') ? 'drops it silently' : 'does not know it'
    }`,
    help: 'leave tolerance out: the dead band is then 10 % of the target',
  }));
}

function metricProblems(metric: HpaMetric, property: string, minor: KubernetesMinor): readonly HpaVersionProblem[] {
  if (metric.type === 'ContainerResource' && !atLeast(minor, '1.27')) {
    return [
      {
        code: 'container-resource-unsupported',
        property,
        message: `a ContainerResource metric needs Kubernetes 1.27, and the cluster runs ${minor}`,
        help: 'use a Resource metric, which sums over all containers of the pod',
      },
    ];
  }
  return [];
}
