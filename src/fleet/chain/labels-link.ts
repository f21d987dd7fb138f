import type { DiscoveredSeries } from '../../adapter/rule-discovery';
import { metricsOfSeries } from '../../metrics/catalogue';
import { conventionName, labelsOf } from '../../metrics/label-convention';
import type { MetricExporter } from '../../metrics/metric-definition';
import { labelValue } from '../../series/labels';
import type { LabelsLink, RuleLink } from '../chain';
import type { Fleet } from '../fleet';
import type { MetricRequest } from '../metric-request';
import { podLabelPairs } from '../observed/pod-label-pairs';
import type { ScaledTarget } from './scale-pods';
import { broken, type EarlyEnd } from './step';

/** The labels on the series that can name pods, and those that the cluster's convention expects there. */
export function labelsLink({ name, series }: DiscoveredSeries, fleet: Fleet): LabelsLink {
  const { labelConvention } = fleet.context.facts;
  const expected = labelConvention && labelsOf(labelConvention, exporterOf(name));
  const found = podLabelPairs(fleet)
    .map(({ namespace, pod }) => ({
      namespace,
      pod,
      series: series.filter(({ labels }) => labelValue(labels, namespace) !== '' && labelValue(labels, pod) !== '')
        .length,
    }))
    .filter((pair) => pair.series > 0);
  return {
    expected: expected && {
      convention: conventionName(labelConvention),
      namespace: expected.namespace,
      pod: expected.pod,
    },
    found,
  };
}

function exporterOf(series: string): MetricExporter {
  return metricsOfSeries(series)[0]?.exporter ?? (series.startsWith('DCGM_') ? 'dcgm' : 'service');
}

/** Whether the labels that the rule maps are on the series at all. */
export function missingLabel(
  { series, name }: DiscoveredSeries,
  { rule, objectLabel, namespaceLabel }: RuleLink,
  request: MetricRequest,
  link: LabelsLink,
  target: ScaledTarget,
): EarlyEnd | undefined {
  const needed = [
    ...(request.api === 'custom' && objectLabel !== undefined ? [[objectLabel, request.resource.singular]] : []),
    ...(namespaceLabel === undefined || rule.compiled.rule.resources?.namespaced === false
      ? []
      : [[namespaceLabel, 'namespace']]),
  ];
  for (const [label = '', resource = ''] of needed) {
    if (series.some(({ labels }) => labelValue(labels, label) !== '')) continue;
    const [pair] = [...link.found].sort((a, b) => b.series - a.series);
    const other = pair && (resource === 'namespace' ? pair.namespace : resource === 'pod' ? pair.pod : undefined);
    return broken(
      'labels',
      `no series ${name} carries the label ${label}, which the rule maps to ${resource}`,
      other === undefined || other === label
        ? `Map the label that names the ${resource} under resources.overrides; the series carry: ${Object.keys(series[0]?.labels ?? {}).join(', ')}.`
        : `Map ${other} to ${resource} under resources.overrides, if its values are the ${resource}s of ${target.name}.`,
      rule.at('/resources'),
    );
  }
  return undefined;
}
