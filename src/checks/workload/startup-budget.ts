import type { Container, StartupLimit } from '../../autoscaling/workload/container';
import { gpuAllocationOf } from '../../autoscaling/workload/gpu-request';
import { PROGRESS_DEADLINE_DEFAULT } from '../../autoscaling/workload/progress-deadline';
import type { Ahpa } from '../../fleet/autoscaler';
import type { Fleet } from '../../fleet/fleet';
import type { Workload } from '../../fleet/workload';
import { describeObject } from '../../source/finding';
import { defineCheck, type Fault, failed, notCheckable, passed } from '../check';

/** The time that probes and the rollout grant until a container answers, against what others say that it takes. */
export const startupBudget = defineCheck<Workload>({
  id: 'workload/startup-budget',
  severity: 'error',
  title: 'a container is restarted, or its rollout given up, while it still starts',
  subjects: (fleet) => fleet.workloads.filter(isBounded),
  run(workload, { fleet }) {
    const ahpa = leadOf(workload, fleet);
    const faults: Fault[] = [];
    let unknown: string | undefined;
    for (const container of workload.containers) {
      const limit = container.startupLimit;
      if (!limit) continue;
      if (limit.seconds === undefined) {
        unknown = `the numbers of the ${limit.probe} cannot be read`;
        continue;
      }
      const isJudged = ahpa && startsSlowly(container, workload);
      const fault = (isJudged && restartedEarly(container, limit, ahpa, workload)) || givenUpEarly(limit, workload);
      if (fault) faults.push(fault);
    }
    if (faults.length > 0) return failed(...faults);
    return unknown === undefined ? passed : notCheckable(unknown);
  },
});

/** A startup probe says how long the start may take. A liveness probe alone matters where an AHPA says how long it takes. */
function isBounded({ containers, gpuRequests }: Workload): boolean {
  return gpuRequests.length > 0 && containers.some(({ startupLimit }) => startupLimit !== undefined);
}

/** What stands beside the container of the GPU, such as a proxy, starts in its own time. */
function startsSlowly(container: Container, { containers }: Workload): boolean {
  const names = [...container.resources('limits').keys(), ...container.resources('requests').keys()];
  return containers.length === 1 || container.claimsDevices || names.some((name) => gpuAllocationOf(name));
}

/** The AHPA of a workload that says how long a pod needs to Ready. */
function leadOf(workload: Workload, fleet: Fleet): Ahpa | undefined {
  return fleet
    .autoscalersOn(describeObject(workload.object))
    .find((one): one is Ahpa => one.is === 'ahpa' && one.reading.scaleUpForward.value !== undefined);
}

function restartedEarly(
  { name }: Container,
  { probe, seconds, path }: StartupLimit,
  ahpa: Ahpa,
  workload: Workload,
): Fault | undefined {
  const lead = ahpa.reading.scaleUpForward.value!;
  if (seconds! >= lead) return undefined;
  return {
    at: workload.manifest.at(path),
    object: workload.object,
    message: `the ${probe} of container ${name} restarts it when it does not answer within ${seconds} s, and by scaleUpForward of ${describeObject(ahpa.object)} a start takes ${lead} s`,
    help:
      probe === 'startupProbe'
        ? `Raise failureThreshold, so that periodSeconds x failureThreshold is above ${lead}.`
        : `Add a startupProbe that grants more than ${lead} s: it holds the livenessProbe back.`,
    evidence: { container: name, probe, budgetSeconds: seconds!, expectedSeconds: lead },
  };
}

/** A start within its budget must not be a failed rollout. Only a startup probe says how long a start may take. */
function givenUpEarly({ probe, seconds }: StartupLimit, workload: Workload): Fault | undefined {
  const { progressDeadlineSeconds: deadline, minReadySeconds } = workload.reading;
  if (probe !== 'startupProbe' || !deadline) return undefined;
  const after = deadline.given ? deadline.value : PROGRESS_DEADLINE_DEFAULT;
  if (after === undefined || seconds! + minReadySeconds < after) return undefined;
  // The API server refuses such a deadline, and a rollout that is paused has none.
  if (after <= minReadySeconds || workload.manifest.valueAt('/spec/paused') === true) return undefined;
  return {
    at: workload.manifest.at(deadline.path),
    object: workload.object,
    severity: 'warning',
    message: `the startupProbe grants ${seconds} s, and ${deadline.given ? '' : 'by default '}the rollout counts as failed after ${after} s without progress: a slow start fails the sync`,
    help: `Set progressDeadlineSeconds to more than ${seconds! + minReadySeconds}, with the time an old pod takes to end.`,
    evidence: { budgetSeconds: seconds!, progressDeadlineSeconds: after },
  };
}
