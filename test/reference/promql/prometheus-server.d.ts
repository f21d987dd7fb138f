import type { SeriesInput } from '../../../src/series/series-store';
import type { Answer } from './answers';
import type { Case } from './cases';

export function installedVersion(): string | undefined;
export function startServer(options?: { readonly port?: number; readonly more?: readonly string[] }): Promise<{
  readonly url: string;
  readonly write: (series: readonly SeriesInput[], batchMs?: number) => Promise<void>;
  readonly ask: (question: Case) => Promise<Answer>;
  readonly askAll: (questions: readonly Case[]) => Promise<readonly Answer[]>;
  readonly close: () => Promise<void>;
}>;
