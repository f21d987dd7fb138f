import { seriesOfRule } from '../../fleet/evaluation/rule-evaluation';
import { profileOf } from '../../fleet/evaluation/series-profile';
import type { FleetRule } from '../../fleet/rule-set';
import { labelValue, METRIC_NAME } from '../../series/labels';
import type { Series } from '../../series/series';
import { rulesInUse } from '../adapter/discovered-rule';
import { defineCheck, failed, notCheckable, passed, withoutSnapshot } from '../check';
import { percent } from '../wording';

const INT64_BLANK = 2 ** 63;

/** DCGM writes a huge number where it has no value, and the exporter may pass it on. */
export const blankSentinel = defineCheck<FleetRule>({
  id: 'metric/blank-sentinel',
  severity: 'error',
  title: "samples of a rule are DCGM's mark for no value",
  subjects: rulesInUse,
  run(rule, { snapshot }) {
    if (!snapshot) return withoutSnapshot;
    const series = seriesOfRule(rule, snapshot).flatMap((found) => found.series);
    if (series.length === 0) return notCheckable(`no series of the rule is in ${snapshot.file}`);
    let marks = 0;
    let samples = 0;
    const marked: string[] = [];
    for (const one of series) {
      const profile = profileOf(one);
      const name = labelValue(one.labels, METRIC_NAME);
      samples += profile.count;
      // The smaller marks may be sizes in bytes; only DCGM means nothing by them.
      const counted = name.startsWith('DCGM_') ? profile.blanks : profile.blanks === 0 ? 0 : wideBlanks(one);
      if (counted === 0) continue;
      marks += counted;
      marked.push(name);
    }
    const [first] = marked;
    if (first === undefined) return passed;
    return failed({
      at: rule.at('/metricsQuery'),
      message: `${percent(marks / samples)} of the samples of ${first} are a mark for "no value" (${marked.length} of ${series.length} series): it enters the average as a huge load, and beyond 9.2e15 the adapter serves the least number there is`,
      help: 'Keep only real values, such as with (<<.Series>>{<<.LabelMatchers>>} < 1e9); or take the field out of the exporter where the card has no value for it.',
      evidence: { series: first, marks, samples },
    });
  },
});

function wideBlanks({ values }: Series): number {
  return values.reduce((count, value) => (value === INT64_BLANK ? count + 1 : count), 0);
}
