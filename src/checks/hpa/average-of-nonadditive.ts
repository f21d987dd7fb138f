import { type NonAdditive, nonAdditiveIn } from '../../adapter/additivity';
import { queryShapeOf } from '../../adapter/query-shape';
import type { AutoscalerMetric } from '../../fleet/autoscaler';
import { supplyBehind } from '../../fleet/evaluation/rule-users';
import { locationText } from '../../source/location-text';
import { defineCheck, failed, notCheckable, passed, type Verdict } from '../check';

/** AverageValue divides by the replicas: a quantile, a ratio or an average does not grow with them. */
export const averageOfNonadditive = defineCheck<AutoscalerMetric>({
  id: 'hpa/average-of-nonadditive',
  severity: 'error',
  title: 'AverageValue of a metric that is a quantile, a ratio or an average',
  subjects: (fleet) => fleet.hpas.flatMap(({ metrics }) => metrics).filter(dividesByReplicas),
  run(metric, { fleet, project, snapshot }) {
    const supply = supplyBehind(metric, fleet, project, snapshot);
    if (!supply) return notCheckable('the metric cannot be read');
    const name = metric.reading.name.value!;
    if (supply.is === 'builtIn') {
      const known = BUILT_IN.find(({ pattern }) => pattern.test(name));
      return known ? fault(metric, name, known.is) : passed;
    }
    if (supply.is === 'declared') return notCheckable(`another adapter serves ${name}, by foresail.yaml`);
    if (supply.is === 'unknown') return notCheckable(supply.reason);
    if (!('rule' in supply)) return notCheckable('no rule tells what the metric is made of');
    const shape = queryShapeOf(supply.rule.compiled);
    if (!shape) {
      return notCheckable(
        'the metricsQuery is no PromQL, or uses parts of the template language that are not read here',
      );
    }
    const found = nonAdditiveIn(shape.expression);
    return found ? fault(metric, name, found, locationText(supply.rule.at('/metricsQuery'))) : passed;
  },
});

/** External by the field that is set, Object by its type. */
function dividesByReplicas({ reading: { source, target } }: AutoscalerMetric): boolean {
  if (source === 'External') return target.averageValue.given;
  return source === 'Object' && target.averageValue.given && target.type.value === 'AverageValue';
}

/** Metrics that the ACK adapter makes itself. */
const BUILT_IN: readonly { readonly pattern: RegExp; readonly is: NonAdditive }[] = [
  { pattern: /_latency_p[0-9]+$/, is: 'a quantile' },
  { pattern: /_latency_avg$|_rt$/, is: 'an average' },
  { pattern: /_utilization$|_util$|_ratio$/, is: 'a ratio' },
];

function fault(metric: AutoscalerMetric, name: string, is: NonAdditive, place?: string): Verdict {
  const { target } = metric.reading;
  return failed({
    at: metric.autoscaler.manifest.at(target.averageValue.path),
    message: `${name} is ${is}${place === undefined ? '' : ` (${place})`}, and averageValue divides it by the number of replicas: the more replicas there are, the smaller it gets, whatever the load`,
    help: 'Compare it with target.value, type: Value; or take what adds up over the pods, such as requests, tokens or a queue; or a Pods metric.',
    evidence: { metric: name, is },
  });
}
