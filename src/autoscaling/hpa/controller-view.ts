import type { Quantity } from '../../kubernetes/quantity';
import type {
  BehaviorReading,
  HpaReading,
  MetricReading,
  ObjectReading,
  RateReading,
  RulesReading,
} from './hpa-reading';
import {
  type AverageValueTarget,
  type HpaBehavior,
  type HpaMetric,
  type ObjectTarget,
  RATE_TYPES,
  type ScalingRate,
  type ScalingRules,
  SELECT_POLICIES,
  type UtilizationTarget,
  type ValueTarget,
} from './model';

/**
 * The metric that the controller makes of what is written: for Pods only `averageValue` counts whatever the type says; for
 * External and Resource the field that is set; for Object the type and its field must agree. Undefined where it can only
 * fail.
 */
export function metricOf(reading: MetricReading): HpaMetric | undefined {
  const name = reading.name.value;
  if (name === undefined || name === '') return undefined;
  const selector = reading.selector.value;
  const metric = { name, ...(selector && { selector }) };
  switch (reading.source) {
    case 'Pods': {
      const target = averageValueOf(reading);
      return target && { type: 'Pods', metric, target };
    }
    case 'Object': {
      const describedObject = objectOf(reading.describedObject);
      const target = objectTargetOf(reading);
      return describedObject && target && { type: 'Object', describedObject, metric, target };
    }
    case 'External': {
      const target = averageValueOf(reading) ?? totalOf(reading);
      return target && { type: 'External', metric, target };
    }
    case 'Resource': {
      const target = averageValueOf(reading) ?? utilizationOf(reading);
      return target && { type: 'Resource', name, target };
    }
    case 'ContainerResource': {
      const target = averageValueOf(reading) ?? utilizationOf(reading);
      const container = reading.container.value;
      return target && container !== undefined ? { type: 'ContainerResource', name, container, target } : undefined;
    }
    default:
      return undefined;
  }
}

/** The behavior as far as its values can be used; undefined where none is written. */
export function behaviorOf(reading: HpaReading): HpaBehavior | undefined {
  const { behavior } = reading;
  return behavior && directionsOf(behavior);
}

function directionsOf({ scaleUp, scaleDown }: BehaviorReading): HpaBehavior {
  return { ...(scaleUp && { scaleUp: rulesOf(scaleUp) }), ...(scaleDown && { scaleDown: rulesOf(scaleDown) }) };
}

function rulesOf(reading: RulesReading): ScalingRules {
  const window = reading.stabilizationWindowSeconds.value;
  const selectPolicy = SELECT_POLICIES.find((known) => known === reading.selectPolicy.value);
  const tolerance: Quantity | undefined = reading.tolerance.value;
  const policies = reading.policies?.flatMap((rate) => rateOf(rate) ?? []);
  return {
    ...(window !== undefined && { stabilizationWindowSeconds: window }),
    ...(selectPolicy && { selectPolicy }),
    ...(policies && policies.length > 0 && { policies }),
    ...(tolerance && { tolerance }),
  };
}

function rateOf(reading: RateReading): ScalingRate | undefined {
  const type = RATE_TYPES.find((known) => known === reading.type.value);
  const value = reading.value.value;
  const periodSeconds = reading.periodSeconds.value;
  return type && value !== undefined && periodSeconds !== undefined ? { type, value, periodSeconds } : undefined;
}

/** The referenced object; an apiVersion that is left out is the empty text, as the API server stores it. */
export function objectOf(reading: ObjectReading): ObjectTarget | undefined {
  const kind = reading.kind.value;
  const name = reading.name.value;
  if (kind === undefined || name === undefined) return undefined;
  return { apiVersion: reading.apiVersion.value ?? '', kind, name };
}

/** The only source whose type and field must agree. */
function objectTargetOf(reading: MetricReading): ValueTarget | AverageValueTarget | undefined {
  if (reading.target.type.value === 'Value') return totalOf(reading);
  return reading.target.type.value === 'AverageValue' ? averageValueOf(reading) : undefined;
}

function totalOf({ target }: MetricReading): ValueTarget | undefined {
  return target.value.value && { type: 'Value', value: target.value.value };
}

function averageValueOf({ target }: MetricReading): AverageValueTarget | undefined {
  return target.averageValue.value && { type: 'AverageValue', averageValue: target.averageValue.value };
}

function utilizationOf({ target }: MetricReading): UtilizationTarget | undefined {
  const averageUtilization = target.averageUtilization.value;
  return averageUtilization === undefined ? undefined : { type: 'Utilization', averageUtilization };
}
