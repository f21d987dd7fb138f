import type { AdmissionProblem } from '../admission-problem';

/** Which rule of the API server is broken. */
export type HpaAdmissionCode =
  | 'name-invalid'
  | 'min-replicas'
  | 'max-replicas'
  | 'min-greater-than-max'
  | 'scale-to-zero'
  | 'object-reference'
  | 'metric-type'
  | 'metric-source'
  | 'metric-name'
  | 'target-type'
  | 'target-value'
  | 'target-fields'
  | 'container'
  | 'behavior-range'
  | 'behavior-choice'
  | 'behavior-policies';

export type HpaAdmissionProblem = AdmissionProblem<HpaAdmissionCode>;
