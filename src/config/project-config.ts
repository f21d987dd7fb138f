import type { Span } from '../source/source-file';
import type { StatedFacts } from './cluster-facts-decoder';

/** The configuration of the working directory. */
export const PROJECT_FILE_NAME = 'foresail.yaml';

/** What `foresail.yaml` says. Every part may be left out. */
export interface ProjectConfig {
  readonly clusters: readonly ProjectCluster[];
  readonly declaredMetrics: readonly DeclaredMetric[];
  readonly suppressions: readonly Suppression[];
}

/** The facts of YAML that Foresail did not write. What is left out is unknown, and checks that need it say so. */
export interface ProjectCluster {
  readonly name: string;
  /** Files and folders, relative to the folder of `foresail.yaml`. */
  readonly paths: readonly string[];
  readonly facts: Partial<StatedFacts>;
  readonly at: Span;
}

/** An API metric that another adapter serves, so that no rule for it is expected. */
export interface DeclaredMetric {
  readonly api: 'custom' | 'external';
  readonly name: string;
  /** The plural resource of a custom metric; absent means `pods`. */
  readonly resource?: string;
  readonly cluster?: string;
  /** Who serves it, for the report. */
  readonly servedBy: string;
}

/** Switches a check off where it is known better, with the reason. */
export interface Suppression {
  readonly check: string;
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD` in UTC. */
  readonly until?: string;
  readonly cluster?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly at: Span;
}

export const EMPTY_PROJECT: ProjectConfig = { clusters: [], declaredMetrics: [], suppressions: [] };
