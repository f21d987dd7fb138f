import { aggregatedAway } from './adapter/aggregated-away';
import { leaksOtherWorkloads } from './adapter/leaks-other-workloads';
import { nameCapture } from './adapter/name-capture';
import { namespaceLabelMissing } from './adapter/namespace-label-missing';
import { nonfiniteValue } from './adapter/nonfinite-value';
import { oneBadQueryHidesAll } from './adapter/one-bad-query-hides-all';
import { overrideDuplicateResource } from './adapter/override-duplicate-resource';
import { queryFails } from './adapter/query-fails';
import { resultNotOnePerObject } from './adapter/result-not-one-per-object';
import type { AnyCheck } from './check';
import { averageOfNonadditive } from './hpa/average-of-nonadditive';
import { deadZone } from './hpa/dead-zone';
import { nodeMetricUnreachable } from './hpa/node-metric-unreachable';
import { resourceMetricUnserved } from './hpa/resource-metric-unserved';
import { resourceRequestMissing } from './hpa/resource-request-missing';
import { selectorOverlaps } from './hpa/selector-overlaps';
import { blankSentinel } from './metric/blank-sentinel';
import { constant } from './metric/constant';
import { duplicatedAcrossSharingPods } from './metric/duplicated-across-sharing-pods';
import { labelConvention } from './metric/label-convention';
import { neverDecreases } from './metric/never-decreases';
import { perGpuSummedPerPod } from './metric/per-gpu-summed-per-pod';
import { podsUnlabelled } from './metric/pods-unlabelled';
import { processesAveraged } from './metric/processes-averaged';
import { targetOutOfRange } from './metric/target-out-of-range';
import { counterAsGauge } from './promql/counter-as-gauge';
import { rateRange } from './promql/rate-range';
import { vectorMatching } from './promql/vector-matching';

/** The checks that look at what rules give: at the values of a snapshot, or at the meaning of a query. The cause of others first. */
export const VALUE_CHECKS: readonly AnyCheck[] = [
  labelConvention,
  podsUnlabelled,
  aggregatedAway,
  resultNotOnePerObject,
  namespaceLabelMissing,
  overrideDuplicateResource,
  nameCapture,
  queryFails,
  oneBadQueryHidesAll,
  nonfiniteValue,
  leaksOtherWorkloads,
  resourceMetricUnserved,
  resourceRequestMissing,
  nodeMetricUnreachable,
  averageOfNonadditive,
  selectorOverlaps,
  deadZone,
  duplicatedAcrossSharingPods,
  perGpuSummedPerPod,
  processesAveraged,
  neverDecreases,
  blankSentinel,
  constant,
  targetOutOfRange,
  rateRange,
  counterAsGauge,
  vectorMatching,
];
