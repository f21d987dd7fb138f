import type { PodGroups, PodSample } from './pod-groups';
import { isWithinTolerance, type Tolerance } from './tolerance';

/** The replicas that one metric asks for, and what `kubectl get hpa` shows. */
export interface Proposal {
  readonly replicas: number;
  /** The current value in thousandths: per pod, or in total for a Value target. */
  readonly milli: bigint;
  /** Percent, for a utilization target. */
  readonly utilization?: number;
  /** The ratio of usage to target that was judged first. */
  readonly ratio: number;
}

/** Why a metric gives no proposal. */
export interface ProposalFailure {
  readonly failure: 'no-pods' | 'no-samples' | 'missing-request';
  readonly message: string;
}

/** Requests of the resource per pod, in thousandths. */
export type PodRequests = ReadonlyMap<string, bigint>;

interface Situation {
  /** `spec.replicas` of the scale. */
  readonly current: number;
  readonly tolerance: Tolerance;
}

/**
 * What a Pods metric, or a resource by `averageValue`, asks for. Averages are cut off at a thousandth, ratios are doubles,
 * as in the controller. Source: kubernetes/kubernetes, pkg/controller/podautoscaler/replica_calculator.go.
 *
 * @param targetMilli the threshold per pod, in thousandths
 */
export function proposeByAverage(
  groups: PodGroups,
  targetMilli: bigint,
  situation: Situation,
): Proposal | ProposalFailure {
  const measure = (samples: ReadonlyMap<string, PodSample>): Measure => {
    const milli = total(samples) / BigInt(samples.size);
    return { ratio: Number(milli) / Number(targetMilli), milli };
  };
  return proposeFromPods(groups, situation, measure, () => targetMilli);
}

/**
 * What a resource by `averageUtilization` asks for, in percent of the requests. Every matched pod must request the resource.
 *
 * @param targetPercent such as 80
 */
export function proposeByUtilization(
  groups: PodGroups,
  targetPercent: number,
  requests: PodRequests,
  situation: Situation,
): Proposal | ProposalFailure {
  const unknown = groups.samples.size > 0 ? groups.pods.find((name) => !requests.has(name)) : undefined;
  if (unknown !== undefined) {
    return { failure: 'missing-request', message: `missing request for the resource in pod ${unknown}` };
  }
  const fallback = BigInt(Math.max(100, targetPercent));
  const measure = (samples: ReadonlyMap<string, PodSample>): Measure => {
    const known = new Map([...samples].filter(([name]) => requests.has(name)));
    let requested = 0n;
    for (const name of known.keys()) requested += requests.get(name)!;
    const used = total(known);
    const utilization = requested === 0n ? 0 : Number((used * 100n) / requested);
    return { ratio: utilization / targetPercent, milli: used / BigInt(Math.max(1, known.size)), utilization };
  };
  return proposeFromPods(groups, situation, measure, (name) => ((requests.get(name) ?? 0n) * fallback) / 100n);
}

interface Measure {
  readonly ratio: number;
  readonly milli: bigint;
  readonly utilization?: number;
}

function noSamples(): ProposalFailure {
  return {
    failure: 'no-samples',
    message: 'did not receive metrics for targeted pods (pods might be unready)',
  };
}

/**
 * The part both kinds share: where pods are missing or starting, assume the value that moves the replicas least, and
 * where that turns the direction around, stay.
 */
function proposeFromPods(
  groups: PodGroups,
  { current, tolerance }: Situation,
  measure: (samples: ReadonlyMap<string, PodSample>) => Measure,
  fullLoad: (pod: string) => bigint,
): Proposal | ProposalFailure {
  if (groups.pods.length === 0) {
    return { failure: 'no-pods', message: 'no pods returned by selector while calculating replica count' };
  }
  if (groups.samples.size === 0) return noSamples();
  const first = measure(groups.samples);
  const { ratio } = first;
  const stay: Proposal = { ...first, replicas: current };
  const upWithUnready = groups.unready.size > 0 && ratio > 1;
  if (!upWithUnready && groups.missing.size === 0) {
    return isWithinTolerance(ratio, tolerance) ? stay : { ...first, replicas: Math.ceil(ratio * groups.readyCount) };
  }
  const assumed = new Map(groups.samples);
  for (const name of groups.missing) {
    if (ratio < 1) assumed.set(name, { milli: fullLoad(name) });
    else if (ratio > 1) assumed.set(name, { milli: 0n });
  }
  if (upWithUnready) for (const name of groups.unready) assumed.set(name, { milli: 0n });
  const second = measure(assumed).ratio;
  if (isWithinTolerance(second, tolerance) || (ratio < 1 && second > 1) || (ratio > 1 && second < 1)) return stay;
  const replicas = Math.ceil(second * assumed.size);
  if ((second < 1 && replicas > current) || (second > 1 && replicas < current)) return stay;
  return { ...first, replicas };
}

function total(samples: ReadonlyMap<string, PodSample>): bigint {
  let sum = 0n;
  for (const { milli } of samples.values()) sum += milli;
  // The controller adds up int64; values beyond its range wrap around.
  return BigInt.asIntN(64, sum);
}

/**
 * What an Object or External metric with a `Value` target asks for: it multiplies by the pods that are ready, so it shrinks
 * while pods start.
 *
 * @param totalMilli the metric's value in thousandths; of an External metric the sum of all items
 * @param readyPods pods that are running and ready, see `countReadyPods`
 */
export function proposeByValue(
  totalMilli: bigint,
  targetMilli: bigint,
  readyPods: number,
  { current, tolerance }: Situation,
): Proposal {
  const ratio = Number(totalMilli) / Number(targetMilli);
  const proposal = { milli: totalMilli, ratio };
  if (current === 0) return { ...proposal, replicas: Math.ceil(ratio) };
  if (isWithinTolerance(ratio, tolerance)) return { ...proposal, replicas: current };
  return { ...proposal, replicas: Math.ceil(ratio * readyPods) };
}

/**
 * What an Object or External metric with an `AverageValue` target asks for: the total divided by the target.
 *
 * @param statusReplicas `status.replicas` of the scale, not `spec.replicas`
 */
export function proposeByAverageOfTotal(
  totalMilli: bigint,
  targetMilli: bigint,
  statusReplicas: number,
  tolerance: Tolerance,
): Proposal {
  const total = Number(totalMilli);
  const target = Number(targetMilli);
  const ratio = total / (target * statusReplicas);
  const replicas = isWithinTolerance(ratio, tolerance) ? statusReplicas : Math.ceil(total / target);
  const milli = statusReplicas === 0 ? 0n : BigInt(Math.ceil(total / statusReplicas));
  return { replicas, milli, ratio };
}
