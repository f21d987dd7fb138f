import { aggregatedAway } from './adapter/aggregated-away';
import { namespaceLabelMissing } from './adapter/namespace-label-missing';
import { nonfiniteValue } from './adapter/nonfinite-value';
import { oneBadQueryHidesAll } from './adapter/one-bad-query-hides-all';
import { overrideDuplicateResource } from './adapter/override-duplicate-resource';
import { queryFails } from './adapter/query-fails';
import { resultNotOnePerObject } from './adapter/result-not-one-per-object';
import type { AnyCheck } from './check';
import { labelConvention } from './metric/label-convention';
import { podsUnlabelled } from './metric/pods-unlabelled';

/** The checks that look at what rules give: at the values of a snapshot, or at the meaning of a query. The cause of others first. */
export const VALUE_CHECKS: readonly AnyCheck[] = [
  labelConvention,
  podsUnlabelled,
  aggregatedAway,
  resultNotOnePerObject,
  namespaceLabelMissing,
  overrideDuplicateResource,
  queryFails,
  oneBadQueryHidesAll,
  nonfiniteValue,
];
