import type { Semantics } from '../../semantics';
import type { TextSpan } from '../../syntax/text-span';

/** One window of one series, as a function over a range sees it. The object is reused from step to step. */
export interface Window {
  readonly timestamps: Float64Array;
  readonly values: Float64Array;
  /** The samples `from` up to but not including `to`. */
  readonly from: number;
  readonly to: number;
  /** The time of the step, and the ends of the window, in ms. */
  readonly time: number;
  readonly start: number;
  readonly end: number;
  readonly rangeSeconds: number;
  readonly semantics: Semantics;
  /** The scalar arguments at this step, in their order. */
  readonly scalars: readonly number[];
}

/** A function from one window to one number. */
export interface RangeFunction {
  /** With fewer samples there is no result. */
  readonly least: 1 | 2;
  /** The result is still the metric that went in. */
  readonly keepsName?: true;
  /** Puts the window in order, which takes more than one look at each sample. */
  readonly sorts?: true;
  /** Looks at the scalar arguments wherever a window holds a sample. @throws PromQLError */
  readonly check?: (scalars: readonly number[], span: TextSpan) => void;
  readonly compute: (window: Window) => number;
}
