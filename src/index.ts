/** Typed policies for autoscaling GPU inference services: the face for policy authors. */

export { ApplicationIntelligence, type ApplicationIntelligenceProps } from './constructs/application-intelligence';
export { Autoscaler, type AutoscalerProps } from './constructs/autoscaler';
export type { Behavior, BehaviorRate, BehaviorRules } from './constructs/behavior';
export { type AnyCluster, Cluster, type ClusterProps } from './constructs/cluster';
export type { CustomMetric, CustomMetricProps } from './constructs/custom-metric';
export { Engine, type SglangProps, type VllmVersion } from './constructs/engine';
export {
  type AdapterChart,
  type ArgoCdProps,
  type FluxProps,
  GitOps,
  type SubstitutionSource,
} from './constructs/git-ops';
export { Gpu, type GpuLimits, type MigProfile, type SharedGpuProps } from './constructs/gpu';
export { GpuInferenceService } from './constructs/gpu-inference-service';
export {
  type AckSharing,
  GpuPool,
  type GpuPoolProps,
  type MigGpuPoolProps,
  type MigStrategy,
  type SharedGpuPoolProps,
  type TimeSlicedGpuPoolProps,
} from './constructs/gpu-pool';
export { GuardRails, type GuardRailsProps } from './constructs/guard-rails';
export { LoadGenerator, type LoadGeneratorProps } from './constructs/load-generator';
export type { ConventionChoice } from './constructs/metric-by-convention';
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
} from './constructs/metric-target';
export { metrics } from './constructs/metrics';
export { type AckAdapterProps, MetricsPipeline, type PrometheusAdapterProps } from './constructs/metrics-pipeline';
export type { ObjectPatch, PatchOperation } from './constructs/object-patch';
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
} from './constructs/policy';
export { PolicyApp, type PolicyAppProps } from './constructs/policy-app';
export { PolicyError, type PolicyErrorCode, PolicyErrors, type PolicyProblem } from './constructs/policy-error';
export { type BatchProps, presets } from './constructs/presets';
export { type AhpaProps, type HpaProps, ScalingPolicy } from './constructs/scaling-policy';
export { Schedule } from './constructs/schedule';
export { Duration, Size } from './constructs/units';
export type { DaySteps, ReplicaBounds, TimeOfDay, WeeklyProps } from './constructs/weekly-props';
export type { KeyToleration, TaintEffect, Toleration, ValueToleration } from './kubernetes/toleration';
