import { divisionsOf, queryShapeOf, type ShapeSelector } from '../../adapter/query-shape';
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
    for (const { dividend, divisor, byTotal } of divisionsOf(shape.expression)) {
      // A share of the whole cluster is meant to divide by all of it.
      if (byTotal || !dividend.some(({ scoped }) => scoped) || divisor.some((part) => isScoped(rule, part))) continue;
      const [first] = divisor;
      if (first) faults.push(fault(rule, first));
    }
    return judged(faults);
  },
});

/** A divisor that names its namespace itself reads nothing of others. */
function isScoped({ compiled: { association } }: FleetRule, { scoped, ownMatchers }: ShapeSelector): boolean {
  return (
    scoped ||
    ownMatchers.some(({ name, op, value }) => {
      const resource = association.resourceOf(name)?.resource;
      return op === '=' && value !== '' && (resource === 'namespaces' || resource === 'pods');
    })
  );
}

function fault(rule: FleetRule, { selector: { span, name } }: ShapeSelector): Fault {
  const series = name ?? 'a series';
  const written = rule.compiled.rule.metricsQuery.slice(span.start, span.end);
  return {
    at: rule.within('/metricsQuery', span.start, span.end),
    message: `the divisor ${written} has no <<.LabelMatchers>>: each request reads it for the whole cluster, and ${CONSEQUENCE[rule.compiled.list]}`,
    help: `Write ${withMatchers(written)} there too.`,
    evidence: { series },
  };
}

const CONSEQUENCE = {
  rules: 'pods of one name in two namespaces are added together',
  externalRules: 'divides by the sum over all namespaces',
} as const;

/** The selector as written, with the request's matchers after its own. */
function withMatchers(selector: string): string {
  const braces = /^([^{]*)\{(.*)\}([^}]*)$/s.exec(selector);
  if (!braces) return selector.replace(/^[\w:]+/, (name) => `${name}{<<.LabelMatchers>>}`);
  const [, name = '', own = '', rest = ''] = braces;
  const matchers = own.trim().replace(/,$/, '');
  return `${name}{${matchers === '' ? '' : `${matchers},`}<<.LabelMatchers>>}${rest}`;
}
