import { isSameResource } from '../../adapter/rules/resource-association';
import { isCaptured } from '../../fleet/capture-scope';
import type { FleetRule } from '../../fleet/rule-set';
import { METRIC_NAME } from '../../series/labels';
import { nearest } from '../../source/nearest';
import { pointer } from '../../source/pointer';
import { defineCheck, type Fault, judged, notCheckable, passed, withoutSnapshot } from '../check';
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
    if (!discovered || series.length === 0) return notCheckable(`no series of the rule is in ${snapshot.file}`);
    const carried = [...new Set(series.flatMap(({ labels }) => Object.keys(labels)))]
      .filter((label) => label !== METRIC_NAME)
      .sort();
    const found: Found = { carried, count: series.length, file: snapshot.file };
    const missing = discovered.labelsMissing
      .filter((label) => isUsed(rule, label) && !isNamedByAnother(rule, label, carried))
      .map((label) => missingLabel(rule, label, found));
    if (
      missing.length === 0 &&
      (rule.compiled.list === 'externalRules' || discovered.withoutResource.length < series.length)
    ) {
      return passed;
    }
    if (!isCaptured(discovered.query, snapshot)) {
      return notCheckable(`${snapshot.file} was not asked for all series of this rule`);
    }
    return judged(missing.length > 0 ? missing : [nothingNamed(rule, found)]);
  },
});

/** What the snapshot has of a rule. */
interface Found {
  readonly carried: readonly string[];
  readonly count: number;
  readonly file: string;
}

/** Of an external rule, only the label that names the namespace is ever used. */
function isUsed({ compiled }: FleetRule, label: string): boolean {
  if (compiled.list === 'rules') return true;
  return (
    compiled.rule.resources?.namespaced !== false &&
    compiled.association.overrides.get(label)?.resource === 'namespaces'
  );
}

/** A rule may map the labels of two conventions to one resource. */
function isNamedByAnother(
  { compiled: { association } }: FleetRule,
  label: string,
  carried: readonly string[],
): boolean {
  const resource = association.overrides.get(label)!;
  return association.resourcesOf(carried).some((named) => isSameResource(named, resource));
}

function nothingNamed(rule: FleetRule, { carried, count, file }: Found): Fault {
  return {
    at: rule.at('/resources'),
    message: `no series of this rule carries a label that names a resource (${count} in ${file}), so nothing is listed`,
    help: `Map one of the labels they carry to a pod and one to a namespace: ${carried.join(', ')}.`,
    evidence: { carried: [...carried] },
  };
}

function missingLabel(rule: FleetRule, label: string, { carried, count, file }: Found): Fault {
  const resource = rule.compiled.association.overrides.get(label)!;
  const near = likelyLabels(label, resource.singular, carried);
  const consequence =
    rule.compiled.list === 'rules'
      ? `the metric is not listed for ${resource.resource}`
      : 'a request from a namespace finds nothing';
  return {
    at: rule.at(`/resources/overrides${pointer(label)}`),
    message: `no series of this rule carries the label "${label}" (${count} in ${file}), so ${consequence}`,
    help:
      near.length > 0
        ? `Did you mean ${near.join(' or ')}? The series carry: ${carried.join(', ')}.`
        : `The series carry: ${carried.join(', ')}.`,
    evidence: { label, resource: resource.resource, carried: [...carried] },
  };
}

/** How exporters call the label of a resource, where they do not use its name. */
const OTHER_WORDS: { readonly [singular: string]: readonly string[] } = { node: ['host'], service: ['svc'] };

/** Labels whose names speak of the resource; else those that are spelt alike. */
function likelyLabels(label: string, singular: string, carried: readonly string[]): readonly string[] {
  const words = [singular, ...(OTHER_WORDS[singular] ?? [])];
  const speaking = carried.filter((candidate) => words.some((word) => candidate.toLowerCase().includes(word)));
  return speaking.length > 0 ? speaking : nearest(label, carried);
}
