import type { KubernetesMinor } from '../../kubernetes/minor';
import type { LabelSelector } from '../../kubernetes/selector';
import type { HpaApiVersion } from '../../kubernetes/served-api';
import type { RenderedObject } from '../rendered-json';
import { type CompleteScalingRules, completeBehavior } from './behavior';
import {
  type HpaBehavior,
  type HpaMetric,
  type HpaSpec,
  type HpaTarget,
  isCpuUtilization,
  type MetricIdentifier,
  type ObjectMetric,
} from './model';
import { type HpaVersionProblem, versionProblems } from './version-support';

/** The parts of the manifest that the model decides; `metadata` is the caller's. */
export interface RenderedHpa {
  readonly apiVersion: `autoscaling/${HpaApiVersion}`;
  readonly kind: 'HorizontalPodAutoscaler';
  readonly spec: RenderedObject;
}

/** Thrown where the chosen API version cannot carry what the model says. */
export class HpaVersionError extends Error {
  public override readonly name = 'HpaVersionError';

  public constructor(public readonly problems: readonly HpaVersionProblem[]) {
    super(problems.map(({ message, help }) => `${message}; ${help}`).join('\n'));
  }
}

/**
 * The manifest that the API server stores and gives back unchanged, so that Git never differs from the cluster:
 * quantities canonical, `minReplicas` explicit, `behavior` complete, CPU utilization last.
 *
 * @throws HpaVersionError where the version or the minor cannot carry what the model says; ask `versionProblems` first
 */
export function renderHpa(hpa: HpaSpec, version: HpaApiVersion, minor: KubernetesMinor): RenderedHpa {
  const problems = versionProblems(hpa, version, minor);
  if (problems.length > 0) throw new HpaVersionError(problems);
  const { apiVersion, kind, name } = hpa.scaleTargetRef;
  const renderMetric = version === 'v2beta1' ? flatMetric : nestedMetric;
  return {
    apiVersion: `autoscaling/${version}`,
    kind: 'HorizontalPodAutoscaler',
    spec: {
      scaleTargetRef: { apiVersion, kind, name },
      minReplicas: hpa.minReplicas,
      maxReplicas: hpa.maxReplicas,
      metrics: inStoredOrder(hpa.metrics).map(renderMetric),
      ...(hpa.behavior && { behavior: renderBehavior(hpa.behavior) }),
    },
  };
}

/** A server that stores autoscaling/v1 gives CPU utilization back last; any other order would differ for ever. */
function inStoredOrder(metrics: readonly HpaMetric[]): readonly HpaMetric[] {
  return [...metrics.filter((metric) => !isCpuUtilization(metric)), ...metrics.filter(isCpuUtilization)];
}

/** `v2` and `v2beta2`. */
function nestedMetric(metric: HpaMetric): RenderedObject {
  const target = renderTarget(metric.target);
  switch (metric.type) {
    case 'Pods':
      return { type: 'Pods', pods: { metric: renderIdentifier(metric.metric), target } };
    case 'External':
      return { type: 'External', external: { metric: renderIdentifier(metric.metric), target } };
    case 'Object':
      return {
        type: 'Object',
        object: { describedObject: { ...metric.describedObject }, metric: renderIdentifier(metric.metric), target },
      };
    case 'Resource':
      return { type: 'Resource', resource: { name: metric.name, target } };
    case 'ContainerResource':
      return {
        type: 'ContainerResource',
        containerResource: { name: metric.name, container: metric.container, target },
      };
  }
}

function renderTarget(target: HpaTarget): RenderedObject {
  switch (target.type) {
    case 'Value':
      return { type: 'Value', value: target.value.canonical() };
    case 'AverageValue':
      return { type: 'AverageValue', averageValue: target.averageValue.canonical() };
    case 'Utilization':
      return { type: 'Utilization', averageUtilization: target.averageUtilization };
  }
}

function renderIdentifier({ name, selector }: MetricIdentifier): RenderedObject {
  return { name, ...(selector && { selector: renderSelector(selector) }) };
}

function renderSelector({ matchLabels, matchExpressions }: LabelSelector): RenderedObject {
  return {
    ...(matchLabels && { matchLabels: { ...matchLabels } }),
    ...(matchExpressions && {
      matchExpressions: matchExpressions.map(({ key, operator, values }) => ({
        key,
        operator,
        ...(values && { values: [...values] }),
      })),
    }),
  };
}

/** `v2beta1`: flat field names, and no target type to write. */
function flatMetric(metric: HpaMetric): RenderedObject {
  switch (metric.type) {
    case 'Pods':
      return {
        type: 'Pods',
        pods: {
          metricName: metric.metric.name,
          ...(metric.metric.selector && { selector: renderSelector(metric.metric.selector) }),
          targetAverageValue: metric.target.averageValue.canonical(),
        },
      };
    case 'External':
      return {
        type: 'External',
        external: {
          metricName: metric.metric.name,
          ...(metric.metric.selector && { metricSelector: renderSelector(metric.metric.selector) }),
          ...(metric.target.type === 'Value'
            ? { targetValue: metric.target.value.canonical() }
            : { targetAverageValue: metric.target.averageValue.canonical() }),
        },
      };
    case 'Object':
      return { type: 'Object', object: flatObject(metric) };
    case 'Resource':
      return { type: 'Resource', resource: { name: metric.name, ...flatResourceTarget(metric.target) } };
    case 'ContainerResource':
      return {
        type: 'ContainerResource',
        containerResource: { name: metric.name, container: metric.container, ...flatResourceTarget(metric.target) },
      };
  }
}

/**
 * In `v2beta1`, `target` is the object, and `targetValue` is no pointer in the server: left out it reads as 0, which is
 * refused. So it is written beside `averageValue` too, where only `averageValue` counts.
 */
function flatObject(metric: ObjectMetric): RenderedObject {
  const { target } = metric;
  const value = target.type === 'Value' ? target.value : target.averageValue;
  return {
    target: { ...metric.describedObject },
    metricName: metric.metric.name,
    ...(metric.metric.selector && { selector: renderSelector(metric.metric.selector) }),
    targetValue: value.canonical(),
    ...(target.type === 'AverageValue' && { averageValue: value.canonical() }),
  };
}

function flatResourceTarget(target: HpaTarget & { type: 'Utilization' | 'AverageValue' }): RenderedObject {
  return target.type === 'Utilization'
    ? { targetAverageUtilization: target.averageUtilization }
    : { targetAverageValue: target.averageValue.canonical() };
}

function renderBehavior(behavior: HpaBehavior): RenderedObject {
  const { scaleUp, scaleDown } = completeBehavior(behavior);
  return { scaleUp: renderRules(scaleUp), scaleDown: renderRules(scaleDown) };
}

function renderRules(rules: CompleteScalingRules): RenderedObject {
  return {
    stabilizationWindowSeconds: rules.stabilizationWindowSeconds,
    selectPolicy: rules.selectPolicy,
    policies: rules.policies.map(({ type, value, periodSeconds }) => ({ type, value, periodSeconds })),
    ...(rules.tolerance && { tolerance: rules.tolerance.canonical() }),
  };
}
