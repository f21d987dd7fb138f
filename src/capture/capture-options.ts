import type { StalenessMode } from '../snapshot/snapshot-header';
import type { Connection } from './connection';
import type { RetryPolicy } from './retry';
import type { TimeSlice } from './time-slice';

/** What to capture, and how. Times in ms. */
export interface CaptureOptions {
  readonly connection: Connection;
  /** Selectors that can be parsed. */
  readonly selectors: readonly string[];
  readonly time: TimeSlice;
  /** Whether the user named the end, rather than this machine's clock. */
  readonly endGiven: boolean;
  /** For `capturedAt`. */
  readonly now: number;
  readonly staleness: StalenessMode;
  readonly maxSamples: number;
  readonly concurrency: number;
  readonly allowPartial: boolean;
  readonly retry: RetryPolicy;
  readonly tool: string;
}
