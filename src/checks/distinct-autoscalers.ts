import type { Autoscaler } from '../fleet/autoscaler';
import { describeObject } from '../source/finding';

/** One autoscaler of each name, the first: an object given twice, be it in two API versions, is one. */
export function distinctAutoscalers(autoscalers: readonly Autoscaler[]): readonly Autoscaler[] {
  const firsts = new Map<string, Autoscaler>();
  for (const autoscaler of autoscalers) {
    const name = describeObject(autoscaler.object);
    if (!firsts.has(name)) firsts.set(name, autoscaler);
  }
  return [...firsts.values()];
}

/** `HorizontalPodAutoscaler default/a, HorizontalPodAutoscaler default/b and ...`. */
export function namesOf(autoscalers: readonly Autoscaler[]): string {
  const names = autoscalers.map(({ object }) => describeObject(object));
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
