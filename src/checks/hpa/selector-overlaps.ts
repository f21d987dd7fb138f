import type { Hpa } from '../../fleet/autoscaler';
import type { Fleet } from '../../fleet/fleet';
import type { Workload } from '../../fleet/workload';
import { type LabelSelector, selectorMatches } from '../../kubernetes/selector';
import { describeObject, type ObjectReference } from '../../source/finding';
import { locationText } from '../../source/location-text';
import { defineCheck, type Fault, judged, notCheckable, type Subject } from '../check';
import { distinctAutoscalers } from '../distinct-autoscalers';

interface ScaledWorkload extends Subject {
  readonly hpa: Hpa;
  readonly workload: Workload;
}

/** An HPA's selector also matches pods of another workload: they count as its own. */
export const selectorOverlaps = defineCheck<ScaledWorkload>({
  id: 'hpa/selector-overlaps',
  severity: 'error',
  title: "the selector of a scaled workload matches another workload's pods",
  // A target that is not there is hpa/target-not-found.
  subjects: (fleet) =>
    (distinctAutoscalers(fleet.hpas) as readonly Hpa[]).flatMap((hpa) => {
      const target = fleet.targetOf(hpa);
      return target.is === 'workload' ? [{ hpa, workload: target.workload, place: hpa.place, object: hpa.object }] : [];
    }),
  run({ hpa, workload }, { fleet }) {
    const { selector } = workload;
    const name = describeObject(workload.object);
    if (!selector) return notCheckable(`the selector of ${name} cannot be read`);
    if (isEmpty(selector)) return notCheckable(`${name} has no selector`);
    return judged(
      strangersOf(workload.object, selector, fleet).map((stranger) => fault(hpa, workload, stranger, fleet)),
    );
  },
});

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** Workloads of the namespace whose pods the selector matches, each name once. */
function strangersOf(object: ObjectReference, selector: LabelSelector, fleet: Fleet): readonly Workload[] {
  const own = describeObject(object);
  const strangers = new Map<string, Workload>();
  for (const { workload, name, labels } of candidatesFor(selector, object.namespace, fleet)) {
    if (name !== own && !strangers.has(name) && selectorMatches(selector, labels)) strangers.set(name, workload);
  }
  return [...strangers.values()];
}

interface LabelledWorkload {
  readonly workload: Workload;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The workloads of a fleet by their namespace, and by each label of their pods. */
const indexes = new WeakMap<Fleet, ReadonlyMap<string, readonly LabelledWorkload[]>>();

/** Those that have the first label of the selector, where it asks for one: comparing all with all would take too long. */
function candidatesFor(
  { matchLabels = {} }: LabelSelector,
  namespace: string | undefined,
  fleet: Fleet,
): readonly LabelledWorkload[] {
  let index = indexes.get(fleet);
  if (!index) {
    index = indexOf(fleet.workloads);
    indexes.set(fleet, index);
  }
  const [first] = Object.entries(matchLabels);
  return index.get(first ? keyOf(namespace, ...first) : keyOf(namespace)) ?? [];
}

function indexOf(workloads: readonly Workload[]): ReadonlyMap<string, readonly LabelledWorkload[]> {
  const index = new Map<string, LabelledWorkload[]>();
  for (const workload of workloads) {
    const { object, podLabels: labels } = workload;
    const pairs = Object.entries(labels);
    if (pairs.length === 0) continue;
    const entry = { workload, name: describeObject(object), labels };
    for (const key of [keyOf(object.namespace), ...pairs.map((pair) => keyOf(object.namespace, ...pair))]) {
      const list = index.get(key);
      if (list) list.push(entry);
      else index.set(key, [entry]);
    }
  }
  return index;
}

function keyOf(namespace: string | undefined, ...pair: readonly string[]): string {
  return [namespace ?? '', ...pair].join('\n');
}

function fault(hpa: Hpa, workload: Workload, stranger: Workload, fleet: Fleet): Fault {
  const name = describeObject(stranger.object);
  const rival = fleet
    .autoscalersOn(name)
    .find(({ is, object }) => is === 'hpa' && describeObject(object) !== describeObject(hpa.object));
  const consequence = rival
    ? `once both have pods, the HPA controller scales by neither this one nor ${describeObject(rival.object)} (AmbiguousSelector)`
    : 'their values enter the average, and they count as ready pods';
  return {
    at: workload.manifest.at('/spec/selector'),
    object: workload.object,
    ...(rival ? {} : { severity: 'warning' as const }),
    message: `the selector of ${describeObject(workload.object)}, which ${describeObject(hpa.object)} scales, also matches the pods of ${name}: ${consequence}`,
    help: `Give the two different labels, such as app: ${workload.object.name}. A selector cannot be changed: create the workload anew. The other stands at ${locationText(stranger.place)}.`,
    evidence: { workload: describeObject(workload.object), other: name },
  };
}
