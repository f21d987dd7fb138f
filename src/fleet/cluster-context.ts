import type { StatedFacts } from '../config/cluster-facts-decoder';
import { JUDGED_MINORS, type JudgedMinor, judgedMinor } from '../config/judged-minor';
import { type AdapterDialect, dialectOf } from '../kubernetes/cluster-facts';
import { type KubernetesMinor, NEWEST_MINOR } from '../kubernetes/minor';
import { InputError } from '../source/input-error';

/** What is known of the cluster that a fleet belongs to. What the facts leave out is unknown, and checks that need it say so. */
export interface ClusterContext {
  readonly name: string;
  /** Where the Kubernetes minor comes from. */
  readonly source: 'cluster.yaml' | 'foresail.yaml' | 'flag' | 'default';
  /** The minor whose facts are used. */
  readonly kubernetes: KubernetesMinor;
  /** The minor that was asked for, where it is newer than the newest known one. */
  readonly newerThanKnown?: string;
  readonly facts: Partial<StatedFacts>;
  /** Undefined where nothing says which adapter reads the rules. */
  readonly dialect: AdapterDialect | undefined;
  /** Whether the files are all there is, so that what is missing among them is missing in the cluster. */
  readonly complete: boolean;
}

/** What the command line says about every cluster. */
export interface ClusterOverrides {
  /** A minor such as `1.28`. */
  readonly kubernetes?: string;
  readonly dialect?: AdapterDialect;
}

/** Where a cluster's facts stand. */
export type FactsSource = 'cluster.yaml' | 'foresail.yaml';

/** The context of a cluster whose facts a file states. */
export function statedContext(
  name: string,
  facts: Partial<StatedFacts>,
  stated: FactsSource,
  overrides: ClusterOverrides,
): ClusterContext {
  return { ...contextOf(name, facts, stated, overrides), complete: true };
}

/** The context of files that no configuration gives to a cluster. */
export function unstatedContext(name: string, overrides: ClusterOverrides): ClusterContext {
  return { ...contextOf(name, {}, 'default', overrides), complete: false };
}

function contextOf(
  name: string,
  facts: Partial<StatedFacts>,
  stated: FactsSource | 'default',
  overrides: ClusterOverrides,
): Omit<ClusterContext, 'complete'> {
  const requested = overrides.kubernetes ?? facts.kubernetes;
  const source = overrides.kubernetes !== undefined ? 'flag' : facts.kubernetes !== undefined ? stated : 'default';
  return {
    name,
    source,
    ...resolveMinor(requested),
    facts,
    dialect: overrides.dialect ?? (facts.pipeline && dialectOf(facts.pipeline)),
  };
}

function resolveMinor(requested: string | undefined): JudgedMinor {
  if (requested === undefined) return { kubernetes: NEWEST_MINOR };
  const judged = judgedMinor(requested);
  if (judged) return judged;
  throw new InputError(
    'usage',
    `"${requested}" is not a Kubernetes minor that can be checked`,
    `Give ${JUDGED_MINORS.replaceAll('"', '')}.`,
  );
}
