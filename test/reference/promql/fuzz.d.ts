import type { evaluateInstant, evaluateRange } from '../../../src/promql/evaluation/evaluate';
import type { SeriesStore } from '../../../src/series/series-store';
import type { Answer } from './answers';
import type { Case } from './cases';

export function compareRandomly(comparison: {
  readonly library: {
    readonly evaluateInstant: typeof evaluateInstant;
    readonly evaluateRange: typeof evaluateRange;
    readonly SeriesStore: typeof SeriesStore;
  };
  readonly ask: (questions: readonly Case[]) => Promise<readonly Answer[]>;
  readonly semantics: string;
  readonly questions: readonly Case[];
}): Promise<{ asked: number; refused: number; unstable: number; differences: readonly object[] }>;
