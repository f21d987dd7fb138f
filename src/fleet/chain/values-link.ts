import type { SelectorTerm } from '../../adapter/metric-selector';
import type { CustomAnswer } from '../../adapter/metrics-api/custom-answer';
import type { ExternalAnswer } from '../../adapter/metrics-api/external-answer';
import type { QueryFailure } from '../../adapter/queries';
import { canonicalLabels, type Labels, labelValue } from '../../series/labels';
import { describeObject } from '../../source/finding';
import type { QueryLink, RuleLink, SeriesLink, ValuesLink } from '../chain';
import type { ClusterView } from '../cluster-view';
import { samplesAt } from '../observed/present-label-sets';
import type { ResolvedRequest } from './api-link';
import { whyNoValues } from './no-values';
import type { ScaledTarget } from './scale-pods';
import { broken, type EarlyEnd, open } from './step';

/** The query that is sent and what comes of it. Both may be known where the chain ends here. */
export interface ResolvedValues {
  readonly query?: QueryLink;
  readonly values?: ValuesLink;
  readonly end?: EarlyEnd;
}

interface Asked {
  readonly resolved: ResolvedRequest;
  readonly rule: RuleLink;
  readonly series: SeriesLink;
  readonly selector: readonly SelectorTerm[];
  readonly target: ScaledTarget;
  readonly view: ClusterView;
  /** Which labels of the request no recorded series has; undefined where some has them all. */
  readonly unselected: string | undefined;
}

/** Asks the metrics API as the controller does. */
export function resolveValues(asked: Asked): ResolvedValues {
  return asked.resolved.request.api === 'external' ? externalValues(asked) : customValues(asked);
}

function customValues({ resolved, rule, series, selector, target, view, unselected }: Asked): ResolvedValues {
  const { request, objectName, namespace } = resolved;
  if (request.api !== 'custom') return {};
  const names = objectName === undefined ? podNames(target, view) : [objectName];
  if (names.length === 0) {
    return {
      end: open(
        'query',
        `no pod of ${target.name} is known at this time: where there is none, the API answers 404 and nothing scales`,
      ),
    };
  }
  const answer = view
    .apiOf(rule.rule.set)
    .customAnswer({ resource: request.resource, namespace, names, metric: request.name, selector });
  if (answer.is !== 'answered') return { ...queryOf(answer), end: failureEnd(answer, rule, target) };
  const present = presentSeries(series.name, view);
  const values: ValuesLink = {
    items: answer.values.items.map(({ name, milli }) => ({ name, milli, value: rawValue(answer, name) })),
    missing: answer.values.missing,
    ambiguous: answer.values.ambiguous,
    unlabelled: {
      samples: present.filter((labels) => labelValue(labels, answer.label) === '').length,
      of: present.length,
    },
  };
  if (values.items.length > 0) return { ...queryOf(answer), values };
  if (selector.length > 0 && unselected !== undefined)
    return { ...queryOf(answer), values, end: nothingFor(unselected) };
  return { ...queryOf(answer), values, end: whyNoValues({ answer, link: rule, names, present, target }) };
}

function podNames(target: ScaledTarget, view: ClusterView): readonly string[] {
  return view.observed.pods
    .filter(target.selects)
    .map(({ name }) => name)
    .sort();
}

function rawValue({ values, samples, label }: Extract<CustomAnswer, { is: 'answered' }>, name: string): number {
  const item = values.items.find((each) => each.name === name)!;
  return samples.findLast(({ labels }) => labelValue(labels, label) === name)?.value ?? Number(item.milli) / 1000;
}

function externalValues({ resolved, rule, selector, target, view, unselected }: Asked): ResolvedValues {
  const { request } = resolved;
  const answer = view
    .apiOf(rule.rule.set)
    .externalAnswer({ namespace: target.namespace, metric: request.name, selector });
  if (answer.is !== 'answered') return { ...queryOf(answer), end: failureEnd(answer, rule, target) };
  const values: ValuesLink = {
    items: answer.items.map(({ labels, value, milli }) => ({ name: canonicalLabels(labels ?? {}), value, milli })),
    missing: [],
    ambiguous: [],
    unlabelled: { samples: 0, of: answer.items.length },
  };
  if (values.items.length > 0) return { ...queryOf(answer), values };
  if (unselected !== undefined) return { ...queryOf(answer), values, end: nothingFor(unselected) };
  const end = broken(
    'values',
    `the query gives no value${rule.namespaceLabel === undefined ? '' : ` for ${rule.namespaceLabel}="${target.namespace}"`}`,
    'Run the query by hand, part by part, with foresail query.',
    rule.rule.at('/metricsQuery'),
  );
  return { ...queryOf(answer), values, end };
}

function nothingFor(unselected: string): EarlyEnd {
  return broken(
    'values',
    `${unselected}, so the adapter answers with an empty list`,
    'Compare the namespace and the selector of the metric with the labels of the series; of a service that is not there yet, nothing is recorded.',
  );
}

function queryOf(answer: CustomAnswer | ExternalAnswer): { readonly query?: QueryLink } {
  return 'promql' in answer ? { query: { promql: answer.promql } } : {};
}

function failureEnd(
  answer: Exclude<CustomAnswer | ExternalAnswer, { is: 'answered' }>,
  { rule }: RuleLink,
  target: ScaledTarget,
): EarlyEnd {
  switch (answer.is) {
    case 'notRegistered':
      return broken(
        'rule',
        'the adapter does not list the metric at this time',
        'See what it lists: foresail get --raw /apis/custom.metrics.k8s.io/v1beta1',
        rule.place,
      );
    case 'notBuilt':
      return notBuilt(answer.failure, rule, target);
    case 'failed':
    case 'wrongType':
      return broken(
        'query',
        `Prometheus cannot answer the query: ${answer.reason}`,
        `Mend metricsQuery${rule.object ? ` in ${describeObject(rule.object)}` : ''}.`,
        rule.at('/metricsQuery'),
      );
  }
}

function notBuilt({ failure, message }: QueryFailure, rule: RuleLink['rule'], target: ScaledTarget): EarlyEnd {
  switch (failure) {
    case 'not-reproduced':
      return open('query', `metricsQuery uses what Foresail does not reproduce: ${message}`);
    case 'no-namespace-label':
    case 'no-resource-label':
      return broken('query', message, 'Map the label under resources.overrides of the rule.', rule.at('/resources'));
    case 'selector-operator':
      return broken('query', message, `Change the metric selector of the autoscaler of ${target.name}.`);
    default:
      return broken(
        'query',
        `metricsQuery cannot be rendered: ${message}`,
        'Mend metricsQuery.',
        rule.at('/metricsQuery'),
      );
  }
}

/** The labels of a metric's series as a query at this time sees them. */
function presentSeries(name: string, { snapshot, time }: ClusterView): readonly Labels[] {
  return samplesAt(snapshot.snapshot.store, `{__name__=${JSON.stringify(name)}}`, time).map(({ labels }) => labels);
}
