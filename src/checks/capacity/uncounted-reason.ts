import type { GpuClaims } from '../../fleet/gpu-claims';

const MOST_NAMED = 5;

/** Why it is not known that services fit whose sum does; undefined where all that the files hold is counted. */
export function uncountedReason({
  unreadable,
  unplaced,
  uncounted,
}: Pick<GpuClaims, 'unreadable' | 'unplaced' | 'uncounted'>): string | undefined {
  if (unreadable.length > 0) return `the replicas or GPUs of ${namesText(unreadable)} cannot be read`;
  if (unplaced.length > 0) {
    return `on which of the pools the pods of ${namesText(unplaced)} may run cannot be told from their node affinity`;
  }
  if (uncounted.length === 0) return undefined;
  return `${namesText(uncounted)} may take such GPUs too, and ${uncounted.length === 1 ? 'is' : 'are'} not counted`;
}

function namesText(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? `, and ${names.length - MOST_NAMED} more` : '';
  return `${names.slice(0, MOST_NAMED).join(', ')}${more}`;
}
