import { type QueryShape, queryShapeOf, SERIES_STAND_IN } from '../../adapter/query-shape';
import { offerOf } from '../../adapter/rule-offer';
import { type CounterKind, counterKindOf } from '../../fleet/evaluation/counter-series';
import { seriesOfRule } from '../../fleet/evaluation/rule-evaluation';
import type { FleetSnapshot } from '../../fleet/fleet-snapshot';
import type { FleetRule } from '../../fleet/rule-set';
import { childrenOf, type Expression, type VectorSelector } from '../../promql';
import { METRIC_NAME } from '../../series/labels';
import { equalityMatcher } from '../../series/matcher';
import { rulesInUse } from '../adapter/discovered-rule';
import { defineCheck, failed, notCheckable, passed } from '../check';

/** A counter without a rate: it only grows, so the service scales out and never in. */
export const counterAsGauge = defineCheck<FleetRule>({
  id: 'promql/counter-as-gauge',
  severity: 'error',
  title: 'a rule takes a counter as it is, without its rate',
  subjects: rulesInUse,
  run(rule, { snapshot }) {
    const shape = queryShapeOf(rule.compiled);
    if (!shape) {
      return notCheckable(
        'the metricsQuery is no PromQL, or uses parts of the template language that are not read here',
      );
    }
    const raw = rawSelectors(shape);
    let doubt: string | undefined;
    for (const selector of raw) {
      for (const name of namesOf(selector, rule, snapshot)) {
        if (name === undefined) {
          doubt ??= 'which series the rule finds is not known without a snapshot';
          continue;
        }
        const kind = kindOf(name, snapshot);
        if (kind.is !== 'counter') continue;
        return failed({
          ...(kind.because === 'name' && { severity: 'warning' as const }),
          at: rule.within('/metricsQuery', selector.span.start, selector.span.end),
          message: `${name} is a counter (${BECAUSE[kind.because]}), and the query takes it as it is: it grows until the process starts anew, so the service scales out and never in`,
          help: 'Take its rate: sum(rate(<<.Series>>{<<.LabelMatchers>>}[5m])) by (<<.GroupBy>>).',
          evidence: { series: name, because: kind.because },
        });
      }
    }
    return doubt === undefined ? passed : notCheckable(doubt);
  },
});

const BECAUSE = {
  metadata: 'as its exporter says',
  catalogue: 'as is known of it',
  samples: 'its recorded values only grow',
  name: 'as its name says',
} as const;

/** Functions that turn a counter into something that may fall. */
const RATES = ['rate', 'irate', 'increase', 'delta', 'idelta', 'deriv', 'resets', 'changes'];
/** What does not look at the value. */
const VALUELESS = ['count', 'group', 'count_values'];
const VALUELESS_FUNCTIONS = ['absent', 'absent_over_time', 'count_over_time', 'present_over_time', 'timestamp'];

/** The selectors whose values reach the result as they are. */
function rawSelectors({ expression }: QueryShape): readonly VectorSelector[] {
  const found: VectorSelector[] = [];
  const visit = (node: Expression): void => {
    if (node.kind === 'VectorSelector') found.push(node);
    else if (node.kind === 'Call' && (RATES.includes(node.name) || VALUELESS_FUNCTIONS.includes(node.name))) return;
    else if (node.kind === 'Aggregate' && VALUELESS.includes(node.op)) return;
    // The right side decides what stays, not what it is worth; a difference of counters is no counter.
    else if (node.kind === 'Binary' && ['and', 'unless'].includes(node.op)) visit(node.left);
    else if (node.kind === 'Binary' && node.op === '-') return;
    else for (const child of childrenOf(node)) visit(child);
  };
  visit(expression);
  return found;
}

function namesOf(
  { name, matchers }: VectorSelector,
  rule: FleetRule,
  snapshot: FleetSnapshot | undefined,
): readonly (string | undefined)[] {
  if (name !== SERIES_STAND_IN) {
    const own = name ?? matchers.find((matcher) => matcher.name === METRIC_NAME && matcher.op === '=')?.value;
    return own === undefined ? [] : [own];
  }
  const { series } = offerOf(rule.compiled);
  if (series !== undefined) return [series];
  return snapshot ? seriesOfRule(rule, snapshot).map((found) => found.name) : [undefined];
}

function kindOf(name: string, snapshot: FleetSnapshot | undefined): CounterKind {
  const series = snapshot?.snapshot.store.select([equalityMatcher(METRIC_NAME, name)]) ?? [];
  return counterKindOf(name, series, snapshot);
}

/** Whether this check finds something in a rule: then what follows from a counter is its matter. */
export function takesRawCounter(rule: FleetRule, snapshot: FleetSnapshot): boolean {
  const shape = queryShapeOf(rule.compiled);
  return (
    shape !== undefined &&
    rawSelectors(shape).some((selector) =>
      namesOf(selector, rule, snapshot).some((name) => name !== undefined && kindOf(name, snapshot).is === 'counter'),
    )
  );
}
