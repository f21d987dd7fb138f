import type { CompleteBehavior, CompleteScalingRules } from './behavior';

/** A change of the replica count; `change` is positive in both directions. Times in ms. */
export interface ScaleEvent {
  readonly change: number;
  readonly time: number;
}

export interface ScaleEvents {
  readonly up: readonly ScaleEvent[];
  readonly down: readonly ScaleEvent[];
}

export type ScalingLimitReason =
  | 'DesiredWithinRange'
  | 'TooFewReplicas'
  | 'TooManyReplicas'
  | 'ScaleUpLimit'
  | 'ScaleDownLimit';

export interface Limited {
  readonly replicas: number;
  readonly reason: ScalingLimitReason;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Without `behavior`: at most double, or to 4. */
export function limitLegacy(current: number, desired: number, { min, max }: Range): Limited {
  const upLimit = Math.max(2 * current, 4);
  if (desired < min) return { replicas: min, reason: 'TooFewReplicas' };
  const most = Math.min(max, upLimit);
  if (desired > most) return { replicas: most, reason: max > upLimit ? 'ScaleUpLimit' : 'TooManyReplicas' };
  return { replicas: desired, reason: 'DesiredWithinRange' };
}

/** With `behavior`: as far as the policies of the direction allow, given what already happened in their periods. */
export function limitByBehavior(
  current: number,
  desired: number,
  { min, max }: Range,
  events: ScaleEvents,
  now: number,
  behavior: CompleteBehavior,
): Limited {
  if (desired > current) {
    const upLimit = Math.max(current, scaleUpLimit(current, events, now, behavior.scaleUp));
    const most = Math.min(max, upLimit);
    if (desired > most) return { replicas: most, reason: max > upLimit ? 'ScaleUpLimit' : 'TooManyReplicas' };
  } else if (desired < current) {
    const downLimit = Math.min(current, scaleDownLimit(current, events, now, behavior.scaleDown));
    const least = Math.max(min, downLimit);
    if (desired < least) return { replicas: least, reason: min < downLimit ? 'ScaleDownLimit' : 'TooFewReplicas' };
  }
  return { replicas: desired, reason: 'DesiredWithinRange' };
}

function scaleUpLimit(current: number, events: ScaleEvents, now: number, rules: CompleteScalingRules): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = rules.policies.map(({ type, value, periodSeconds }) => {
    const start = periodStart(current, events, now, periodSeconds);
    // Rounded up, so that a small percentage of few pods still moves.
    return type === 'Pods' ? start + value : Math.ceil(start * (1 + value / 100));
  });
  return rules.selectPolicy === 'Min' ? least(limits) : most(limits);
}

function scaleDownLimit(current: number, events: ScaleEvents, now: number, rules: CompleteScalingRules): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = rules.policies.map(({ type, value, periodSeconds }) => {
    const start = periodStart(current, events, now, periodSeconds);
    return type === 'Pods' ? start - value : Math.trunc(start * (1 - value / 100));
  });
  // Max is the largest change, so the fewest pods left.
  return rules.selectPolicy === 'Min' ? most(limits) : least(limits);
}

function least(limits: readonly number[]): number {
  return limits.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function most(limits: readonly number[]): number {
  return limits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}

/** How many replicas there were when the period began. */
function periodStart(current: number, { up, down }: ScaleEvents, now: number, periodSeconds: number): number {
  const cutoff = now - periodSeconds * 1000;
  return current - changeSince(up, cutoff) + changeSince(down, cutoff);
}

function changeSince(events: readonly ScaleEvent[], cutoff: number): number {
  return events.reduce((sum, { change, time }) => (time > cutoff ? sum + change : sum), 0);
}

/** The events with a rescale added, and those forgotten that no policy looks at any more. */
export function recordScaleEvent(
  events: ScaleEvents,
  from: number,
  to: number,
  now: number,
  behavior: CompleteBehavior,
): ScaleEvents {
  if (from === to) return events;
  const add = (list: readonly ScaleEvent[], rules: CompleteScalingRules): readonly ScaleEvent[] => {
    const longest = rules.policies.reduce((seconds, { periodSeconds }) => Math.max(seconds, periodSeconds), 0);
    const recent = list.filter(({ time }) => time >= now - longest * 1000);
    return [...recent, { change: Math.abs(to - from), time: now }];
  };
  return to > from
    ? { up: add(events.up, behavior.scaleUp), down: events.down }
    : { up: events.up, down: add(events.down, behavior.scaleDown) };
}
