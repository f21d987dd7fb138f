import { configInvalid } from './adapter/config-invalid';
import { configNotRolled } from './adapter/config-not-rolled';
import { denominatorWithoutMatchers } from './adapter/denominator-without-matchers';
import { nameCollision } from './adapter/name-collision';
import { resourceLabelMissing } from './adapter/resource-label-missing';
import { seriesNotFound } from './adapter/series-not-found';
import { admission as ahpaAdmission } from './ahpa/admission';
import { boundsExpired } from './ahpa/bounds-expired';
import { boundsOverlap } from './ahpa/bounds-overlap';
import { boundsPeriod } from './ahpa/bounds-period';
import { boundsUncovered } from './ahpa/bounds-uncovered';
import { cronSyntax } from './ahpa/cron-syntax';
import { minGreaterThanMax as ahpaMinGreaterThanMax } from './ahpa/min-greater-than-max';
import { quantileRange } from './ahpa/quantile-range';
import { scaleToZeroGpu } from './ahpa/scale-to-zero-gpu';
import { targetNotFound as ahpaTargetNotFound } from './ahpa/target-not-found';
import { tokenLiteral } from './ahpa/token-literal';
import { gpusExceeded } from './capacity/gpus-exceeded';
import type { AnyCheck } from './check';
import { objectRenamed } from './gitops/object-renamed';
import { replicasRemoved } from './gitops/replicas-removed';
import { replicasSet } from './gitops/replicas-set';
import { selectorRenamed } from './gitops/selector-renamed';
import { cardMetricOnSharedGpu } from './gpu/card-metric-on-shared-gpu';
import { admission as hpaAdmission } from './hpa/admission';
import { apiVersionRemoved } from './hpa/api-version-removed';
import { metricNotExposed } from './hpa/metric-not-exposed';
import { metricSelectorInvalid } from './hpa/metric-selector-invalid';
import { minGreaterThanMax } from './hpa/min-greater-than-max';
import { targetNotFound } from './hpa/target-not-found';
import { targetTypeMismatch } from './hpa/target-type-mismatch';
import { twoAutoscalersOneTarget } from './hpa/two-autoscalers-one-target';
import { duplicateObject } from './manifest/duplicate-object';
import { schema } from './manifest/schema';
import { ratioVersusPercent } from './metric/ratio-versus-percent';
import { SERVICE_CHECKS } from './service-checks';
import { tooOld } from './snapshot/too-old';
import { SUPPRESSION_CHECKS } from './suppression-checks';
import { VALUE_CHECKS } from './value-checks';

/** Every check that runs on a fleet, in the order of the report's groups. */
export const CHECKS: readonly AnyCheck[] = [
  schema,
  duplicateObject,
  apiVersionRemoved,
  hpaAdmission,
  metricSelectorInvalid,
  targetTypeMismatch,
  minGreaterThanMax,
  targetNotFound,
  twoAutoscalersOneTarget,
  metricNotExposed,
  replicasSet,
  replicasRemoved,
  selectorRenamed,
  objectRenamed,
  ahpaAdmission,
  ahpaMinGreaterThanMax,
  ahpaTargetNotFound,
  quantileRange,
  scaleToZeroGpu,
  boundsPeriod,
  cronSyntax,
  boundsExpired,
  boundsUncovered,
  boundsOverlap,
  tokenLiteral,
  configInvalid,
  seriesNotFound,
  resourceLabelMissing,
  nameCollision,
  denominatorWithoutMatchers,
  configNotRolled,
  ratioVersusPercent,
  cardMetricOnSharedGpu,
  ...VALUE_CHECKS,
  ...SERVICE_CHECKS,
  gpusExceeded,
  tooOld,
];

/** What is known of every check, those on `foresail.yaml` among them. */
export const CHECK_LIST: readonly Pick<AnyCheck, 'id' | 'severity' | 'title'>[] = [...CHECKS, ...SUPPRESSION_CHECKS];

/** The ids of every check. */
export const CHECK_IDS: readonly string[] = CHECK_LIST.map(({ id }) => id);
