import type { CompleteBehavior } from './behavior';

/** A proposal of an earlier reconcile. Times in ms. */
export interface Recommendation {
  readonly replicas: number;
  readonly time: number;
}

export interface Stabilized {
  readonly replicas: number;
  /** With the new proposal in it, unstabilized; an expired entry's slot is reused. */
  readonly history: readonly Recommendation[];
}

/** Without `behavior`: the largest proposal of the window, both ends included. */
export function stabilizeLegacy(
  proposal: number,
  history: readonly Recommendation[],
  now: number,
  windowMs: number,
): Stabilized {
  const cutoff = now - windowMs;
  const recent = history.filter(({ time }) => time >= cutoff);
  return {
    replicas: recent.reduce((most, { replicas }) => Math.max(most, replicas), proposal),
    history: record(history, { replicas: proposal, time: now }, (entry) => entry.time < cutoff),
  };
}

/** With `behavior`: no further up than the least, no further down than the most that was proposed in its window. */
export function stabilizeByBehavior(
  current: number,
  proposal: number,
  history: readonly Recommendation[],
  now: number,
  { scaleUp, scaleDown }: CompleteBehavior,
): Stabilized {
  const upCutoff = now - scaleUp.stabilizationWindowSeconds * 1000;
  const downCutoff = now - scaleDown.stabilizationWindowSeconds * 1000;
  let up = proposal;
  let down = proposal;
  for (const { replicas, time } of history) {
    if (time > upCutoff) up = Math.min(up, replicas);
    if (time > downCutoff) down = Math.max(down, replicas);
  }
  let replicas = current;
  if (replicas < up) replicas = up;
  if (replicas > down) replicas = down;
  const outdated = (entry: Recommendation) => entry.time < upCutoff && entry.time < downCutoff;
  return { replicas, history: record(history, { replicas: proposal, time: now }, outdated) };
}

function record(
  history: readonly Recommendation[],
  entry: Recommendation,
  outdated: (entry: Recommendation) => boolean,
): readonly Recommendation[] {
  const slot = history.findLastIndex(outdated);
  return slot === -1 ? [...history, entry] : history.with(slot, entry);
}
