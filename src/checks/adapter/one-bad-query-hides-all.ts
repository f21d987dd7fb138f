import { offerOf } from '../../adapter/rule-offer';
import { parseSeriesQuery } from '../../adapter/series-query';
import type { FleetRule, RuleSet } from '../../fleet/rule-set';
import { locationText } from '../../source/location-text';
import { defineCheck, type Fault, judged } from '../check';
import { listed } from '../wording';

/** The adapter reads the series of all rules in one go: one refused seriesQuery and the listing keeps its last state, or none. */
export const oneBadQueryHidesAll = defineCheck<RuleSet>({
  id: 'adapter/one-bad-query-hides-all',
  severity: 'error',
  title: 'one refused seriesQuery hides the metrics of all other rules',
  subjects: (fleet) => fleet.ruleSets.filter(({ loads }) => loads),
  run(set, { snapshot }) {
    const semantics = snapshot?.snapshot.store.facts.semantics;
    return judged(
      (['rules', 'externalRules'] as const)
        .filter((list) => list === 'rules' || set.dialect === 'upstream')
        .flatMap((list) => {
          const rules = set.rules.filter(({ compiled }) => compiled.list === list);
          const refused = rules.filter(
            ({ compiled }) => parseSeriesQuery(compiled.rule.seriesQuery, semantics).kind === 'refused',
          );
          const hidden = rules.filter((rule) => !refused.includes(rule));
          const [first] = refused;
          return first && hidden.length > 0 ? [fault(first, hidden)] : [];
        }),
    );
  },
});

function fault(bad: FleetRule, hidden: readonly FleetRule[]): Fault {
  const names = hidden.flatMap(({ compiled }) => offerOf(compiled).apiName ?? []);
  const rules = hidden.length === 1 ? '1 other rule' : `${hidden.length} other rules`;
  return {
    at: bad.at('/seriesQuery'),
    message: `Prometheus refuses this seriesQuery, and the adapter then drops what it found for ${rules} too${names.length > 0 ? ` (${listed(names)})` : ''}: after a start nothing is listed`,
    help: `The first rule it hides is at ${locationText(hidden[0]!.at('/seriesQuery'))}. Mend this query, or take the rule out until then.`,
    evidence: { hidden: hidden.length, metrics: names.slice(0, 20) },
  };
}
