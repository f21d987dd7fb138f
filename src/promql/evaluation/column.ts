import type { LabelSet } from './label-set';

/** One value per step. NaN is a value: `present` says where there is one. */
export interface StepValues {
  readonly values: Float64Array;
  /** 1 where the step has a value. */
  readonly present: Uint8Array;
  /** How many steps have a value. */
  readonly count: number;
}

/** One series of an instant vector over the steps of a grid. The values are worked out when they are read, once. */
export interface Column {
  readonly labels: LabelSet;
  /** The metric name is to be dropped at the end of the query. */
  readonly dropName: boolean;
  read(): StepValues;
}

/** What an expression evaluates to; range vectors exist only as arguments and as results. */
export type Value =
  | { readonly kind: 'scalar'; readonly values: Float64Array }
  | { readonly kind: 'string'; readonly text: string }
  /** `ordered`: the order of the columns is part of the answer of an instant query. */
  | { readonly kind: 'vector'; readonly columns: readonly Column[]; readonly ordered: boolean };

/** An instant vector at every step. */
export type VectorValue = Extract<Value, { kind: 'vector' }>;

/** Columns in no particular order. */
export function vectorOf(columns: readonly Column[]): VectorValue {
  return { kind: 'vector', columns, ordered: false };
}

/** A column whose values are known. */
export function knownColumn(labels: LabelSet, values: StepValues, dropName = false): Column {
  return { labels, dropName, read: () => values };
}

/** Collects the values of a column step by step. */
export class StepValuesBuilder implements StepValues {
  public readonly values: Float64Array;
  public readonly present: Uint8Array;
  public count = 0;

  public constructor(steps: number) {
    this.values = new Float64Array(steps);
    this.present = new Uint8Array(steps);
  }

  public set(step: number, value: number): void {
    this.values[step] = value;
    this.present[step] = 1;
    this.count++;
  }
}
