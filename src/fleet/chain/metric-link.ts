import { type SelectorTerm, selectorTerms } from '../../adapter/metric-selector';
import { selectorText } from '../../adapter/metrics-api/selector-text';
import { metricOf } from '../../autoscaling/hpa/controller-view';
import type { MetricReading } from '../../autoscaling/hpa/hpa-reading';
import type { HpaMetric, HpaTarget } from '../../autoscaling/hpa/model';
import { targetMismatchOf } from '../../autoscaling/hpa/target-mismatch';
import type { AutoscalerMetric } from '../autoscaler';
import type { MetricLink } from '../chain';
import { broken, type EarlyEnd } from './step';

/** What a metric asks for, and how the controller understands it. */
export interface AskedMetric {
  readonly link: MetricLink;
  /** The selector on the metric's series. */
  readonly selector: readonly SelectorTerm[];
  readonly metric: HpaMetric;
}

/** Reads the metric as the controller does. */
export function askedMetric({ reading, place }: AutoscalerMetric): AskedMetric | EarlyEnd {
  const metric = metricOf(reading);
  const mismatch = targetMismatchOf(reading);
  if (!metric) {
    if (mismatch) return broken('metric', mismatch.message, mismatch.help, place);
    return broken('metric', unusable(reading), helpFor(reading), place);
  }
  const selector = 'metric' in metric && metric.metric.selector ? selectorTerms(metric.metric.selector) : [];
  if (!selector) {
    return broken(
      'metric',
      'the selector of the metric has an operator that does not exist',
      'Use In, NotIn, Exists or DoesNotExist.',
      place,
    );
  }
  return {
    metric,
    selector,
    link: {
      type: metric.type,
      name: metric.type === 'Resource' || metric.type === 'ContainerResource' ? metric.name : metric.metric.name,
      target: targetText(metric.target),
      selector: selectorText(selector),
      describedObject:
        metric.type === 'Object' ? `${metric.describedObject.kind} ${metric.describedObject.name}` : undefined,
      remark: mismatch?.message,
    },
  };
}

function targetText(target: HpaTarget): string {
  switch (target.type) {
    case 'Value':
      return `value ${target.value.canonical()}`;
    case 'AverageValue':
      return `averageValue ${target.averageValue.canonical()} per pod`;
    case 'Utilization':
      return `averageUtilization ${target.averageUtilization} %`;
  }
}

function unusable({ source, name }: MetricReading): string {
  if (source === undefined) return 'the metric has no source that the controller knows';
  if (name.value === undefined || name.value === '') return `the ${source} metric has no name`;
  return `the ${source} metric has no target that the controller can use`;
}

function helpFor({ source, name }: MetricReading): string {
  if (source === undefined) return 'Write type: Pods, External, Object or Resource, and the field of that name.';
  if (name.value === undefined || name.value === '') return 'Name the metric.';
  return source === 'Pods' || source === 'External' || source === 'Object'
    ? 'Set target.averageValue.'
    : 'Set target.averageUtilization.';
}
