import { findResource } from '../../kubernetes/resource-table';
import { isCardSeries } from '../../metrics/card-series';
import { type Labels, labelValue, METRIC_NAME } from '../../series/labels';
import { equalityMatcher } from '../../series/matcher';
import type { Series } from '../../series/series';
import { describeObject } from '../../source/finding';
import type { Fleet } from '../fleet';
import type { FleetSnapshot } from '../fleet-snapshot';
import type { FleetRule } from '../rule-set';
import { cardOf } from './card-of-series';
import { seriesOfRule } from './rule-evaluation';
import { workloadIndexOf } from './workload-index';

/** Whose pods the label names that a rule maps to pods. */
export type PodNaming =
  /** The rule maps no label to pods, or none of its series carries it. */
  | { readonly is: 'absent' }
  | { readonly is: 'workloads'; readonly label: string }
  | ExporterNaming
  | { readonly is: 'unknown'; readonly label: string; readonly reason: string };

/** The exporter's own pods, on all series or on a part of them. */
export interface ExporterNaming {
  readonly is: 'exporter';
  readonly label: string;
  /** How many series carry the label. */
  readonly series: number;
  /** On how many of them it names the exporter. */
  readonly named: number;
  /** Names of the exporter's pods, sorted. */
  readonly pods: readonly string[];
  /** Labels that are the same on all series that name the exporter, and on no other: what tells them apart. */
  readonly marks: Labels;
  /** Where the workload's name is, on how many of those series. */
  readonly workloadLabel: { readonly name: string; readonly series: number; readonly sample: string } | undefined;
}

const PODS = findResource({ resource: 'pods' })!;
/** Labels of a scrape target that tell who exports. */
const TARGET_LABELS = ['container', 'job', 'service', 'namespace', 'endpoint'];
/** Labels in which exporters and relabelling write the pod of a workload. */
const POD_LABELS = ['exported_pod', 'PodName', 'pod', 'pod_name', 'podname', 'kubernetes_pod_name', 'k8s_pod_name'];
/** Of these, the ones that a scrape configuration makes of the target's own pod. */
const TARGET_POD_LABELS = ['pod', 'pod_name', 'kubernetes_pod_name', 'k8s_pod_name'];
const EXPORTER = /exporter|dcgm/i;
const MOST_PODS = 20;

const known = new WeakMap<FleetRule, WeakMap<FleetSnapshot, PodNaming>>();

/** Finds out whose pods a rule's series name; looked at once per snapshot. */
export function podNamingOf(rule: FleetRule, fleet: Fleet, snapshot: FleetSnapshot): PodNaming {
  const bySnapshot = known.get(rule) ?? new WeakMap<FleetSnapshot, PodNaming>();
  known.set(rule, bySnapshot);
  let naming = bySnapshot.get(snapshot);
  if (!naming) {
    naming = read(rule, fleet, snapshot);
    bySnapshot.set(snapshot, naming);
  }
  return naming;
}

/** Whether every series of a rule names the exporter, so that whatever is read by pod says nothing about workloads. */
export function namesOnlyExporter(naming: PodNaming): boolean {
  return naming.is === 'exporter' && naming.named === naming.series;
}

function read(rule: FleetRule, fleet: Fleet, snapshot: FleetSnapshot): PodNaming {
  const label = rule.compiled.association.labelOf(PODS);
  if (label === undefined) return { is: 'absent' };
  const carrying = seriesOfRule(rule, snapshot)
    .flatMap(({ series }) => series)
    .filter(({ labels }) => labelValue(labels, label) !== '');
  if (carrying.length === 0) return { is: 'absent' };
  const owners = new PodJudge(label, fleet, snapshot, carrying);
  const own = new Set<string>();
  for (const { labels } of carrying) {
    const pod = labelValue(labels, label);
    if (!own.has(pod) && owners.isExporter(pod, labels)) own.add(pod);
  }
  if (own.size === 0) {
    if (TARGET_POD_LABELS.includes(label) && isOnePodPerNode(label, carrying, owners)) {
      return {
        is: 'unknown',
        label,
        reason: `whether "${label}" names the exporter or a workload cannot be told: each instance has one pod on all of its cards, and none belongs to a workload among the files`,
      };
    }
    const doubt = carrying.find(({ labels }) => owners.isDoubtful(labelValue(labels, label), labels));
    if (!doubt) return { is: 'workloads', label };
    const pod = labelValue(doubt.labels, label);
    return {
      is: 'unknown',
      label,
      reason: `whether "${label}" names the exporter or a workload cannot be told: ${pod} belongs to no workload among the files, and the series carry no label of the scrape target`,
    };
  }
  const named = carrying.filter(({ labels }) => own.has(labelValue(labels, label)));
  const others = carrying.filter(({ labels }) => !own.has(labelValue(labels, label)));
  return {
    is: 'exporter',
    label,
    series: carrying.length,
    named: named.length,
    pods: [...own].sort().slice(0, MOST_PODS),
    marks: marksOf(named, others),
    workloadLabel: workloadLabelOf(label, named, own, owners),
  };
}

/** Tells the exporter's pods from those of workloads. */
class PodJudge {
  /** By `instance`: the pod that the scrape target itself is. */
  private readonly targets = new Map<string, string>();
  /** The label is one that Prometheus writes, and it is the same on all series of an instance beside an exporter's container. */
  private readonly isOfTarget: boolean;

