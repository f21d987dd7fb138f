import { floorOnSpot } from './capacity/floor-on-spot';
import { rolloutExceeded } from './capacity/rollout-exceeded';
import type { AnyCheck } from './check';
import { betaHpaUnderArgo } from './gitops/beta-hpa-under-argo';
import { syncWaveOrder } from './gitops/sync-wave-order';
import { scaleToZeroUnreachable } from './hpa/scale-to-zero-unreachable';
import { scaleUpFasterThanStartup } from './hpa/scale-up-faster-than-startup';
import { notForScaling } from './metric/not-for-scaling';
import { utilizationForLlm } from './metric/utilization-for-llm';
import { workloadAdmission } from './workload/admission';
import { drainTooShort } from './workload/drain-too-short';
import { gpuLimitMissing } from './workload/gpu-limit-missing';
import { leaderServiceTaken } from './workload/leader-service-taken';
import { pdbUndrainable } from './workload/pdb-undrainable';
import { rolloutDeadlock } from './workload/rollout-deadlock';
import { startupBudget } from './workload/startup-budget';

/** The checks on how a service starts, drains, is rolled out and is synced. */
export const SERVICE_CHECKS: readonly AnyCheck[] = [
  drainTooShort,
  startupBudget,
  rolloutDeadlock,
  leaderServiceTaken,
  pdbUndrainable,
  gpuLimitMissing,
  workloadAdmission,
  scaleUpFasterThanStartup,
  scaleToZeroUnreachable,
  utilizationForLlm,
  notForScaling,
  syncWaveOrder,
  betaHpaUnderArgo,
  rolloutExceeded,
  floorOnSpot,
];
