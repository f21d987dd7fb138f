/** Typed policies for autoscaling GPU inference services: the face for policy authors. */

export { type AnyCluster, Cluster } from './constructs/cluster/cluster';
export type { ClusterProps } from './constructs/cluster/cluster-props';
export {
  type AckAdapterProps,
  MetricsPipeline,
  type PrometheusAdapterProps,
} from './constructs/cluster/metrics-pipeline';
export {
  type AdapterChart,
  type ArgoCdProps,
  type FluxProps,
  GitOps,
  type SubstitutionSource,
} from './constructs/git-ops/git-ops';
export { Gpu, type GpuLimits, type MigProfile, type SharedGpuProps } from './constructs/gpu/gpu';
export {
  type AckSharing,
  GpuPool,
  type GpuPoolProps,
  type MigGpuPoolProps,
  type MigStrategy,
  type SharedGpuPoolProps,
  type TimeSlicedGpuPoolProps,
} from './constructs/gpu/gpu-pool';
export { GuardRails, type GuardRailsProps } from './constructs/guard-rails/guard-rails';
export type { CustomMetric, CustomMetricProps } from './constructs/metrics/custom-metric';
export type { ConventionChoice } from './constructs/metrics/metric-by-convention';
export type {
  AdditiveMetric,
  AnyNamespaceSelection,
  Exposable,
  ExternalMetric,
  ExternalSelection,
  LatencyMetric,
  LatencyQuantiles,
  MetricTarget,
  NamespacedSelection,
  NodeMetric,
  PeopleMetric,
  PodMetric,
  Provenance,
  ServiceMetric,
  ServiceTotal,
  ShareMetric,
} from './constructs/metrics/metric-target';
export { metrics } from './constructs/metrics/metrics';
export { type BatchProps, presets } from './constructs/metrics/presets';
export type { ObjectPatch, PatchOperation } from './constructs/output/object-patch';
export { PolicyApp, type PolicyAppProps } from './constructs/output/policy-app';
export {
  type ComputeQuantities,
  type ComputeResources,
  definePolicy,
  type PodGroup,
  type Policy,
  type PolicyOverrides,
  type PolicyProps,
  type RolloutProps,
  type ServiceExposure,
  type ServiceSettings,
  type StartupTimes,
} from './constructs/policy/policy';
export { Duration, Size } from './constructs/policy/units';
export {
  PolicyError,
  type PolicyErrorCode,
  PolicyErrors,
  type PolicyProblem,
} from './constructs/problems/policy-error';
export {
  ApplicationIntelligence,
  type ApplicationIntelligenceProps,
} from './constructs/scaling/application-intelligence';
export { Autoscaler, type AutoscalerProps } from './constructs/scaling/autoscaler';
export type { Behavior, BehaviorRate, BehaviorRules } from './constructs/scaling/behavior';
export { type AhpaProps, type HpaProps, ScalingPolicy } from './constructs/scaling/scaling-policy';
export { Schedule } from './constructs/schedule/schedule';
export type { DaySteps, ReplicaBounds, TimeOfDay, WeeklyProps } from './constructs/schedule/weekly-props';
export { Engine, type SglangProps, type VllmVersion } from './constructs/service/engine';
export { GpuInferenceService } from './constructs/service/gpu-inference-service';
export { LoadGenerator, type LoadGeneratorProps } from './constructs/service/load-generator';
export type { KeyToleration, TaintEffect, Toleration, ValueToleration } from './kubernetes/toleration';
