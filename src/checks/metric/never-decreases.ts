import { recordedText } from '../../fleet/evaluation/recorded-time';
import type { ValueSeries } from '../../fleet/evaluation/value-series';
import type { FleetRule } from '../../fleet/rule-set';
import { rulesInUse } from '../adapter/discovered-rule';
import { defineCheck, failed, notCheckable, passed, withoutSnapshot } from '../check';
import { takesRawCounter } from '../promql/counter-as-gauge';
import { recordedValues, severityByUse, whatOf } from './recorded-values';

/** A queue that grew once in a quiet hour tells nothing. */
const FEWEST_RISES = 3;

/** A value that only grows: the service scales out on it and never in, as on memory that a server keeps. */
export const neverDecreases = defineCheck<FleetRule>({
  id: 'metric/never-decreases',
  severity: 'warning',
  title: "a rule's values grow and never fall",
  subjects: rulesInUse,
  run(rule, context) {
    const { snapshot } = context;
    if (!snapshot) return withoutSnapshot;
    const recorded = recordedValues(rule, context, snapshot);
    if (recorded.length === 0) return notCheckable(`the rule gives too few values in ${snapshot.file}`);
    const growing = recorded.filter(({ values }) => values.at(-1)! > values[0]!);
    const rises = growing.reduce((sum, { values }) => sum + risesIn(values), 0);
    const falls = recorded.some(({ values }) => values.some((value, index) => index > 0 && value < values[index - 1]!));
    // Why a counter grows is promql/counter-as-gauge.
    if (rises < FEWEST_RISES || falls || takesRawCounter(rule, snapshot)) return passed;
    const whose =
      growing.length === recorded.length
        ? 'only grows'
        : `only grows for ${growing.length} of ${recorded.length} ${whatOf(rule)}, and is the same for the others`;
    return failed({
      severity: severityByUse(rule, context),
      at: rule.at('/metricsQuery'),
      message: `in the recorded ${recordedText(snapshot)} the value ${whose}${example(growing[0]!)}: what scales on it scales out, and never in`,
      help: 'Scale on requests, a queue or utilization. Memory that an inference server allocates is not given back while it runs.',
      evidence: { growing: growing.length, objects: recorded.length },
    });
  },
});

function risesIn(values: Float64Array): number {
  return values.reduce((count, value, index) => (index > 0 && value > values[index - 1]! ? count + 1 : count), 0);
}

function example({ name, values }: ValueSeries): string {
  return name === '' ? '' : ` (${name}: ${text(values[0]!)} to ${text(values.at(-1)!)})`;
}

function text(value: number): string {
  return String(Number(value.toPrecision(4)));
}
