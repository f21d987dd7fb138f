import type { SeriesStore } from '../series/series-store';
import type { MetricMetadata } from './metric-metadata';
import type { SnapshotFooter } from './snapshot-footer';
import type { SnapshotHeader } from './snapshot-header';

/** A snapshot in memory. */
export interface Snapshot {
  readonly header: SnapshotHeader;
  readonly metadata: readonly MetricMetadata[];
  /** The series; their samples are decoded when they are first read. */
  readonly store: SeriesStore;
  readonly footer: SnapshotFooter;
}
