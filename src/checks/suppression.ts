import type { ProjectConfig, Suppression } from '../config/project-config';
import { InputError } from '../source/input-error';
import { didYouMean } from '../source/nearest';
import type { Diagnostic } from './validation-report';

type Covered = Pick<Diagnostic, 'check' | 'cluster' | 'object'>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** The suppressions of `foresail.yaml`, and which of them were used in this run. */
export class SuppressionRegister {
  private readonly used = new Set<Suppression>();

  /** Throws an InputError for a suppression of a check that does not exist: it would switch off nothing, silently. */
  public constructor(
    private readonly project: ProjectConfig,
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
  }

  /** The first suppression in force that covers a finding, or what could not be told. */
  public suppressing(about: Covered): Suppression | undefined {
    const found = this.project.suppressions.find((entry) => !this.isExpired(entry) && covers(entry, about));
    if (found) this.used.add(found);
    return found;
  }

  /** A suppression holds through the whole of its last day, in UTC. */
  public isExpired({ until }: Suppression): boolean {
    return until !== undefined && this.now >= Date.parse(`${until}T00:00:00Z`) + DAY_MS;
  }

  public get all(): readonly Suppression[] {
    return this.project.suppressions;
  }

  public isUsed(suppression: Suppression): boolean {
    return this.used.has(suppression);
  }
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
