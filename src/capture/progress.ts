import { countText } from './count-text';

/** How far a capture is. */
export interface Progress {
  readonly phase: 'discovery' | 'samples' | 'stale markers';
  readonly series: { readonly done: number; readonly all: number };
  readonly samples: number;
  /** The part of this phase that is done, 0 to 1. */
  readonly share: number;
  /** Since this phase began, without what an earlier run fetched. */
  readonly elapsedMs: number;
  readonly freshSamples: number;
  readonly freshShare: number;
}

/** A capture's progress in one line. */
export function progressText({ phase, series, samples, share, elapsedMs, freshSamples, freshShare }: Progress): string {
  if (phase === 'discovery') return `looking for series: ${series.done} found`;
  const parts = [phase, `${series.done}/${series.all} series`, `${countText(samples)} samples`];
  if (phase === 'samples' && elapsedMs > 0) parts.push(`${countText((freshSamples * 1000) / elapsedMs)}/s`);
  if (freshShare > 0 && share < 1) parts.push(`${timeText((elapsedMs / freshShare) * (1 - share))} left`);
  return parts.join(', ');
}

function timeText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
