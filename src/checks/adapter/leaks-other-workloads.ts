import { selectorTerms } from '../../adapter/metric-selector';
import { customQuery, externalQuery } from '../../adapter/queries';
import { selectorsOf } from '../../adapter/query-shape';
import { isNamespaced } from '../../adapter/registry';
import { oneOfOrAbsent, restrictSelectors } from '../../adapter/restrict-selectors';
import type { DiscoveredSeries } from '../../adapter/rule-discovery';
import { EVALUATION_LIMITS } from '../../fleet/evaluation/evaluation-grid';
import { type PodGroup, podGroups, podLabelsOf } from '../../fleet/evaluation/pod-groups';
import { namesOnlyExporter, podNamingOf } from '../../fleet/evaluation/pod-naming';
import { seriesOfRule } from '../../fleet/evaluation/rule-evaluation';
import { type RuleUser, usersOf } from '../../fleet/evaluation/rule-users';
import { type WorkloadIndex, workloadIndexOf } from '../../fleet/evaluation/workload-index';
import type { FleetSnapshot } from '../../fleet/fleet-snapshot';
import type { FleetRule } from '../../fleet/rule-set';
import { findResource } from '../../kubernetes/resource-table';
import { type Expression, evaluateInstant, PromQLError, parsePromQL } from '../../promql';
import { labelValue } from '../../series/labels';
import { describeObject } from '../../source/finding';
import {
  type CheckContext,
  defineCheck,
  type Fault,
  failed,
  notCheckable,
  passed,
  type Verdict,
  withoutSnapshot,
} from '../check';
import { rulesInUse } from './discovered-rule';

const PODS = findResource({ resource: 'pods' })!;
const NAMESPACES = findResource({ resource: 'namespaces' })!;
const MOST_GROUPS = 3;
const MOST_USERS = 20;
const TIMES = 3;

/** The answer for one workload contains others: it changes where their series are taken away. */
export const leaksOtherWorkloads = defineCheck<FleetRule>({
  id: 'adapter/leaks-other-workloads',
  severity: 'error',
  title: "the value for one workload changes with other workloads' series",
  subjects: rulesInUse,
  run(rule, context) {
    const { snapshot } = context;
    const users = usersOf(rule, context.fleet, context.project, snapshot);
    const external = users.filter(({ request }) => request.api === 'external');
    const isExternal = rule.compiled.list === 'externalRules';
    if (!isExternal && external.length === 0 && asksForItsOwn(rule)) return passed;
    if (!snapshot) return withoutSnapshot;
    const [series] = seriesOfRule(rule, snapshot);
    if (!series) return notCheckable(`no series of the rule is in ${snapshot.file}`);
    for (const user of external.slice(0, MOST_USERS)) {
      const fault = faultOfUser(user, rule, context, snapshot);
      if (fault) return failed(fault);
    }
    if (external.length > 0) return passed;
    if (isExternal) return byNamespace(rule, series, snapshot);
    return byPods(rule, series, context, snapshot);
  },
});

/** Whether every selector of the query, rendered for one pod, asks for that pod. */
function asksForItsOwn({ compiled }: FleetRule): boolean {
  const label = compiled.association.labelOf(PODS);
  if (label === undefined) return true;
  const query = customQuery(compiled, { seriesName: 'series', resource: PODS, namespace: 'x', names: ['x'] });
  const ast = 'failure' in query ? undefined : parsePromQL(query.promql).ast;
  if (!ast) return true;
  return selectorsOf(ast).every(({ selector }) =>
    selector.matchers.some(({ name, op, value }) => name === label && op === '=' && value === 'x'),
  );
}

/** A custom metric: what one workload's pod is given, with and without the series of others. */
function byPods(rule: FleetRule, series: DiscoveredSeries, { fleet }: CheckContext, snapshot: FleetSnapshot): Verdict {
  const label = rule.compiled.association.labelOf(PODS);
  const namespaceLabel = rule.compiled.association.labelOf(NAMESPACES);
  if (label === undefined || namespaceLabel === undefined || !isNamespaced(PODS)) return passed;
  if (namesOnlyExporter(podNamingOf(rule, fleet, snapshot))) {
    return notCheckable('the pods that the series name are those of the exporter: see metric/label-convention');
  }
  const groups = podGroups(series.series, label, namespaceLabel, workloadIndexOf(fleet));
  if (groups.length < 2) return notCheckable(`${snapshot.file} has series of only one workload of this rule`);
  for (const group of groups.slice(0, MOST_GROUPS)) {
    const [pod] = group.pods;
    const query = customQuery(rule.compiled, {
      seriesName: series.name,
      resource: PODS,
      namespace: group.namespace,
      names: [pod!],
    });
    if ('failure' in query) return notCheckable('the adapter sends no query for this rule');
    const change = changeOf(query.promql, snapshot, onlyOf(group, label, namespaceLabel), (labels) => {
      const name = labelValue(labels, label);
      return name === pod || name === '';
    });
    if (change) return failed(leak(rule, `${group.namespace}/${pod}`, change));
  }
  return passed;
}

