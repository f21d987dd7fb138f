import { DAY_MS, type LocalTime, localTimeAt, MINUTE_MS, shift } from './local-time';

/** A stretch of time in which the clocks of two zones are apart by the same. */
export interface ZoneStretch {
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Not included. */
  readonly to: number;
  /** How much the other zone's clock is ahead, in minutes. */
  readonly aheadMinutes: number;
  /** What the other zone's clock shows at the beginning, after a change of it. */
  readonly localFrom: LocalTime;
  /** What it shows at the end, before a change of it. */
  readonly localTo: LocalTime;
}

/**
 * Cuts a range of instants where the difference between two zones changes: where one of them changes its clocks and the other
 * does not on the same day.
 *
 * @param zone the zone in which something is written
 * @param other the zone in which it is evaluated
 */
export function zoneStretches(from: number, to: number, zone: string, other: string): readonly ZoneStretch[] {
  const key = [from, to, zone, other].join(' ');
  const found = cut.get(key) ?? cutIntoStretches(from, to, zone, other);
  if (cut.size >= MOST_KEPT) cut.clear();
  cut.set(key, found);
  return found;
}

/** A walk through years takes a while, and the schedules of a cluster mostly share their zone and their dates. */
const cut = new Map<string, readonly ZoneStretch[]>();
const MOST_KEPT = 1000;

function cutIntoStretches(from: number, to: number, zone: string, other: string): readonly ZoneStretch[] {
  const ahead = (instant: number) => offsetOf(instant, other) - offsetOf(instant, zone);
  const changes = zone === other ? [] : changesOf(from, to, ahead);
  const edges = [from, ...changes, to];
  return edges.slice(1).map((end, index) => {
    const start = edges[index]!;
    return {
      from: start,
      to: end,
      aheadMinutes: ahead(start) / MINUTE_MS,
      localFrom: localTimeAt(start, other),
      localTo: shift(end as LocalTime, offsetOf(end - MINUTE_MS, other)),
    };
  });
}

/** The instant at which a clock of the zone shows a time: the first one, or where it is left out, that of the change. */
export function instantOf(local: LocalTime, zone: string): number {
  const before = local - offsetOf(local - DAY_MS, zone);
  if (localTimeAt(before, zone) === local) return before;
  const after = local - offsetOf(local + DAY_MS, zone);
  return localTimeAt(after, zone) === local ? after : before;
}

/** How far a zone's clock is ahead of UTC, in milliseconds. */
export function offsetOf(instant: number, zone: string): number {
  return localTimeAt(instant, zone) - Math.floor(instant / 1000) * 1000;
}

/** The instants at which a value changes, to the minute. It is looked at once a day, so two changes of one day are not seen. */
function changesOf(from: number, to: number, valueAt: (instant: number) => number): readonly number[] {
  const changes: number[] = [];
  let value = valueAt(from);
  for (let day = from; day < to; day += DAY_MS) {
    const end = Math.min(day + DAY_MS, to);
    const next = valueAt(end);
    if (next === value) continue;
    const change = firstWith(day, end, (instant) => valueAt(instant) !== value);
    if (change < to) changes.push(change);
    value = next;
  }
  return changes;
}

/** The first minute of a range at which something is so, where it stays so. */
function firstWith(from: number, to: number, isSo: (instant: number) => boolean): number {
  let low = 0;
  let high = Math.ceil((to - from) / MINUTE_MS);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isSo(from + middle * MINUTE_MS)) high = middle;
    else low = middle;
  }
  return from + high * MINUTE_MS;
}
