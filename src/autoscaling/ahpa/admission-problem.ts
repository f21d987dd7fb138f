import type { Severity } from '../../source/finding';
import type { AdmissionProblem } from '../admission-problem';

/** Which rule about AHPA is broken. */
export type AhpaAdmissionCode =
  | 'api-version'
  | 'unknown-field'
  | 'missing'
  | 'wrong-type'
  | 'min-replicas'
  | 'max-replicas'
  | 'min-greater-than-max'
  | 'bound-exceeds-top-level'
  | 'quantile-out-of-range'
  | 'quantile-fraction'
  | 'quantile-not-integer'
  | 'quantile-low'
  | 'scale-up-forward'
  | 'scale-up-forward-too-long'
  | 'scale-strategy'
  | 'strategy-unverified'
  | 'proactive-only'
  | 'metric-type-unsupported'
  | 'resource-name-unknown'
  | 'target-type-mismatch'
  | 'several-metrics';

/** A warning where the rule rests on our reconstruction of the shape alone. */
export interface AhpaAdmissionProblem extends AdmissionProblem<AhpaAdmissionCode> {
  readonly severity: Severity;
}