/** An external metric that no autoscaler asks for: what one namespace is given, with and without the series of others. */
function byNamespace(rule: FleetRule, series: DiscoveredSeries, snapshot: FleetSnapshot): Verdict {
  if (rule.compiled.rule.resources?.namespaced === false) return passed;
  const label = rule.compiled.association.labelOf(NAMESPACES) ?? 'namespace';
  const namespaces = [...new Set(series.series.map(({ labels }) => labelValue(labels, label)))].filter(
    (name) => name !== '',
  );
  if (namespaces.length < 2) return notCheckable(`${snapshot.file} has series of only one namespace of this rule`);
  for (const namespace of namespaces.slice(0, MOST_GROUPS)) {
    const query = externalQuery(rule.compiled, { seriesName: series.name, namespace });
    if ('failure' in query) return notCheckable('the adapter sends no query for this rule');
    const only = [{ name: label, op: '=~' as const, value: oneOfOrAbsent([namespace]) }];
    const change = changeOf(query.promql, snapshot, only, () => true);
    if (change) return failed(leak(rule, `namespace ${namespace}`, change));
  }
  return passed;
}

/** An External metric of an autoscaler: what its target is given, with and without the series of other workloads' pods. */
function faultOfUser(
  user: RuleUser,
  rule: FleetRule,
  { fleet }: CheckContext,
  snapshot: FleetSnapshot,
): Fault | undefined {
  const target = fleet.targetOf(user.metric.autoscaler);
  const series = seriesOfRule(rule, snapshot).find(({ name }) => name === user.series);
  if (target.is !== 'workload' || !series) return undefined;
  const selector = selectorTerms(user.metric.reading.selector.value ?? {});
  const namespace = user.metric.object.namespace;
  const query = selector && externalQuery(rule.compiled, { seriesName: series.name, namespace, selector });
  if (!query || 'failure' in query) return undefined;
  const owner = describeObject(target.workload.object);
  const pair = series.series.map(({ labels }) => podLabelsOf(labels)).find((found) => found !== undefined);
  if (!pair) return undefined;
  const group = groupOf(owner, series, pair, workloadIndexOf(fleet));
  if (!group) return undefined;
  const change = changeOf(query.promql, snapshot, onlyOf(group, ...pair), () => true);
  if (!change) return undefined;
  const fault = leak(rule, owner, change);
  // Where the rule does ask for what the request says, the request says too little.
  return rule.compiled.rule.metricsQuery.includes('.LabelMatchers')
    ? {
        ...fault,
        at: user.metric.place,
        object: user.metric.object,
        help: 'Give the metric a selector that names the workload, such as matchLabels: {model_name: ...}, or scale on it as a Pods metric.',
      }
    : fault;
}

function groupOf(owner: string, { series }: DiscoveredSeries, pair: readonly [string, string], index: WorkloadIndex) {
  return podGroups(series, ...pair, index).find((group) => group.owner === owner);
}

function onlyOf({ pods, namespace }: PodGroup, label: string, namespaceLabel: string) {
  return [
    { name: label, op: '=~' as const, value: oneOfOrAbsent(pods) },
    ...(namespace === '' ? [] : [{ name: namespaceLabel, op: '=~' as const, value: oneOfOrAbsent([namespace]) }]),
  ];
}

interface Change {
  readonly promql: string;
  readonly all: number;
  readonly own: number | undefined;
}

/** How the sum of the samples of one object differs once the selectors see only its own series. */
function changeOf(
  promql: string,
  { snapshot: { store, header } }: FleetSnapshot,
  only: readonly { readonly name: string; readonly op: '=~'; readonly value: string }[],
  isMeant: (labels: Readonly<Record<string, string>>) => boolean,
): Change | undefined {
  const { semantics } = store.facts;
  const { ast } = parsePromQL(promql, semantics === undefined ? {} : { semantics });
  if (!ast) return undefined;
  const restricted = restrictSelectors(ast, () => only);
  const valueAt = (expression: Expression, time: number): number | undefined => {
    try {
      const result = evaluateInstant(store, expression, { time, limits: EVALUATION_LIMITS });
      if (result.type === 'scalar') return result.value;
      const samples = result.type === 'vector' ? result.samples.filter(({ labels }) => isMeant(labels)) : [];
      return samples.length === 0 ? undefined : samples.reduce((sum, { value }) => sum + value, 0);
    } catch (error) {
      if (error instanceof PromQLError) return undefined;
      throw error;
    }
  };
  for (let index = 0; index < TIMES; index++) {
    const time = Math.round(header.end - ((header.end - header.start) * index) / TIMES);
    const own = valueAt(restricted, time);
    const all = valueAt(ast, time);
    if (own === undefined || all === undefined || Number.isNaN(own) || Number.isNaN(all)) continue;
    if (Math.abs(all - own) > 1e-9 * Math.max(Math.abs(all), Math.abs(own))) return { promql, all, own };
  }
  return undefined;
}

function leak(rule: FleetRule, whom: string, { promql, all, own }: Change): Fault {
  return {
    at: rule.at('/metricsQuery'),
    message: `the value for ${whom} contains other workloads: ${numberText(all)} with all recorded series, ${numberText(own!)} without theirs`,
    help: 'Write <<.LabelMatchers>> into every selector, so that a request reads only what it asks for.',
    evidence: { promql, all, own: own! },
  };
}

function numberText(value: number): string {
  return String(Number(value.toPrecision(4)));
}
