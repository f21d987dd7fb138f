import { seriesOfRule } from '../../fleet/evaluation/rule-evaluation';
import { profileOf } from '../../fleet/evaluation/series-profile';
import type { FleetRule } from '../../fleet/rule-set';
import { findResource } from '../../kubernetes/resource-table';
import { labelValue } from '../../series/labels';
import type { Series } from '../../series/series';
import { pointer } from '../../source/pointer';
import { rulesInUse } from '../adapter/discovered-rule';
import { defineCheck, failed, notCheckable, passed, withoutSnapshot } from '../check';
import { percent } from '../wording';

const PODS = findResource({ resource: 'pods' })!;

/** Samples that no pod can be given: the load behind them does not count for any. */
export const podsUnlabelled = defineCheck<FleetRule>({
  id: 'metric/pods-unlabelled',
  severity: 'warning',
  title: 'a part of the samples of a rule names no pod',
  subjects: rulesInUse,
  run(rule, { snapshot }) {
    const label = rule.compiled.association.labelOf(PODS);
    if (label === undefined || rule.compiled.list === 'externalRules') return passed;
    if (!snapshot) return withoutSnapshot;
    const series = seriesOfRule(rule, snapshot).flatMap((found) => found.series);
    const unlabelled = series.filter(({ labels }) => labelValue(labels, label) === '');
    // No label at all is adapter/resource-label-missing, and no series adapter/series-not-found.
    if (series.length === 0) return notCheckable(`no series of the rule is in ${snapshot.file}`);
    if (unlabelled.length === series.length) return notCheckable(`no series of the rule carries "${label}"`);
    if (unlabelled.length === 0) return passed;
    const share = samplesOf(unlabelled) / samplesOf(series);
    const idle = unlabelled.every((one) => profileOf(one).zeros === profileOf(one).count);
    const found = `${percent(share)} of the samples of this rule (${unlabelled.length} of ${series.length} series) carry no "${label}"`;
    return failed({
      ...(idle && { severity: 'info' as const }),
      at: rule.at(
        rule.compiled.association.overrides.has(label)
          ? `/resources/overrides${pointer(label)}`
          : '/resources/template',
      ),
      message: idle
        ? `${found}; all of them are 0, as of cards that no pod uses`
        : `${found}: what they measure counts for no pod, and a pod that has only such series has no value`,
      help: idle
        ? `Say ${label}!="" in seriesQuery, so that a metric is listed only where a pod has it.`
        : 'An exporter that maps pods leaves the label out for shared, time-sliced and MIG allocations, and where it may not ask the kubelet: look at its settings, then exclude what is left in seriesQuery.',
      evidence: { label, series: series.length, unlabelled: unlabelled.length, share },
    });
  },
});

function samplesOf(series: readonly Series[]): number {
  return series.reduce((sum, one) => sum + profileOf(one).count, 0);
}
