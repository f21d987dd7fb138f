/** What a reader of an untrusted snapshot file bounds, so that a small file cannot fill the memory. */
export interface SnapshotLimits {
  /** Bytes of the file as it lies on disk. */
  readonly fileBytes: number;
  /** Bytes of the text after gzip. Inflating stops here. */
  readonly textBytes: number;
  readonly lineBytes: number;
  readonly headerBytes: number;
  readonly metadata: number;
  readonly series: number;
  /** Samples of one series. */
  readonly seriesSamples: number;
  /** Samples of all series. */
  readonly samples: number;
  /** Labels of one series. */
  readonly labels: number;
  /** UTF-16 code units of one label name or value. */
  readonly labelLength: number;
  /** Levels of nesting in the header. */
  readonly depth: number;
}

/** The defaults hold twice the design load of 50 million samples. */
export const SNAPSHOT_LIMITS: SnapshotLimits = {
  fileBytes: 512 * 1024 * 1024,
  textBytes: 1024 * 1024 * 1024,
  lineBytes: 16 * 1024 * 1024,
  headerBytes: 1024 * 1024,
  metadata: 100_000,
  series: 1_000_000,
  seriesSamples: 10_000_000,
  samples: 100_000_000,
  labels: 256,
  labelLength: 65_536,
  depth: 16,
};
