import { divisionsOf, queryShapeOf } from '../../adapter/query-shape';
import type { FleetRule } from '../../fleet/rule-set';
import { defineCheck, type Fault, judged, notCheckable } from '../check';
import { rulesInUse } from './discovered-rule';

/** A quotient whose divisor asks for the whole cluster: pods of one name in several namespaces are added together. */
export const denominatorWithoutMatchers = defineCheck<FleetRule>({
  id: 'adapter/denominator-without-matchers',
  severity: 'warning',
  title: "a rule divides by series without the request's matchers",
  subjects: (fleet) => rulesInUse(fleet).filter(({ compiled }) => compiled.rule.metricsQuery.includes('/')),
  run(rule) {
    const shape = queryShapeOf(rule.compiled);
    if (!shape)
      return notCheckable(
        'the metricsQuery uses parts of the template language that are not read here, or is no PromQL',
      );
    const faults: Fault[] = [];
    for (const { dividend, divisor } of divisionsOf(shape.expression)) {
      if (!dividend.some(({ scoped }) => scoped) || divisor.some(({ scoped }) => scoped)) continue;
      const first = divisor[0];
      if (first) faults.push(fault(rule, first.selector.name ?? 'a series', first.selector.span));
    }
    return judged(faults);
  },
});

function fault(rule: FleetRule, series: string, span: { readonly start: number; readonly end: number }): Fault {
  return {
    at: rule.within('/metricsQuery', span.start, span.end),
    message: `the divisor ${series} has no <<.LabelMatchers>>: each request reads it for the whole cluster, and pods of one name in two namespaces are added together`,
    help: `Write ${series}{<<.LabelMatchers>>} there too.`,
    evidence: { series },
  };
}
