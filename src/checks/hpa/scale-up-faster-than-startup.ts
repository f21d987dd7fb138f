import { type CompleteScalingRules, completeBehavior } from '../../autoscaling/hpa/behavior';
import { behaviorOf } from '../../autoscaling/hpa/controller-view';
import type { RateReading } from '../../autoscaling/hpa/hpa-reading';
import type { HpaBehavior, ScalingRate } from '../../autoscaling/hpa/model';
import {
  EXPECTED_STARTUP_ANNOTATION,
  EXPECTED_STARTUP_RULE,
  expectedStartupSeconds,
} from '../../autoscaling/workload/expected-startup';
import type { AutoscalerMetric, Hpa } from '../../fleet/autoscaler';
import type { Fleet } from '../../fleet/fleet';
import type { Manifest } from '../../fleet/manifest';
import { seriesOf } from '../../fleet/metric-series';
import { unitOf } from '../../fleet/metric-unit';
import type { Workload } from '../../fleet/workload';
import { atLeast } from '../../kubernetes/minor';
import { defaultHpaApiVersion } from '../../kubernetes/served-api';
import { pointer } from '../../source/pointer';
import { type CheckContext, defineCheck, type Fault, failed, notCheckable, passed } from '../check';

/**
 * A startup probe grants several times what a start usually takes; this part of it is what we take a start to last at the least.
 * An assumption.
 */
const LEAST_SHARE_OF_BUDGET = 0.25;
/** How often the controller looks, where its flag --horizontal-pod-autoscaler-sync-period says nothing else. */
const SYNC_SECONDS = 15;
const LONGEST_PERIOD = 1800;
/** What is reached within a day tells enough; counting on could take for ever. */
const LONGEST_COUNTED = 86_400;
const EXPECTED_PATH = pointer('metadata', 'annotations', EXPECTED_STARTUP_ANNOTATION);

/** While new pods load their model, load has not fallen, and each period the HPA adds more. */
export const scaleUpFasterThanStartup = defineCheck<Hpa>({
  id: 'hpa/scale-up-faster-than-startup',
  severity: 'warning',
  title: 'the HPA adds pods again before those it added can have started',
  subjects: (fleet) => fleet.hpas.filter((hpa) => startOf(hpa, fleet) !== undefined),
  run(hpa, context) {
    const start = startOf(hpa, context.fleet)!;
    if ('unreadable' in start) return failed(unreadable(start.unreadable));
    const { minReplicas, maxReplicas } = hpa.reading;
    const max = maxReplicas.value;
    if (max === undefined) return notCheckable('maxReplicas cannot be read');
    const behavior = behaviorOf(hpa.reading) ?? {};
    const rules = completeBehavior(behavior).scaleUp;
    if (rules.selectPolicy === 'Disabled') return passed;
    if (!isAdmitted(behavior, hpa.reading.behavior?.scaleUp?.policies)) {
      return notCheckable('a policy of scaleUp is none that the API server takes');
    }
    const from = Math.max(1, minReplicas.value ?? 1);
    const ceiling = Math.min(max, mostAskedBy(hpa, from, context));
    const period = decisive(rules);
    // One step leads to the ceiling: there is no second one. A longer period there is not.
    if (period >= Math.min(start.seconds, LONGEST_PERIOD) || allowed(rules, from) >= ceiling) return passed;
    const reached = replicasAfter(rules, from, start.seconds, ceiling);
    const path = hpa.reading.behavior?.scaleUp?.policiesPath ?? hpa.reading.behavior?.path ?? '/spec/maxReplicas';
    return failed({
      at: hpa.manifest.at(path),
      object: hpa.object,
      message: `the HPA may add pods every ${period} s, and a start ${textOf(start)}: from ${from} it may reach ${reached} replicas before the first new pod serves`,
      ...mending(hpa, context.fleet),
      evidence: { periodSeconds: period, startSeconds: start.seconds, from, reached },
    });
  },
});

/** A version without a behavior has no pace that could be set: that holds, but is no fault of who wrote the HPA. */
function mending({ reading: { version } }: Hpa, { context: { kubernetes } }: Fleet): Pick<Fault, 'severity' | 'help'> {
  if (!atLeast(kubernetes, '1.18')) {
    return { severity: 'info', help: 'Lower maxReplicas: an HPA has a behavior from Kubernetes 1.18 on.' };
  }
  if (version === 'v1' || version === 'v2beta1') {
    const help = `autoscaling/${version} has no behavior: use autoscaling/${defaultHpaApiVersion(kubernetes)}, or lower maxReplicas.`;
    return { severity: 'info', help };
  }
  return { help: 'Set periodSeconds of the scaleUp policies to the time a pod needs to Ready, at most 1800.' };
}

/** The least that a start takes. */
interface Start {
  readonly seconds: number;
  /** Whether an annotation says so. */
  readonly expected?: boolean;
  /** What the startup probe grants, where the start is taken to last a part of it. */
  readonly budget?: number;
}

function textOf({ seconds, expected, budget }: Start): string {
  if (expected) return `takes ${seconds} s by the annotation ${EXPECTED_STARTUP_ANNOTATION}`;
  return budget === undefined
    ? `takes at least ${seconds} s`
    : `is taken to last ${seconds} s, a quarter of what its startupProbe grants (${budget} s)`;
}

