/**
 * Snapshot files: recorded Prometheus series, filtered and portable, in the format `foresail-snapshot` version 1. A
 * snapshot file is not what the Prometheus admin API calls a snapshot, which is a folder of TSDB blocks.
 *
 * @packageDocumentation
 */
export type { Labels } from '../series/labels';
export type { Matcher, MatchOperator } from '../series/matcher';
export { createMatcher } from '../series/matcher';
export type { Series } from '../series/series';
export { type SeriesInput, SeriesStore, type StoreFacts } from '../series/series-store';
export type { MetricMetadata, MetricType } from './metric-metadata';
export { readSnapshot } from './read-snapshot';
export type { Snapshot } from './snapshot';
export { SnapshotError } from './snapshot-error';
export type { SnapshotFooter } from './snapshot-footer';
export type { SnapshotHeader, SnapshotSource, SnapshotSourceKind, StalenessMode } from './snapshot-header';
export { SNAPSHOT_LIMITS, type SnapshotLimits } from './snapshot-limits';
export { type SnapshotContents, type WriteOptions, writeSnapshot } from './write-snapshot';
