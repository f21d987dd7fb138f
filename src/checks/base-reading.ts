import type { ProjectConfig } from '../config/project-config';
import type { Fleet } from '../fleet/fleet';

/** The same files as on the target branch. What is new is what is not found in them. */
export interface BaseReading {
  /** The path that was given, for the report. */
  readonly path: string;
  readonly fleets: readonly Fleet[];
  /** What `foresail.yaml` says there. */
  readonly project: ProjectConfig;
  /** The files that could not be read: what stands in them counts as new. */
  readonly unread: readonly string[];
}
