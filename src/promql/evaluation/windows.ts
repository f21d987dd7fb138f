import { type Grid, timeAt } from './grid';
import { firstAfter } from './instant-selector';
import type { RangeVector } from './range-source';

/** For each step the samples that its window holds: indexes `from` up to but not including `to`. */
export interface Windows {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Samples in all windows together. */
  readonly visits: number;
}

/** Finds windows by two cursors that only move forward. Series that were scraped together share the result. */
export class WindowFinder {
  private readonly shared = new WeakMap<Float64Array, Windows>();

  public constructor(
    private readonly range: RangeVector,
    private readonly grid: Grid,
    private readonly leftOpen: boolean,
  ) {}

  public windowsOf(timestamps: Float64Array): Windows {
    const known = this.shared.get(timestamps);
    if (known) return known;
    const windows = this.find(timestamps);
    this.shared.set(timestamps, windows);
    return windows;
  }

  /** The window of an instant query. */
  public windowOfFirstStep(timestamps: Float64Array): [from: number, to: number] {
    const { from, to } = this.windowsOf(timestamps);
    return [from[0]!, to[0]!];
  }

  private find(timestamps: Float64Array): Windows {
    const { range, grid, leftOpen } = this;
    const from = new Int32Array(grid.steps);
    const to = new Int32Array(grid.steps);
    const { length } = timestamps;
    let visits = 0;
    let low = firstAfter(timestamps, timeAt(grid, 0) - range.shift - range.rangeMs - 1);
    let high = low;
    const last = range.dataEnd ?? Number.POSITIVE_INFINITY;
    for (let step = 0; step < grid.steps; step++) {
      const nominalEnd = timeAt(grid, range.still ? 0 : step) - range.shift;
      const start = nominalEnd - range.rangeMs;
      const end = Math.min(nominalEnd, last);
      while (low < length && (leftOpen ? timestamps[low]! <= start : timestamps[low]! < start)) low++;
      if (high < low) high = low;
      while (high < length && timestamps[high]! <= end) high++;
      from[step] = low;
      to[step] = high;
      visits += high - low;
    }
    return { from, to, visits };
  }
}
