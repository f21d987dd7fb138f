import { describeObject, type ObjectReference } from '../source/finding';
import type { Fleet } from './fleet';
import type { Workload } from './workload';

/** What the target branch has under the name of an object. */
export type Counterpart =
  | { readonly is: 'workload'; readonly workload: Workload }
  /** There is none: the object is new. */
  | { readonly is: 'none' }
  /** It cannot be told, and why. */
  | { readonly is: 'unknown'; readonly reason: string };

/** A cluster as the target branch has it, to compare with. Nothing is reported about it. */
export class BaseFleet {
  private named: ReadonlyMap<string, Workload> | undefined;

  public constructor(
    /** Undefined where the target branch does not know the cluster. */
    public readonly fleet: Fleet | undefined,
    /** What of the target branch could not be read. */
    private readonly unread: readonly string[],
  ) {}

  public counterpartOf(object: ObjectReference): Counterpart {
    const workload = this.byName.get(describeObject(object));
    if (workload) return { is: 'workload', workload };
    const file = this.opaqueFile;
    if (file === undefined) return { is: 'none' };
    return {
      is: 'unknown',
      reason: `${describeObject(object)} may stand in ${file} of the base, which could not be read`,
    };
  }

  /** A file of the target branch in which more may stand. */
  public get opaqueFile(): string | undefined {
    return this.unread[0] ?? this.fleet?.opaqueFiles[0];
  }

  private get byName(): ReadonlyMap<string, Workload> {
    this.named ??= new Map(
      (this.fleet?.workloads ?? []).map((workload) => [describeObject(workload.object), workload]),
    );
    return this.named;
  }
}
