/** One element of an instant vector. */
export interface ResultSample {
  /** The metric name, where there is one, under `__name__`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** One series of a matrix. */
export interface ResultSeries {
  readonly labels: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch, increasing. */
  readonly timestamps: Float64Array;
  readonly values: Float64Array;
}

/** One value per series. */
export interface VectorResult {
  readonly type: 'vector';
  readonly samples: readonly ResultSample[];
}

/** Values over time, per series. */
export interface MatrixResult {
  readonly type: 'matrix';
  readonly series: readonly ResultSeries[];
}

/** What an expression without labels gives, such as `1 + 1` or `scalar(v)`. */
export interface ScalarResult {
  readonly type: 'scalar';
  readonly value: number;
  readonly time: number;
}

/** What a quoted text alone gives. */
export interface StringResult {
  readonly type: 'string';
  readonly value: string;
  readonly time: number;
}

/** What an instant query gives. */
export type QueryResult = VectorResult | MatrixResult | ScalarResult | StringResult;

/** What a range query gives. */
export type RangeResult = MatrixResult;
