import type { QueryResult } from '../../../src/promql/evaluation/query-result';
import type { Answer } from './answers';

export type Outcome = { readonly result?: QueryResult; readonly error?: unknown };
export function difference(outcome: Outcome, answer: Answer, options?: { ordered?: boolean }): string | undefined;
