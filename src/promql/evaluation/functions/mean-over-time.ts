import { CompensatedSum, isInfinite } from '../compensated-sum';
import type { Window } from './range-function';

/** The mean of a window, the way the version adds up. */
export function meanOver(window: Window): number {
  switch (window.semantics.averageOverTime) {
    case 'compensatedIncremental':
      return incremental(window);
    case 'compensatedDirect':
      return directUntilInfinite(window);
    case 'direct':
      return direct(window);
  }
}

/** Before 2.55: every sample moves the mean. */
function incremental({ values, from, to, semantics }: Window): number {
  const mean = new CompensatedSum(semantics.infiniteSumForgets);
  for (let at = from; at < to; at++) {
    const value = values[at]!;
    const count = at - from + 1;
    if (!infiniteMeanStays(mean.sum, value)) mean.add(value / count - mean.sum / count);
  }
  return isInfinite(mean.sum) ? mean.sum : mean.total;
}

/** 2.55 to 3.4: the sum divided by the count, unless the sum overflows. */
function directUntilInfinite({ values, from, to, semantics }: Window): number {
  const running = new CompensatedSum(semantics.infiniteSumForgets);
  const count = to - from;
  for (let at = from; at < to; at++) {
    const { sum, lost } = running;
    running.add(values[at]!);
    if (at === from || !isInfinite(running.sum)) continue;
    const taken = at - from;
    running.set(sum / taken, lost / taken);
    return moveMean(running, values, at, from, to);
  }
  return (running.sum + running.lost) / count;
}

function moveMean(mean: CompensatedSum, values: Float64Array, at: number, from: number, to: number): number {
  for (let next = at; next < to; next++) {
    const value = values[next]!;
    const count = next - from + 1;
    if (!infiniteMeanStays(mean.sum, value)) mean.add(value / count - mean.total / count);
  }
  return mean.total;
}

/** From 3.5: as before, with another way to move the mean after an overflow. */
function direct({ values, from, to, semantics }: Window): number {
  const running = new CompensatedSum(semantics.infiniteSumForgets);
  running.set(values[from]!, 0);
  const count = to - from;
  for (let at = from + 1; at < to; at++) {
    const { sum, lost } = running;
    running.add(values[at]!);
    if (!isInfinite(running.sum)) continue;
    const taken = at - from;
    running.set(sum / taken, lost / taken);
    return weighMean(running, values, at, from, to);
  }
  return running.sum / count + running.lost / count;
}

function weighMean(mean: CompensatedSum, values: Float64Array, at: number, from: number, to: number): number {
  for (let next = at; next < to; next++) {
    const count = next - from + 1;
    const weight = (count - 1) / count;
    mean.set(weight * mean.sum, weight * mean.lost);
    mean.add(values[next]! / count);
  }
  return mean.total;
}

/** An infinite mean absorbs finite values and its own kind; anything else would make it NaN for the wrong reason. */
export function infiniteMeanStays(mean: number, value: number): boolean {
  if (!isInfinite(mean)) return false;
  if (isInfinite(value)) return mean > 0 === value > 0;
  return !Number.isNaN(value);
}
