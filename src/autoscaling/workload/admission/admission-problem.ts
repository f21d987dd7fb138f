import type { Pointer } from '../../../source/pointer';

/** Something of an object that the API server refuses although its shape is right. */
export interface AdmissionProblem {
  readonly path: Pointer;
  readonly message: string;
  /** What to do, as a sentence. */
  readonly help: string;
}

/** What must be, as a sentence of its own. */
export function mustBe(rule: string): string {
  return `It must be ${rule}.`;
}
