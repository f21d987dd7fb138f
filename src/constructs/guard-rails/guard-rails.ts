/** What the owners of a platform demand of every policy on a cluster. */
export interface GuardRailsProps {
  /** Who set them: a team to ask. */
  readonly owner: string;
  /**
   * What a policy's author reads when one of them stops him: why they are there, whom to ask.
   *
   * @default - "Ask {owner}."
   */
  readonly text?: string;
  /**
   * The most GPUs that one service may take at its maximum, over all pods of its replicas: cards, slices, turns, or parts of
   * shared cards. A slice, a turn and a part count as one each, whatever their size.
   *
   * @default - no limit
   */
  readonly maxGpusPerService?: number;
  /**
   * Whether each policy must say how long its longest request runs. In the objects as they are written, pods with GPUs must
   * have `terminationGracePeriodSeconds`, and those that are called a `preStop` hook.
   *
   * @default false
   */
  readonly requireDrain?: boolean;
  /**
   * Series or API metrics that nobody may scale on, `cpu` and `memory` among them. A metric is forbidden by its name, by that
   * of its sum, and by each series that it is made of on the cluster; the name of a histogram or counter stands for all of
   * its series.
   *
   * @default - none
   */
  readonly forbiddenMetrics?: readonly string[];
  /**
   * Whether AHPA may act only after it has observed: a policy that sets a `scaleStrategy` other than `observer` must say, by
   * `observed`, when it did, at least 7 days.
   *
   * @default false
   */
  readonly observerBeforeAuto?: boolean;
}

/**
 * Rules of a platform team. A policy that breaks one is not compiled; nor is anything else below the cluster: the rules hold
 * for the objects as they are written, with their patches, whoever makes them: Deployments, StatefulSets, LeaderWorkerSets and
 * their autoscalers. What is not written here is not seen, such as the GPUs of a workload from elsewhere, where only the
 * `gpu` of its `Autoscaler` tells.
 *
 * @example
 * const guardRails = new GuardRails({ owner: 'ml-platform', maxGpusPerService: 64, observerBeforeAuto: true });
 */
export class GuardRails {
  public constructor(
    /** The rules. */
    public readonly props: GuardRailsProps,
  ) {}
}
