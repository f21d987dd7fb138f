import { fixedSchedule, type ReplicaSchedule, scheduleOf } from '../autoscaling/demand/replica-schedule';
import { describeObject } from '../source/finding';
import type { Fleet } from './fleet';
import type { Workload } from './workload';

/** The replicas that a workload may have: by the autoscalers that act, else its own; undefined where that cannot be read. */
export function workloadReplicasOf(workload: Workload, fleet: Fleet): ReplicaSchedule | undefined {
  const acting = fleet.autoscalersOn(describeObject(workload.object)).filter(({ acts }) => acts);
  return acting.length > 0 ? scheduleOf(acting) : fixedSchedule(workload.reading.replicas);
}
