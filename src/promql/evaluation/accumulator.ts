import type { StepValues } from './column';

/** Takes the columns of one group and gives one column. */
export interface Accumulator {
  add(column: StepValues): void;
  finish(): StepValues;
}
