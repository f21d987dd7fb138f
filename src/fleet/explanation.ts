import { combineProposals, type MetricOutcome } from '../autoscaling/hpa/decision';
import type { ProjectConfig } from '../config/project-config';
import type { Autoscaler } from './autoscaler';
import type { Chain } from './chain';
import { resolveChain } from './chain/resolve-chain';
import type { ClusterContext } from './cluster-context';
import type { ClusterView } from './cluster-view';
import type { Fleet } from './fleet';
import type { FleetSnapshot } from './fleet-snapshot';

/** The chains of one or more autoscalers of a cluster. */
export interface Explanation {
  readonly context: ClusterContext;
  readonly snapshot: FleetSnapshot | undefined;
  /** Milliseconds since the epoch; undefined without a snapshot. */
  readonly time: number | undefined;
  readonly autoscalers: readonly ExplainedAutoscaler[];
}

export interface ExplainedAutoscaler {
  readonly autoscaler: Autoscaler;
  /** `Deployment default/bert`; undefined where scaleTargetRef names nothing. */
  readonly target: string | undefined;
  /** One per metric, in the order of the manifest. */
  readonly chains: readonly Chain[];
  /** What all metrics together come to; undefined with one metric, or where one cannot be told. */
  readonly together: Together | undefined;
}

export type Together = { readonly replicas: number; readonly metric: string } | { readonly failure: string };

/** Resolves every metric of the autoscalers. */
export function explain(
  autoscalers: readonly Autoscaler[],
  fleet: Fleet,
  project: ProjectConfig,
  view: ClusterView | undefined,
): Explanation {
  return {
    context: fleet.context,
    snapshot: view?.snapshot,
    time: view?.time,
    autoscalers: autoscalers.map((autoscaler) => {
      const chains = autoscaler.metrics.map((metric) => resolveChain(metric, fleet, project, view));
      return { autoscaler, target: fleet.targetNameOf(autoscaler), chains, together: togetherOf(chains) };
    }),
  };
}

/** The largest wins; a metric that fails forbids to go down. */
function togetherOf(chains: readonly Chain[]): Together | undefined {
  if (chains.length < 2 || chains.some(({ end }) => end.is === 'open')) return undefined;
  const current = chains.find(({ links }) => links.decision)?.links.decision?.current;
  if (current === undefined) return undefined;
  const outcomes = chains.map(({ links: { metric, decision } }): MetricOutcome => {
    const name = metric?.name ?? '';
    return decision ? { metric: name, replicas: decision.desired } : { metric: name, failure: name };
  });
  return combineProposals(outcomes, current);
}
