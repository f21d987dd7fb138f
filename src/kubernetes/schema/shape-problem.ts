import type { Pointer } from '../../source/pointer';

export type ShapeProblemCode =
  | 'not-served'
  | 'unknown-field'
  | 'needs-newer'
  | 'gone'
  | 'missing'
  | 'wrong-type'
  | 'wrong-value';

/** One way in which an object is not what the API server of a minor takes. */
export interface ShapeProblem {
  readonly code: ShapeProblemCode;
  /** `warning` where a newer server may know more than we do. */
  readonly severity: 'error' | 'warning';
  /** The field itself, also where it is missing. */
  readonly path: Pointer;
  readonly message: string;
  readonly help: string;
}

/** What an object is checked as. */
export interface ShapeContext {
  readonly apiVersion: string;
  readonly kind: string;
  /** `1.28` */
  readonly minor: string;
}
