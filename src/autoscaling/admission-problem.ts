import type { Pointer } from '../source/pointer';

/** One thing that the API server, or the reconstructed shape of AHPA, does not accept. */
export interface AdmissionProblem<Code extends string> {
  readonly code: Code;
  readonly path: Pointer;
  readonly message: string;
  readonly help: string;
}
