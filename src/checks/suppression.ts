import type { ProjectConfig, Suppression } from '../config/project-config';
import { InputError } from '../source/input-error';
import { didYouMean } from '../source/nearest';
import type { AnnotatedSuppression } from './annotated-suppressions';
import type { Diagnostic } from './validation-report';

type Covered = Pick<Diagnostic, 'check' | 'cluster' | 'object'>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** The suppressions of `foresail.yaml` and of annotations, and which of them were used in this run. */
export class SuppressionRegister {
  private readonly used = new Set<Suppression>();
  private readonly byObject = new Map<string, AnnotatedSuppression[]>();

  /** Throws an InputError for a suppression of a check that does not exist: it would switch off nothing, silently. */
  public constructor(
    private readonly project: ProjectConfig,
    private readonly annotated: readonly AnnotatedSuppression[],
    private readonly now: number,
    checkIds: readonly string[],
  ) {
    for (const { check, at } of project.suppressions) {
      if (!checkIds.includes(check)) {
        throw new InputError(
          'configuration',
          `the suppression names the check "${check}", which does not exist${didYouMean(check, checkIds)}`,
          'Run "foresail checks" for the list.',
          at,
        );
      }
    }
    for (const entry of annotated) {
      const key = keyOf(entry);
      const group = this.byObject.get(key);
      if (group) group.push(entry);
      else this.byObject.set(key, [entry]);
    }
  }

  /** A suppression in force that covers a finding, or what could not be told. Of those in `foresail.yaml` the first is used. */
  public suppressing(about: Covered): Suppression | undefined {
    const annotated = about.object ? (this.byObject.get(keyOf({ ...about, object: about.object })) ?? []) : [];
    const found = this.project.suppressions.find((entry) => !this.isExpired(entry) && covers(entry, about));
    for (const entry of annotated) this.used.add(entry);
    if (found) this.used.add(found);
    return found ?? annotated[0];
  }

  /** A suppression holds through the whole of its last day, in UTC. */
  public isExpired({ until }: Suppression): boolean {
    return until !== undefined && this.now >= Date.parse(`${until}T00:00:00Z`) + DAY_MS;
  }

  public get all(): readonly (Suppression | AnnotatedSuppression)[] {
    return [...this.project.suppressions, ...this.annotated];
  }

  public isUsed(suppression: Suppression): boolean {
    return this.used.has(suppression);
  }
}

function keyOf({ check, cluster, object }: Pick<AnnotatedSuppression, 'check' | 'cluster' | 'object'>): string {
  return JSON.stringify([check, cluster, object.kind, object.namespace, object.name]);
}

function covers(entry: Suppression, { check, cluster, object }: Covered): boolean {
  const matches = (wanted: string | undefined, actual: string | undefined) => wanted === undefined || wanted === actual;
  return (
    entry.check === check &&
    matches(entry.cluster, cluster) &&
    matches(entry.kind, object?.kind) &&
    matches(entry.namespace, object?.namespace) &&
    matches(entry.name, object?.name)
  );
}
