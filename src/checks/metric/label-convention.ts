import { type ExporterNaming, podNamingOf } from '../../fleet/evaluation/pod-naming';
import { seriesOfRule } from '../../fleet/evaluation/rule-evaluation';
import type { FleetRule } from '../../fleet/rule-set';
import { pointer } from '../../source/pointer';
import { rulesInUse } from '../adapter/discovered-rule';
import { defineCheck, type Fault, failed, notCheckable, passed, withoutSnapshot } from '../check';
import { listed, percent } from '../wording';

/** The label that a rule maps to pods names the exporter's pods: no workload gets a value, and each exporter gets its node's. */
export const labelConvention = defineCheck<FleetRule>({
  id: 'metric/label-convention',
  severity: 'error',
  title: "the pod label of a rule names the exporter's own pods",
  subjects: rulesInUse,
  run(rule, { fleet, snapshot }) {
    if (!snapshot) return withoutSnapshot;
    if (seriesOfRule(rule, snapshot).length === 0) return notCheckable(`no series of the rule is in ${snapshot.file}`);
    const naming = podNamingOf(rule, fleet, snapshot);
    if (naming.is === 'unknown') return notCheckable(naming.reason);
    if (naming.is !== 'exporter') return passed;
    return failed(naming.named === naming.series ? all(rule, naming) : some(rule, naming));
  },
});

function all(rule: FleetRule, naming: ExporterNaming): Fault {
  const { label, series, workloadLabel } = naming;
  const where = workloadLabel
    ? `the workload's pod is in "${workloadLabel.name}" (${workloadLabel.sample}), on ${workloadLabel.series} of ${series} series`
    : 'no label of these series names the pod of a workload';
  return {
    ...placeAndEvidence(rule, naming),
    message: `"${label}" names the exporter's own pods (${listed(naming.pods)}) on all ${series} series of this rule, so no pod of a workload gets a value; ${where}`,
    help: helpOf(label, workloadLabel?.name),
  };
}

function helpOf(label: string, workloadLabel: string | undefined): string {
  if (workloadLabel === undefined) {
    return 'Let the exporter map pods (dcgm-exporter: DCGM_EXPORTER_KUBERNETES=true), and map the label in which the pod then arrives.';
  }
  if (workloadLabel !== `exported_${label}`)
    return `Map ${workloadLabel} to pod, and its namespace label to namespace.`;
  return `Map ${workloadLabel} to pod and exported_namespace to namespace, or scrape the exporter with honorLabels: true.`;
}

/** With `honorLabels: true` a card without a pod keeps the label of its scrape target. */
function some(rule: FleetRule, naming: ExporterNaming): Fault {
  const { label, series, named, pods, marks } = naming;
  const share = `${named} of ${series} series (${percent(named / series)})`;
  const [mark] = Object.entries(marks);
  const matcher = mark ? `${mark[0]}!="${mark[1]}"` : `${label}!~"${pods.join('|')}"`;
  return {
    ...placeAndEvidence(rule, naming),
    severity: 'warning',
    message: `"${label}" names the exporter's own pods (${listed(pods)}) on ${share} of this rule: cards that no pod uses keep the label of their scrape target`,
    help: `Leave them out with ${matcher} in seriesQuery and metricsQuery, or drop them when they are scraped.`,
  };
}

function placeAndEvidence(rule: FleetRule, naming: ExporterNaming): Pick<Fault, 'at' | 'evidence'> {
  const { label, series, named, pods, workloadLabel } = naming;
  const mapped = rule.compiled.association.overrides.has(label);
  return {
    at: rule.at(mapped ? `/resources/overrides${pointer(label)}` : '/resources/template'),
    evidence: {
      label,
      series,
      named,
      pods: [...pods],
      ...(workloadLabel && { workloadLabel: workloadLabel.name }),
    },
  };
}
