import type { SeriesInput } from '../../../src/series/series-store';
import type { Answer } from './answers';
import type { Case } from './cases';

export function installedVersion(): string | undefined;
export interface ServerOptions {
  readonly port?: number;
  /** More arguments. */
  readonly more?: readonly string[];
  /** The text of prometheus.yml. */
  readonly config?: string;
  readonly maxSamples?: number;
}

export interface Server {
  readonly url: string;
  /** Where its files are; the blocks under `data`. */
  readonly folder: string;
  readonly write: (series: readonly SeriesInput[], batchMs?: number) => Promise<void>;
  readonly ask: (question: Case) => Promise<Answer>;
  readonly askAll: (questions: readonly Case[]) => Promise<readonly Answer[]>;
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export function startServer(options?: ServerOptions): Promise<Server>;
