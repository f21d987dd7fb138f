/** The steps of an evaluation, in milliseconds: `start`, `start + step`, ... */
export interface Grid {
  readonly start: number;
  readonly step: number;
  readonly steps: number;
}

/** The steps from start to end, the end among them where it falls on a step. */
export function gridOf(start: number, end: number, step: number): Grid {
  return { start, step, steps: end < start ? 0 : Math.floor((end - start) / step) + 1 };
}

/** The one step at the start. */
export function firstStep(grid: Grid): Grid {
  return { ...grid, steps: Math.min(1, grid.steps) };
}

/** The time of a step. */
export function timeAt(grid: Grid, at: number): number {
  return grid.start + at * grid.step;
}

/** The time of the last step. */
export function lastTime(grid: Grid): number {
  return grid.start + (grid.steps - 1) * grid.step;
}
