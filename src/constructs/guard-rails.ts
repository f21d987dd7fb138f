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
  /** The most GPUs that one service may take at its maximum: cards, slices or turns. @default - no limit */
  readonly maxGpusPerService?: number;
  /** Whether each policy must say how long its longest request runs. @default false */
  readonly requireDrain?: boolean;
  /** Series or API metrics that nobody may scale on. @default - none */
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
 * Rules of a platform team. A policy that breaks one is not compiled.
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
