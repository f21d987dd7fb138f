import type { FleetRule } from '../../fleet/rule-set';
import { METRIC_NAME } from '../../series/labels';
import { nearest } from '../../source/nearest';
import { pointer } from '../../source/pointer';
import { defineCheck, type Fault, judged, notCheckable, withoutSnapshot } from '../check';
import { discoveryOf, rulesInUse } from './discovered-rule';

/** A rule that maps a label which no series of it carries, so that nothing is listed for that resource. */
export const resourceLabelMissing = defineCheck<FleetRule>({
  id: 'adapter/resource-label-missing',
  severity: 'error',
  title: 'a rule maps a label that its series do not carry',
  subjects: rulesInUse,
  run(rule, { snapshot }) {
    if (!snapshot) return withoutSnapshot;
    const discovered = discoveryOf(rule, snapshot);
    const series = discovered?.matched.flatMap((entry) => entry.series) ?? [];
    if (!discovered || series.length === 0) return notCheckable('no series of the rule is in the snapshot');
    const carried = [...new Set(series.flatMap(({ labels }) => Object.keys(labels)))]
      .filter((label) => label !== METRIC_NAME)
      .sort();
    const missing = discovered.labelsMissing.map((label) => missingLabel(rule, label, carried, series.length));
    const nothing = rule.compiled.list === 'rules' && discovered.withoutResource.length === series.length;
    if (!nothing || missing.length > 0) return judged(missing);
    return judged([
      {
        at: rule.at('/resources'),
        message: `none of the ${series.length} series of this rule carries a label that names a resource, so nothing is listed`,
        help: `Map one of the labels they carry to a pod and one to a namespace: ${carried.join(', ')}.`,
        evidence: { carried },
      },
    ]);
  },
});

function missingLabel(rule: FleetRule, label: string, carried: readonly string[], count: number): Fault {
  const resource = rule.compiled.association.overrides.get(label)!;
  const near = nearest(label, carried);
  return {
    at: rule.at(`/resources/overrides${pointer(label)}`),
    message: `none of the ${count} series of this rule carries the label "${label}", so the metric is not listed for ${resource.resource}`,
    help:
      near.length > 0
        ? `Did you mean ${near.join(' or ')}? The series carry: ${carried.join(', ')}.`
        : `The series carry: ${carried.join(', ')}.`,
    evidence: { label, resource: resource.resource, carried: [...carried] },
  };
}
