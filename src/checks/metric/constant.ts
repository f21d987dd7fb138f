import { isLong, recordedText } from '../../fleet/evaluation/recorded-time';
import type { FleetRule } from '../../fleet/rule-set';
import { rulesInUse } from '../adapter/discovered-rule';
import { defineCheck, failed, notCheckable, passed, withoutSnapshot } from '../check';
import { recordedValues, severityByUse, whatOf } from './recorded-values';

/** A value that never changes does not follow the load. */
export const constant = defineCheck<FleetRule>({
  id: 'metric/constant',
  severity: 'warning',
  title: "a rule's values never change",
  subjects: rulesInUse,
  run(rule, context) {
    const { snapshot } = context;
    if (!snapshot) return withoutSnapshot;
    const recorded = recordedValues(rule, context, snapshot);
    if (recorded.length === 0) return notCheckable(`the rule gives too few values in ${snapshot.file}`);
    if (recorded.some(({ values }) => values.some((value) => value !== values[0]))) return passed;
    const first = recorded[0]!.values[0]!;
    if (first === 0 && !isLong(snapshot)) {
      return notCheckable(
        `all values are 0 in the recorded ${recordedText(snapshot)}: the service may have been at rest`,
      );
    }
    const whose = recorded.length === 1 ? 'the value is' : `the values of all ${recorded.length} ${whatOf(rule)} are`;
    return failed({
      severity: severityByUse(rule, context),
      at: rule.at('/metricsQuery'),
      message: `${whose} the same throughout the recorded ${recordedText(snapshot)} (${first}): it does not follow any load`,
      help:
        first === 0
          ? 'Record while the service is used. Where it was, the exporter does not measure this.'
          : 'Record while the load changes. Where it did, take a metric that follows it; a size or a limit does not.',
      evidence: { value: first, objects: recorded.length },
    });
  },
});
