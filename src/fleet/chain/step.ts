import type { Place } from '../../source/finding';
import type { ChainEnd, ChainLink } from '../chain';

/** Where the chain ends before the decision. */
export type EarlyEnd = Exclude<ChainEnd, { is: 'complete' }>;

/** The link does not hold. */
export function broken(at: ChainLink, cause: string, fix: string, place?: Place): EarlyEnd {
  return { is: 'broken', at, cause, fix, ...(place && { place }) };
}

/** It cannot be told from here on. */
export function open(at: ChainLink, reason: string): EarlyEnd {
  return { is: 'open', at, reason };
}

/** Whether a step ended the chain. Links have no member `is`. */
export function isEnd(step: object): step is EarlyEnd {
  return 'is' in step && (step.is === 'broken' || step.is === 'open');
}
