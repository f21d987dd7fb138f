/**
 * prometheus-adapter without a cluster: load its configuration as strictly as it does, see which API metrics it would serve
 * from recorded series, and get what its APIs would answer. Public as `foresail/adapter`.
 */

export {
  type Discovery,
  type DiscoveryOptions,
  discover,
  type MetricsApiListing,
  type RefusedQuery,
} from './discovery';
export { type SelectorOperator, type SelectorTerm, selectorTerms } from './metric-selector';
export type {
  ApiResourceList,
  ExternalMetricValueList,
  MetricValue,
  MetricValueList,
} from './metrics-api/api-json';
export type { ApiObject, ApiObjects } from './metrics-api/api-objects';
export { type ApiAnswer, type MetricsApi, type MetricsApiOptions, metricsApi } from './metrics-api/metrics-api';
export type { Status } from './metrics-api/status';
export {
  type CustomMetricRequest,
  customQuery,
  type ExternalMetricRequest,
  externalQuery,
  type QueryFailure,
  type QueryResult,
} from './queries';
export type { Claim, CustomMetric, ExternalMetric, MetricConflict } from './registry';
export {
  type NodeUsage,
  type PodUsage,
  type ResourceMetrics,
  type ResourceUsage,
  resourceMetrics,
} from './resource-metrics';
export type { DiscoveredRule, DiscoveredSeries } from './rule-discovery';
export { type CompiledRule, type LoadedConfig, type LoadOptions, loadAdapterConfig } from './rules/load';
export {
  consequenceOf,
  LOAD_ERROR_CODES,
  type LoadConsequence,
  type LoadError,
  type LoadErrorCode,
} from './rules/load-error';
export type {
  AdapterConfig,
  AdapterRule,
  GroupResource,
  NameMapping,
  ResourceMapping,
  ResourceRule,
  ResourceRules,
  SeriesFilter,
} from './rules/types';
export {
  customValue,
  externalValue,
  type ObjectValue,
  type ObjectValues,
  type ResultSample,
  type ServedValue,
  valuesOfObjects,
} from './values';
