import type { AdmissionProblem } from '../autoscaling/admission-problem';
import type { Manifest } from '../fleet/manifest';
import { asSentence } from '../source/as-sentence';
import type { Severity } from '../source/finding';
import type { Fault } from './check';

/** A problem of an autoscaler as a fault at its place. */
export function admissionFault(
  manifest: Manifest,
  problem: AdmissionProblem<string> & { readonly severity?: Severity },
): Fault {
  return {
    at: manifest.at(problem.path),
    message: problem.message,
    help: asSentence(problem.help),
    ...(problem.severity && { severity: problem.severity }),
    evidence: { code: problem.code },
  };
}
