import { canonicalLabels } from '../series/labels';
import type { SeriesPiece } from './read-series';

/** One series of a capture, whole. */
export type GatheredSeries = SeriesPiece;

/** The pieces of one answer or several, one a series. */
export function joinPieces(pieces: readonly SeriesPiece[]): readonly SeriesPiece[] {
  const gatherer = new PieceGatherer();
  for (const piece of pieces) gatherer.add(piece);
  return [...gatherer.finish().values()];
}

/** Joins the pieces that queries answered, in whatever order they come. */
export class PieceGatherer {
  private readonly bySeries = new Map<string, SeriesPiece[]>();
  private count = 0;

  /** Samples so far; those that two queries answered count twice. */
  public get samples(): number {
    return this.count;
  }

  public get series(): number {
    return this.bySeries.size;
  }

  public add(piece: SeriesPiece): void {
    const key = canonicalLabels(piece.labels);
    const known = this.bySeries.get(key);
    if (known) known.push(piece);
    else this.bySeries.set(key, [piece]);
    this.count += piece.timestamps.length;
  }

  /** Every series by its canonical labels, each sample once. Gives the pieces away. */
  public finish(): ReadonlyMap<string, GatheredSeries> {
    const series = new Map<string, GatheredSeries>();
    for (const [key, pieces] of this.bySeries) {
      series.set(key, joined(pieces));
      this.bySeries.delete(key);
    }
    return series;
  }
}

function joined(pieces: readonly SeriesPiece[]): GatheredSeries {
  const sorted = [...pieces].sort((a, b) => a.timestamps[0]! - b.timestamps[0]!);
  const { labels } = sorted[0]!;
  const length = sorted.reduce((sum, { timestamps }) => sum + timestamps.length, 0);
  const timestamps = new Float64Array(length);
  const values = new Float64Array(length);
  let count = 0;
  for (const piece of withoutOverlaps(sorted)) {
    timestamps.set(piece.timestamps, count);
    values.set(piece.values, count);
    count += piece.timestamps.length;
  }
  return { labels, timestamps: timestamps.subarray(0, count), values: values.subarray(0, count) };
}

/**
 * Two selectors that select one series answer the same samples: what a piece repeats is cut off its front. A piece never begins
 * before one that was sorted in front of it.
 */
function* withoutOverlaps(sorted: readonly SeriesPiece[]): Generator<SeriesPiece> {
  let newest = Number.NEGATIVE_INFINITY;
  for (const piece of sorted) {
    const from = piece.timestamps.findIndex((time) => time > newest);
    if (from === -1) continue;
    yield { ...piece, timestamps: piece.timestamps.subarray(from), values: piece.values.subarray(from) };
    newest = piece.timestamps.at(-1)!;
  }
}
