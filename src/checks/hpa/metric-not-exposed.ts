import type { AutoscalerMetric } from '../../fleet/autoscaler';
import { requestScopeOf } from '../../fleet/evaluation/request-scope';
import { ruleBehind } from '../../fleet/evaluation/rule-users';
import { nothingSelected, selectedSeriesOf } from '../../fleet/evaluation/selected-series';
import type { Fleet } from '../../fleet/fleet';
import { type MetricRequest, requestOf, requestText } from '../../fleet/metric-request';
import type { Obstacle } from '../../fleet/obstacle';
import type { FleetRule } from '../../fleet/rule-set';
import { type Supply, supplyOf } from '../../fleet/supply';
import { locationText } from '../../source/location-text';
import { type CheckContext, defineCheck, failed, notCheckable, passed, type Verdict, withoutSnapshot } from '../check';

/** The API metric that an autoscaler asks for, against what the adapter lists. */
export const metricNotExposed = defineCheck<AutoscalerMetric>({
  id: 'hpa/metric-not-exposed',
  severity: 'error',
  title: 'no rule of the adapter serves the metric an autoscaler asks for',
  subjects: metricsFromAdapters,
  run(metric, context) {
    const { fleet, project, snapshot } = context;
    const request = requestOf(metric);
    if (!request) return notCheckable(unreadable(metric));
    const supply = supplyOf(request, fleet, project, snapshot);
    const asked = requestText(request);
    const evidence = { api: request.api, metric: asked };
    switch (supply.is) {
      case 'served':
        return judgeSelection(metric, context);
      case 'declared':
      case 'builtIn':
        return passed;
      case 'expected':
        return withoutSnapshot;
      case 'unknown':
        return notCheckable(supply.reason);
      case 'unanswered':
        return failed({ at: metric.place, ...UNANSWERED[supply.obstacle](asked, placeOf(supply)), evidence });
      case 'otherResources':
        return failed({
          at: metric.place,
          message: `the adapter does not list ${asked}: the rule at ${placeOf(supply)} serves it only for ${supply.resources.join(', ')}, so the autoscaler ${CONSEQUENCE}`,
          help: otherResourcesHelp(request, supply.resources),
          evidence: { ...evidence, resources: [...supply.resources] },
        });
      case 'withoutSeries':
        return failed({
          at: metric.place,
          message: `the adapter does not list ${asked}: the rule at ${placeOf(supply)} finds no series for it in ${snapshot!.file}, so the autoscaler ${CONSEQUENCE}`,
          help: 'Compare the seriesQuery and the labels of the rule with the series that Prometheus has.',
          evidence,
        });
      case 'missing':
        return failed({
          at: metric.place,
          message: `no rule of the adapter serves ${asked}, so the autoscaler ${CONSEQUENCE}`,
          help: missingHelp(request, supply),
          evidence: { ...evidence, nearest: [...supply.near] },
        });
    }
  },
});

/** A request by labels is answered with an empty list where no series has them. */
function judgeSelection(metric: AutoscalerMetric, { fleet, project, snapshot }: CheckContext): Verdict {
  const user = ruleBehind(metric, fleet, project, snapshot);
  const selector = requestScopeOf(metric)?.selector ?? [];
  if (!user || !snapshot || (user.request.api === 'custom' && selector.length === 0)) return passed;
  const selected = selectedSeriesOf(user, snapshot);
  const nothing = nothingSelected(selected, user.series ?? '', snapshot.file);
  if (nothing === undefined) return passed;
  const consequence = `the adapter answers with an empty list, so the autoscaler ${CONSEQUENCE}`;
  switch (selected.is) {
    case 'noLabel': {
      const { labels, carried } = selected;
      const isMapped = !labels.some((label) => selector.some(({ key }) => key === label));
      return failed({
        at: metric.place,
        message: `${nothing}, and the request asks by it: ${consequence}`,
        help: isMapped
          ? `Map the label that names the namespace under resources.overrides of the rule at ${placeOf(user)}; the series carry ${carried.join(', ')}.`
          : `Select by a label that the series carry: ${carried.join(', ')}.`,
        evidence: { series: user.series ?? '', labels: [...labels], carried: [...carried] },
      });
    }
    case 'notTogether':
      return failed({
        at: metric.place,
        severity: 'warning',
        message: `${nothing}: ${consequence}`,
        help: 'Compare the selector and the namespace with the labels of the series. Where the service is not there yet, record again once it is.',
        evidence: { series: user.series ?? '', matchers: [...selected.matchers] },
      });
    case 'notCaptured':
      return notCheckable(nothing);
    default:
      return notCheckable(`${nothing}: until there is one, ${consequence}`);
  }
}

