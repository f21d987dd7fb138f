import type { Snapshot } from '../snapshot/snapshot';

/** A snapshot and the name of the file it was read from. */
export interface FleetSnapshot {
  readonly file: string;
  readonly snapshot: Snapshot;
}
