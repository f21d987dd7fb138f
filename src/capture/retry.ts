import { CaptureFault } from './capture-fault';

/** How often a question is asked again, and after what time. */
export interface RetryPolicy {
  readonly retries: number;
  /** Before the first repetition; doubled before each other one. */
  readonly delayMs: number;
  readonly sleep: (ms: number) => Promise<void>;
  /** @default every fault that may pass */
  readonly mayRetry?: (fault: CaptureFault) => boolean;
}

/** No server is waited for longer, whatever it asks for. */
const LONGEST_DELAY_MS = 60_000;

/** The wait before a repetition, counted from 0. */
export function delayBefore(repetition: number, delayMs: number, retryAfterMs = 0): number {
  return Math.min(LONGEST_DELAY_MS, Math.max(delayMs * 2 ** repetition, retryAfterMs));
}

/** Asks until there is an answer, the fault is none that passes, or it was asked often enough. `onRetry` hears of each wait. */
export async function withRetries<T>(
  ask: () => Promise<T>,
  policy: RetryPolicy,
  onRetry: (fault: CaptureFault, waitMs: number) => void = () => {},
): Promise<T> {
  for (let repetition = 0; ; repetition++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof CaptureFault) || !error.mayPass || repetition >= policy.retries) throw error;
      if (policy.mayRetry && !policy.mayRetry(error)) throw error;
      const wait = delayBefore(repetition, policy.delayMs, error.retryAfterMs);
      onRetry(error, wait);
      await policy.sleep(wait);
    }
  }
}
