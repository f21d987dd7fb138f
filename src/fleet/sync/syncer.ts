import type { ObjectReference } from '../../source/finding';
import type { Autoscaler } from '../autoscaler';
import type { Manifest } from '../manifest';
import type { SyncedPath } from './synced-path';

/** What a sync does to the replica count of a workload. */
export type CountTreatment =
  | { readonly is: 'written' }
  /** The difference is not shown, and the sync writes the count all the same: this is lacking. */
  | { readonly is: 'lacking'; readonly lack: string }
  | {
      readonly is: 'ignored';
      readonly how: string;
      /** What a sync does when the manifest loses the count: `unknown` where that depends on who has written it. */
      readonly afterRemoval: 'kept' | 'lost' | 'unknown';
      /** Whether the workload itself says so, so that it counts from the same sync on. */
      readonly ofObject?: boolean;
    }
  | { readonly is: 'unknown'; readonly reason: string };

/** An object of Argo CD or Flux that says what is synced, and how. */
export interface Syncer {
  readonly object: ObjectReference;
  readonly paths: readonly SyncedPath[];
  /** Whether it syncs a chart and no folder, so that files are what comes out of it at best. */
  readonly isOfChart: boolean;
  /** What it does to `spec.replicas` of a workload that these autoscalers scale. */
  treatmentOfCount(workload: Manifest, writers: readonly Autoscaler[]): CountTreatment;
}
