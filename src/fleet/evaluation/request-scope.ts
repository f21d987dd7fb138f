import { selectorTerms } from '../../adapter/metric-selector';
import type { RequestScope } from '../../adapter/queries';
import { selectorProblems } from '../../autoscaling/hpa/selector-problems';
import type { AutoscalerMetric } from '../autoscaler';

/** What the controller's request for a metric says; undefined where its selector is none to ask by. */
export function requestScopeOf({ reading, object }: AutoscalerMetric): RequestScope | undefined {
  const { selector } = reading;
  if (selector.given && (selector.value === undefined || selectorProblems(reading).length > 0)) return undefined;
  const terms = selectorTerms(selector.value ?? {});
  return terms && { selector: terms, namespace: object.namespace };
}
