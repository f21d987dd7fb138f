import type { IConstruct } from 'constructs';
import type { ClusterFacts } from '../../kubernetes/cluster-facts';
import type { HpaApiVersion } from '../../kubernetes/served-api';
import type { RuleRequest } from '../../pipeline/rule-for';
import type { GuardRailBook } from '../guard-rails/guard-rail-book';
import type { PatchBook } from '../output/patch-book';

/** What constructs below a cluster need of it. */
export interface ClusterContext {
  /** The cluster's name, which is its folder. */
  readonly name: string;
  readonly facts: ClusterFacts;
  readonly hpaApiVersion: HpaApiVersion;
  /** What the owners of the platform demand. */
  readonly guardRails: GuardRailBook | undefined;
  /** The patches of objects. */
  readonly patches: PatchBook;
  /** Asks for an adapter rule. All rules of a cluster are joined at synth. */
  askRule(request: RuleRequest, askedBy: string): void;
}

const CONTEXT = Symbol.for('foresail.ClusterContext');

/** Makes a construct the cluster of all constructs below it. */
export function provideClusterContext(cluster: IConstruct, context: ClusterContext): void {
  Object.defineProperty(cluster, CONTEXT, { value: context });
}

/** The cluster above a construct. */
export function clusterContextOf(construct: IConstruct): ClusterContext {
  for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
    const context = (scope as { [CONTEXT]?: ClusterContext })[CONTEXT];
    if (context) return context;
  }
  throw new TypeError(`${construct.node.path || 'the construct'} is not below a Cluster: pass a Cluster as its scope`);
}
