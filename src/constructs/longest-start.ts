import type { Manifest } from './object-problems';

interface PodSpec {
  readonly terminationGracePeriodSeconds?: number;
  /** Whoever wrote it: a patch may leave null. */
  readonly containers?: readonly ({ readonly startupProbe?: StartupProbe } | null)[] | null;
}

interface StartupProbe {
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly failureThreshold?: number;
}

interface Start {
  /** How long a pod may take to be ready: the budget of its startup probe. */
  readonly seconds: number;
  /** The same, and the time of the pod that makes room for it. */
  readonly withDrainSeconds: number;
}

/** The pods that may take the longest to start; 0 where no container has a startup probe. */
export function longestStart(manifests: readonly Manifest[]): Start {
  const starts = manifests.flatMap(podSpecsOf).map(startOf);
  return {
    seconds: Math.max(0, ...starts.map(({ seconds }) => seconds)),
    withDrainSeconds: Math.max(0, ...starts.map(({ withDrainSeconds }) => withDrainSeconds)),
  };
}

/** Those of a Deployment or StatefulSet, and of a LeaderWorkerSet. */
function podSpecsOf({ spec }: Manifest): readonly PodSpec[] {
  const { template, leaderWorkerTemplate } = (spec ?? {}) as {
    readonly template?: { readonly spec?: PodSpec };
    readonly leaderWorkerTemplate?: {
      readonly leaderTemplate?: { readonly spec?: PodSpec };
      readonly workerTemplate?: { readonly spec?: PodSpec };
    };
  };
  const templates = [template, leaderWorkerTemplate?.leaderTemplate, leaderWorkerTemplate?.workerTemplate];
  return templates.flatMap((one) => one?.spec ?? []);
}

function startOf({ terminationGracePeriodSeconds = 30, containers }: PodSpec): Start {
  const budgets = (containers ?? []).map((container) =>
    container?.startupProbe ? budgetOf(container.startupProbe) : 0,
  );
  const seconds = Math.max(0, ...budgets);
  return { seconds, withDrainSeconds: seconds === 0 ? 0 : seconds + terminationGracePeriodSeconds };
}

/** What is left out has the defaults of Kubernetes. */
function budgetOf({ initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 }: StartupProbe): number {
  return initialDelaySeconds + periodSeconds * failureThreshold;
}
