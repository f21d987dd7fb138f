/**
 * HorizontalPodAutoscaler and AdvancedHorizontalPodAutoscaler without a cluster: read manifests of any version, judge what
 * the API server refuses, write the manifest for a version, and reproduce the controller's decisions.
 * Public as `foresail/autoscaling`. Times are milliseconds since the epoch unless a name says otherwise; metric values are
 * thousandths as `bigint`, as in the controller.
 */

export { isKubernetesMinor, type KubernetesMinor } from '../kubernetes/minor';
export { parseQuantity, type Quantity } from '../kubernetes/quantity';
export type { HpaApiVersion } from '../kubernetes/served-api';
export { isTimeZone } from '../kubernetes/time-zone';
export { ahpaAdmissionProblems } from './ahpa/admission';
export type { AhpaAdmissionCode, AhpaAdmissionProblem } from './ahpa/admission-problem';
export {
  type Bound,
  type BoundsPeriod,
  type BoundsProblem,
  type BoundsProblemCode,
  type BoundsValidity,
  boundsActiveAt,
  type ParsedBounds,
  parseBounds,
  validityOf,
  type WrittenBound,
  type WrittenPeriod,
} from './ahpa/bounds';
export { type BoundsOverlap, type BoundsStretch, coverageOf, type LocalRange } from './ahpa/coverage';
export { type CalendarDay, type CalendarMinute, type CronExpression, type CronParse, parseCron } from './ahpa/cron';
export type { CronProblem, CronProblemCode } from './ahpa/cron-field';
export { formatLocalTime, type LocalTime, localTimeAt, parseLocalTime } from './ahpa/local-time';
export {
  AHPA_API_VERSION,
  AHPA_KIND,
  AHPA_RESOURCES,
  type AhpaBound,
  type AhpaExternalMetric,
  type AhpaMetric,
  type AhpaResource,
  type AhpaResourceMetric,
  type AhpaSpec,
  BOUNDS_TIMEZONE_ANNOTATION,
  DEFAULT_BOUNDS_TIMEZONE,
  type InstanceBounds,
  SCALE_STRATEGIES,
  type ScaleStrategy,
} from './ahpa/model';
export { type AhpaReading, readAhpa } from './ahpa/read-ahpa';
export { type RenderedAhpa, renderAhpa } from './ahpa/render-ahpa';
export {
  type GpuClaim,
  type GpuDemand,
  gpuDemandOf,
  type ReplicaRange,
  replicaRangeOfAhpa,
  replicaRangeOfHpa,
} from './capacity';
export { type HpaAdmissionOptions, hpaAdmissionProblems } from './hpa/admission';
export type { HpaAdmissionCode, HpaAdmissionProblem } from './hpa/admission-problem';
export { type CompleteBehavior, type CompleteScalingRules, completeBehavior } from './hpa/behavior';
export { behaviorOf, metricOf } from './hpa/controller-view';
export {
  type CombinedOutcome,
  combineProposals,
  type Decision,
  type DecisionInput,
  decide,
  EMPTY_MEMORY,
  type HpaMemory,
  type MetricOutcome,
  type ZeroReplicasInput,
  zeroReplicas,
} from './hpa/decision';
export type { HpaReading, HpaVersion, MetricReading, ObjectReading, TargetReading } from './hpa/hpa-reading';
export type {
  HpaBehavior,
  HpaMetric,
  HpaSpec,
  HpaTarget,
  MetricIdentifier,
  ObjectTarget,
  ScalingRate,
  ScalingRules,
  SelectPolicy,
} from './hpa/model';
export { countReadyPods, groupPods, type PodGroups, type PodSample, type PodState } from './hpa/pod-groups';
export {
  type PodRequests,
  type Proposal,
  type ProposalFailure,
  proposeByAverage,
  proposeByAverageOfTotal,
  proposeByUtilization,
  proposeByValue,
} from './hpa/proposal';
export { readHpa } from './hpa/read-hpa';
export { HpaVersionError, type RenderedHpa, renderHpa } from './hpa/render-hpa';
export { type TargetMismatch, targetMismatchOf } from './hpa/target-mismatch';
export { isWithinTolerance, type Tolerance, toleranceOf } from './hpa/tolerance';
export { type HpaVersionProblem, versionProblems } from './hpa/version-support';
export type { ReadField } from './read-field';
