import type { CustomAnswer } from '../../adapter/metrics-api/custom-answer';
import { type Labels, labelValue } from '../../series/labels';
import type { RuleLink } from '../chain';
import type { ScaledTarget } from './scale-pods';
import { broken, type EarlyEnd } from './step';

/** What is known where no object got a value. */
interface NoValues {
  readonly answer: Extract<CustomAnswer, { is: 'answered' }>;
  readonly link: RuleLink;
  readonly names: readonly string[];
  /** The labels of the series that a query sees at this time. */
  readonly present: readonly Labels[];
  readonly target: ScaledTarget;
}

/** Why the query gives no value for any of the objects. */
export function whyNoValues({ answer, link, names, present, target }: NoValues): EarlyEnd {
  const { rule, namespaceLabel } = link;
  const { label, samples, metric } = answer;
  const wanted = new Set(names);
  const who = `${names.length} ${names.length === 1 ? metric.resource.singular : metric.resource.resource} of ${target.name}`;
  const named = present.filter((labels) => wanted.has(labelValue(labels, label)));
  if (named.length === 0) {
    const elsewhere = labelHolding(present, wanted);
    if (elsewhere !== undefined) {
      return broken(
        'labels',
        `the rule maps ${label} to ${metric.resource.singular}, and ${label} holds ${listed(present, label)}; the ${who} ${names.length === 1 ? 'is' : 'are'} in ${elsewhere}`,
        `Map ${elsewhere} instead of ${label}${namespaceHint(elsewhere, namespaceLabel)} under resources.overrides of the rule.`,
        rule.at('/resources/overrides'),
      );
    }
    return broken(
      'values',
      `no series ${metric.seriesName} names the ${who} at this time; ${label} holds ${listed(present, label)}`,
      'Look whether the exporter runs on the nodes of these pods, and whether Prometheus scrapes it.',
    );
  }
  const namespaces = new Set(named.map((labels) => labelValue(labels, namespaceLabel ?? '')));
  if (namespaceLabel !== undefined && !namespaces.has(target.namespace)) {
    return broken(
      'labels',
      `the rule maps ${namespaceLabel} to namespace, and on the series of the ${who} it holds ${[...namespaces].join(', ') || 'nothing'}, not ${target.namespace}`,
      'Map the label that holds the namespace of the pods under resources.overrides of the rule.',
      rule.at('/resources/overrides'),
    );
  }
  if (samples.length > 0 && samples.every((sample) => labelValue(sample.labels, label) === '')) {
    return broken(
      'query',
      `the result of the query carries no label ${label}, so no value finds its ${metric.resource.singular}`,
      'Aggregate with by (<<.GroupBy>>) in metricsQuery.',
      rule.at('/metricsQuery'),
    );
  }
  return broken(
    'values',
    `the query gives no value for the ${who}, although ${named.length} series ${named.length === 1 ? 'is' : 'are'} there`,
    'Run the query by hand, part by part, with foresail query.',
    rule.at('/metricsQuery'),
  );
}

/** The label that names the most of the wanted objects. */
function labelHolding(present: readonly Labels[], wanted: ReadonlySet<string>): string | undefined {
  const counts = new Map<string, number>();
  for (const labels of present) {
    for (const [name, value] of Object.entries(labels)) {
      if (wanted.has(value)) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0];
}

function listed(present: readonly Labels[], label: string): string {
  const values = [...new Set(present.map((labels) => labelValue(labels, label)))].filter((value) => value !== '');
  if (values.length === 0) return 'nothing';
  const more = values.length > 2 ? ` and ${values.length - 2} more` : '';
  return values.slice(0, 2).join(', ') + more;
}

function namespaceHint(podLabel: string, namespaceLabel: string | undefined): string {
  const namespace = podLabel.replace(/pod$/i, (pod) => (pod === 'Pod' ? 'Namespace' : 'namespace'));
  return namespace === podLabel || namespace === namespaceLabel
    ? ''
    : `, and ${namespace} instead of ${namespaceLabel ?? 'nothing'}`;
}