  public constructor(
    private readonly label: string,
    private readonly fleet: Fleet,
    { snapshot: { store } }: FleetSnapshot,
    carrying: readonly Series[],
  ) {
    this.isOfTarget = TARGET_POD_LABELS.includes(label) && isConstantPerInstance(label, carrying);
    for (const { labels } of store.select([equalityMatcher(METRIC_NAME, 'up')])) {
      this.targets.set(labelValue(labels, 'instance'), labelValue(labels, label));
    }
  }

  public isExporter(pod: string, labels: Labels): boolean {
    // What Prometheus renamed was written by the exporter, about others.
    if (this.label.startsWith('exported_') || this.isScaled(pod, labels)) return false;
    const exported = labelValue(labels, `exported_${this.label}`);
    // Prometheus renames what the exporter wrote only where the scrape target has a label of that name.
    if (exported !== '' && exported !== pod) return true;
    if (!isOfCards(labels)) return false;
    if (EXPORTER.test(pod)) return true;
    const instance = labelValue(labels, 'instance');
    if (instance !== '' && this.targets.get(instance) === pod) return true;
    if (this.isOfTarget && EXPORTER.test(labelValue(labels, 'container'))) return true;
    return [labelValue(labels, 'job'), labelValue(labels, 'service')]
      .map((name) => name.slice(name.lastIndexOf('/') + 1))
      .some((name) => name !== '' && pod.startsWith(`${name}-`));
  }

  /** A series of cards names a pod that nobody knows, and nothing of its scrape target is recorded. */
  public isDoubtful(pod: string, labels: Labels): boolean {
    return (
      isOfCards(labels) &&
      !this.isWorkload(pod, labels) &&
      [...TARGET_LABELS, 'instance'].every((name) => name === 'namespace' || labelValue(labels, name) === '')
    );
  }

  public isWorkload(pod: string, labels: Labels): boolean {
    return this.workloadOf(pod, labels) !== undefined;
  }

  private isScaled(pod: string, labels: Labels): boolean {
    const workload = this.workloadOf(pod, labels);
    if (!workload) return false;
    return !EXPORTER.test(pod) || this.fleet.autoscalersOn(describeObject(workload.object)).length > 0;
  }

  private workloadOf(pod: string, labels: Labels) {
    const namespace = labelValue(labels, 'namespace');
    const index = workloadIndexOf(this.fleet);
    return index.workloadOf(namespace === '' ? undefined : namespace, pod) ?? index.workloadOf(undefined, pod);
  }
}

/** A series of GPUs comes from an exporter of the node, never from the pods that use them. */
function isOfCards(labels: Labels): boolean {
  const name = labelValue(labels, METRIC_NAME);
  return isCardSeries(name) || name.startsWith('DCGM_');
}

/** Cards of each node under one name: a workload that takes whole nodes looks so, and an exporter too. */
function isOnePodPerNode(label: string, series: readonly Series[], judge: PodJudge): boolean {
  const nodes = new Map<string, { readonly pod: string; readonly cards: Set<string> }>();
  for (const { labels } of series) {
    const instance = labelValue(labels, 'instance');
    const pod = labelValue(labels, label);
    const card = cardOf(labels);
    if (instance === '' || card === undefined || !isOfCards(labels) || judge.isWorkload(pod, labels)) return false;
    const node = nodes.get(instance) ?? { pod, cards: new Set<string>() };
    nodes.set(instance, node);
    if (node.pod !== pod) return false;
    node.cards.add(card);
  }
  return [...nodes.values()].every(({ cards }) => cards.size > 1);
}

function isConstantPerInstance(label: string, series: readonly Series[]): boolean {
  const pods = new Map<string, string>();
  return series
    .filter(({ labels }) => EXPORTER.test(labelValue(labels, 'container')))
    .every(({ labels }) => {
      const instance = labelValue(labels, 'instance');
      const pod = labelValue(labels, label);
      const before = pods.get(instance) ?? pod;
      pods.set(instance, before);
      return before === pod;
    });
}

function marksOf(named: readonly Series[], others: readonly Series[]): Labels {
  const marks: Record<string, string> = {};
  for (const label of TARGET_LABELS) {
    const value = labelValue(named[0]!.labels, label);
    const tells =
      value !== '' &&
      named.every(({ labels }) => labelValue(labels, label) === value) &&
      others.every(({ labels }) => labelValue(labels, label) !== value);
    if (tells) marks[label] = value;
  }
  return marks;
}

function workloadLabelOf(
  label: string,
  named: readonly Series[],
  own: ReadonlySet<string>,
  judge: PodJudge,
): ExporterNaming['workloadLabel'] {
  const carried = new Set(named.flatMap(({ labels }) => Object.keys(labels)));
  const usual = [`exported_${label}`, ...POD_LABELS].filter((name) => name !== label && carried.has(name));
  const byValue = [...carried].filter((name) => name !== label && name !== METRIC_NAME && !usual.includes(name)).sort();
  for (const name of [...usual, ...byValue]) {
    const having = named.filter(({ labels }) => {
      const value = labelValue(labels, name);
      return value !== '' && !own.has(value) && (usual.includes(name) || judge.isWorkload(value, labels));
    });
    if (having[0]) return { name, series: having.length, sample: labelValue(having[0].labels, name) };
  }
  return undefined;
}
