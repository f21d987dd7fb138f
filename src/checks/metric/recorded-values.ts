import { isLong } from '../../fleet/evaluation/recorded-time';
import { evaluationsForRequests } from '../../fleet/evaluation/request-evaluations';
import { usersOf } from '../../fleet/evaluation/rule-users';
import { totalOf, type ValueSeries, valuesOfObjects } from '../../fleet/evaluation/value-series';
import type { FleetSnapshot } from '../../fleet/fleet-snapshot';
import type { FleetRule } from '../../fleet/rule-set';
import type { Severity } from '../../source/finding';
import type { CheckContext } from '../check';

/** Fewer values say nothing about how they change. */
const FEWEST_VALUES = 10;

/** The recorded values of a rule, of each object that has enough of them; of an external rule, the sum that each request gets. */
export function recordedValues(
  rule: FleetRule,
  { fleet, project }: CheckContext,
  snapshot: FleetSnapshot,
): readonly ValueSeries[] {
  return (
    evaluationsForRequests(rule, fleet, project, snapshot)
      .flatMap(({ result, resource }) => {
        if (result.is !== 'evaluated') return [];
        return resource ? valuesOfObjects(result) : [totalOf(result)];
      })
      // The few numbers among results that are none tell of an exception, such as the minutes in which a quotient had a divisor.
      .filter(({ values, nonFinite }) => values.length >= FEWEST_VALUES && values.length > nonFinite)
  );
}

/** What the recorded values of a rule belong to. */
export function whatOf({ compiled }: FleetRule): 'objects' | 'requests' {
  return compiled.list === 'rules' ? 'objects' : 'requests';
}

/** What an autoscaler scales on matters more than what is only served, and hours tell more than minutes. */
export function severityByUse(rule: FleetRule, { fleet, project, snapshot }: CheckContext): Severity {
  const isUsed = usersOf(rule, fleet, project, snapshot).length > 0;
  return isUsed && snapshot && isLong(snapshot) ? 'warning' : 'info';
}
