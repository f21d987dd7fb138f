import type { PolicyProblem } from '../problems/policy-error';
import type { GuardRailsProps } from './guard-rails';

/** The rules among the props of guard rails. */
export type Rail = Exclude<keyof GuardRailsProps, 'owner' | 'text'>;

/** A rule that is broken, not yet in the words of its owner. */
export interface RailFault {
  readonly rail: Rail;
  /** From the policy's props. @default - it is the written object that breaks it */
  readonly property?: string;
  readonly value?: unknown;
  readonly summary: string;
  /** Why, before the owner says why. @default - the summary says it */
  readonly why?: string;
  /** What to do, without a full stop. */
  readonly help: string;
}

/** A broken rule as an error: what breaks it, whose rule it is, and their text or whom to ask. */
export function railProblem(
  { rail, property, value, summary, why, help }: RailFault,
  { owner, text }: GuardRailsProps,
  cluster: string,
): PolicyProblem {
  const whose = `Guard rail ${rail} of ${owner}, set on cluster ${cluster}.`;
  return {
    code: 'guard-rail',
    ...(property !== undefined && { property }),
    ...(value !== undefined && { value }),
    summary,
    why: [why, whose, text].filter((line) => line !== undefined).join('\n'),
    help: text === undefined ? `${help}, or ask ${owner}.` : `${help}.`,
  };
}