/** An annotation that says no time, on the workload or the HPA. */
interface Unreadable {
  readonly unreadable: Manifest;
}

function unreadable(manifest: Manifest): Fault {
  return {
    at: manifest.at(EXPECTED_PATH),
    object: manifest.object,
    message: `the annotation ${EXPECTED_STARTUP_ANNOTATION} cannot be read, so nothing tells how long a start takes`,
    help: `It must be ${EXPECTED_STARTUP_RULE}.`,
  };
}

/** The least that a start of the HPA's pods takes; undefined where nothing tells. */
function startOf(hpa: Hpa, fleet: Fleet): Start | Unreadable | undefined {
  const target = fleet.targetOf(hpa);
  if (target.is !== 'workload') return undefined;
  const { workload } = target;
  const annotated = [workload.manifest, hpa.manifest].find((manifest) => manifest.has(EXPECTED_PATH));
  if (!annotated) return longestOf(startsOf(workload));
  const seconds = expectedStartupSeconds(annotated.valueAt(EXPECTED_PATH));
  if (seconds === undefined) return { unreadable: annotated };
  return longestOf([{ seconds, expected: true }, ...delaysOf(workload)]);
}

function startsOf(workload: Workload): readonly Start[] {
  const shares = workload.containers.map(({ startupLimit }): Start => {
    const budget = startupLimit?.probe === 'startupProbe' ? (startupLimit.seconds ?? 0) : 0;
    return { seconds: Math.floor(budget * LEAST_SHARE_OF_BUDGET), budget };
  });
  return [...delaysOf(workload), ...shares];
}

/** Before its probes look, no pod is Ready, whatever anybody says. */
function delaysOf({ containers }: Workload): readonly Start[] {
  return containers.map(({ readyNotBefore }) => ({ seconds: readyNotBefore }));
}

function longestOf(starts: readonly Start[]): Start | undefined {
  const longest = starts.reduce<Start>((most, start) => (start.seconds > most.seconds ? start : most), { seconds: 0 });
  return longest.seconds > 0 ? longest : undefined;
}

/** The controller would not see others; hpa/admission and the schema report them. */
function isAdmitted({ scaleUp }: HpaBehavior, written: readonly RateReading[] | undefined): boolean {
  const policies = scaleUp?.policies ?? [];
  const isTaken = ({ value, periodSeconds }: ScalingRate) =>
    value >= 1 && periodSeconds >= 1 && periodSeconds <= LONGEST_PERIOD;
  return written === undefined || (written.length > 0 && policies.filter(isTaken).length === written.length);
}

/**
 * The most replicas that the metrics of an HPA can ask for before new pods serve. Those count with 0 until then, so that a share
 * that cannot exceed 100 % asks for no more, however long they take. Queues, and what we do not know, grow without an end.
 */
function mostAskedBy(hpa: Hpa, from: number, context: CheckContext): number {
  const each = hpa.metrics.map((metric) => {
    const most = mostPerPod(hpa, metric, context);
    const target = metric.reading.source === 'Pods' ? metric.reading.target.averageValue.value?.toNumber() : undefined;
    return most === undefined || !target || target <= 0 ? Number.POSITIVE_INFINITY : Math.ceil((from * most) / target);
  });
  return each.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...each);
}

/** The highest value that one pod can have; undefined where there is no such, or nothing tells. */
function mostPerPod(
  hpa: Hpa,
  metric: AutoscalerMetric,
  { fleet, project, snapshot }: CheckContext,
): number | undefined {
  const name = metric.reading.name.value;
  const target = fleet.targetOf(hpa);
  if (metric.reading.source !== 'Pods' || name === undefined || target.is !== 'workload') return undefined;
  const [gpu, ...more] = target.workload.gpuRequests;
  // The values of several GPUs may be added up.
  if (more.length > 0 || (gpu?.measure === 'gpus' && gpu.amount !== 1)) return undefined;
  const found = seriesOf(metric, fleet, project, snapshot);
  const unit = unitOf(name, found?.series, found?.rule);
  if (unit === 'percent') return 100;
  return unit === 'ratio' ? 1 : undefined;
}

/** Where the policies let the count go from a count, in one period. */
function allowed({ policies, selectPolicy }: CompleteScalingRules, replicas: number): number {
  const each = policies.map(({ type, value }) =>
    type === 'Pods' ? replicas + value : Math.ceil(replicas * (1 + value / 100)),
  );
  return selectPolicy === 'Min' ? Math.min(...each) : Math.max(...each);
}

/** The period after which the count may move again: of the policy that decides. */
function decisive({ policies, selectPolicy }: CompleteScalingRules): number {
  const periods = policies.map(({ periodSeconds }) => Math.max(SYNC_SECONDS, periodSeconds));
  return selectPolicy === 'Min' ? Math.max(...periods) : Math.min(...periods);
}

function replicasAfter(rules: CompleteScalingRules, from: number, seconds: number, ceiling: number): number {
  const period = decisive(rules);
  let replicas = from;
  for (let time = 0; time < Math.min(seconds, LONGEST_COUNTED) && replicas < ceiling; time += period) {
    replicas = Math.min(ceiling, allowed(rules, replicas));
  }
  return replicas;
}
