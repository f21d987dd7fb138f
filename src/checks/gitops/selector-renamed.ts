import type { Manifest } from '../../fleet/manifest';
import type { Workload } from '../../fleet/workload';
import type { LabelSelector } from '../../kubernetes/selector';
import { defineCheck, failed, notCheckable, passed, withoutBase } from '../check';

/** The versions in which a Deployment's selector could be changed, and was the labels of the pods where it was left out. */
const MUTABLE = ['apps/v1beta1', 'extensions/v1beta1'];

/** A selector cannot be changed once the object is there: every sync fails from then on. */
export const selectorRenamed = defineCheck<Workload>({
  id: 'gitops/selector-renamed',
  severity: 'error',
  title: 'a change edits a selector, which the API server refuses',
  subjects: (fleet) => fleet.workloads,
  run(workload, { base }) {
    if (!base) return withoutBase;
    const { object, manifest } = workload;
    if (object.kind === 'Deployment' && MUTABLE.includes(object.apiVersion)) return passed;
    const counterpart = base.counterpartOf(object);
    if (counterpart.is === 'unknown') return notCheckable(counterpart.reason);
    if (counterpart.is === 'none') return passed;
    const former = counterpart.workload;
    if (!hasSelector(former) || !hasSelector(workload)) return passed;
    const before = selectorOf(former);
    const after = selectorOf(workload);
    if (!before) return notCheckable('the selector on the target branch cannot be read');
    if (!after) return notCheckable('the selector cannot be read');
    if (sameText(before) === sameText(after)) return passed;
    return failed({
      at: manifest.at('/spec/selector'),
      message: `spec.selector was ${textOf(before)} and is ${textOf(after)}: it is immutable, so the API server refuses the ${object.kind} and every later change of it`,
      help: 'Keep the selector. New labels may stand in the pod template beside the old ones; for another selector add a workload of a new name, and remove this one when the new pods are ready.',
      evidence: { before: textOf(before), after: textOf(after) },
    });
  },
});

/** A group of pods has its own. */
function hasSelector({ manifest, object }: Workload): boolean {
  return isSet(manifest) || MUTABLE.includes(object.apiVersion);
}

function isSet(manifest: Manifest): boolean {
  return (manifest.valueAt('/spec/selector') ?? null) !== null;
}

/** Undefined where it cannot be read. */
function selectorOf({ manifest, selector, podLabels }: Workload): LabelSelector | undefined {
  return isSet(manifest) ? selector : { matchLabels: podLabels };
}

/** Labels in any order are one selector; the order of expressions counts, as it does for the API server. */
function sameText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const labels = Object.entries(matchLabels).sort(([a], [b]) => (a < b ? -1 : 1));
  const expressions = matchExpressions.map(({ key, operator, values }) => [key, operator, values ?? []]);
  return JSON.stringify([labels, expressions]);
}

/** `app=bert,tier in (gpu)`, as kubectl takes a selector. */
function textOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const labels = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  const expressions = matchExpressions.map(({ key, operator, values = [] }) =>
    [key, operator, ...(values.length > 0 ? [`(${values.join(', ')})`] : [])].join(' '),
  );
  return [...labels, ...expressions].join(',') || 'empty';
}
