import type { Gap } from './gaps';
import { groupBy } from './group-by';

/** Which of the series of some gaps an instant query at a time finds, by canonical labels. */
export type AskPresent = (gaps: readonly Gap[], time: number) => Promise<ReadonlySet<string>>;

/** A stale marker: the gap it stands in, and its time in ms. */
export interface FoundMarker {
  readonly gap: Gap;
  readonly time: number;
}

/** A search for the ms at which series went: they are there at `low`, and gone at `high`. */
interface Search {
  readonly low: number;
  readonly high: number;
  /** When to ask next. */
  readonly time: number;
  /** The last step: below 0 towards earlier times. 0: from now on halves are halved. Undefined: there was no step yet. */
  readonly step: number | undefined;
}

/**
 * Finds the stale markers in gaps that are all asked about until the same time. A range selector never shows a marker; but within
 * the lookback an instant query shows a series until its marker, and not from it on. The search begins at the next scrape, where
 * the marker nearly always stands, and goes on in growing steps.
 */
export async function findMarkers(gaps: readonly Gap[], ask: AskPresent): Promise<readonly FoundMarker[]> {
  const present = await ask(gaps, gaps[0]!.until);
  const gone = gaps.filter(({ key }) => !present.has(key));
  const found: FoundMarker[] = [];
  for (const alike of groupBy(gone, ({ last, guess }) => `${last} ${guess}`)) {
    const { last, until, guess } = alike[0]!;
    found.push(...(await locate(alike, { low: last, high: until, time: guess, step: undefined }, ask)));
  }
  return found;
}

async function locate(gaps: readonly Gap[], search: Search, ask: AskPresent): Promise<readonly FoundMarker[]> {
  if (gaps.length === 0) return [];
  const { low, high } = search;
  if (high - low === 1) return gaps.map((gap) => ({ gap, time: high }));
  const time = search.time > low && search.time < high ? search.time : Math.floor((low + high) / 2);
  const present = await ask(gaps, time);
  const there = gaps.filter(({ key }) => present.has(key));
  const gone = gaps.filter(({ key }) => !present.has(key));
  return [
    ...(await locate(there, nextStep(time, high, search.step, 1), ask)),
    ...(await locate(gone, nextStep(low, time, search.step, -1), ask)),
  ];
}

/** Steps in one direction grow twofold. Once they turn, the marker is between the last two. */
function nextStep(low: number, high: number, before: number | undefined, direction: 1 | -1): Search {
  const turned = before !== undefined && Math.sign(before) !== direction;
  const step = turned ? 0 : direction * 2 * Math.abs(before ?? 0.5);
  if (step === 0) return { low, high, step, time: Math.floor((low + high) / 2) };
  return { low, high, step, time: step > 0 ? low + step : high + step };
}