const CONSEQUENCE = 'reads <unknown> and does not scale on it';

type Texts = { readonly message: string; readonly help: string };

const UNANSWERED: { readonly [obstacle in Obstacle]: (asked: string, rule: string) => Texts } = {
  noNamespaceLabel: (asked, rule) => ({
    message: `the rule at ${rule} maps no label to a namespace, so the adapter answers no request for ${asked} within a namespace, and the autoscaler ${CONSEQUENCE}`,
    help: 'Map the label that names the namespace under resources.overrides, such as namespace: {resource: namespace}.',
  }),
  noQuery: (asked, rule) => ({
    message: `the rule at ${rule} has no metricsQuery, so every request for ${asked} fails, and the autoscaler ${CONSEQUENCE}`,
    help: 'Write one, such as sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>).',
  }),
  notNamespaced: (asked, rule) => ({
    message: `the adapter lists ${asked} (the rule at ${rule}) without a namespace, and an autoscaler asks for it within its own, so it ${CONSEQUENCE}`,
    help: 'Take a metric of the pods, or of an object that stands in the namespace, such as a Service.',
  }),
};

function unreadable({ reading: { name, source, describedObject } }: AutoscalerMetric): string {
  if (name.value === undefined || name.value === '') return 'the metric has no name';
  const { apiVersion, kind } = describedObject;
  if (source !== 'Object' || kind.value === undefined) return 'describedObject names no object';
  return `describedObject is of a kind that is not known here: ${kind.value} (${apiVersion.value ?? 'no apiVersion'})`;
}

function placeOf({ rule }: { readonly rule: FleetRule }): string {
  return locationText(rule.at('/seriesQuery'));
}

function otherResourcesHelp(request: MetricRequest, served: readonly string[]): string {
  const singular = request.api === 'custom' ? request.resource.singular : 'namespace';
  const map = `Map the labels that name ${singular} and namespace in the rule`;
  return served.every((resource) => resource === 'nodes')
    ? `${map}, or take a metric of the container: a value per node says nothing about one pod.`
    : `${map}.`;
}

function missingHelp({ api }: MetricRequest, { near, otherApi }: Extract<Supply, { readonly is: 'missing' }>): string {
  if (otherApi) {
    const place = locationText(otherApi.at('/seriesQuery'));
    return api === 'external'
      ? `The rule at ${place} serves it as a custom metric: ask for it with type: Pods or Object, or write the rule under externalRules.`
      : `The rule at ${place} serves it as an external metric: ask for it with type: External, or write the rule under rules.`;
  }
  if (near.length > 0) return `Rules serve ${near.join(', ')}: write that, or add a rule.`;
  return 'Add a rule for it. If another adapter serves it, declare it under metrics in foresail.yaml.';
}

/** Metrics that come through the custom or external metrics API. */
function metricsFromAdapters(fleet: Fleet): readonly AutoscalerMetric[] {
  return fleet.autoscalers
    .flatMap(({ metrics }) => metrics)
    .filter(({ reading }) => reading.source === 'Pods' || reading.source === 'Object' || reading.source === 'External');
}
