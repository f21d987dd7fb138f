import { type CompleteScalingRules, completeBehavior } from '../../autoscaling/hpa/behavior';
import { behaviorOf } from '../../autoscaling/hpa/controller-view';
import type { Hpa } from '../../fleet/autoscaler';
import type { Fleet } from '../../fleet/fleet';
import type { Workload } from '../../fleet/workload';
import { defineCheck, failed, notCheckable, passed } from '../check';

/**
 * A startup probe grants several times what a start usually takes; this part of it is what we take a start to last at the least.
 * An assumption.
 */
const LEAST_SHARE_OF_BUDGET = 0.25;

/** While new pods load their model, load has not fallen, and each period the HPA adds more. */
export const scaleUpFasterThanStartup = defineCheck<Hpa>({
  id: 'hpa/scale-up-faster-than-startup',
  severity: 'warning',
  title: 'the HPA adds pods again before those it added can have started',
  subjects: (fleet) => fleet.hpas.filter((hpa) => startOf(hpa, fleet) !== undefined),
  run(hpa, { fleet }) {
    const start = startOf(hpa, fleet)!;
    const { minReplicas, maxReplicas } = hpa.reading;
    const max = maxReplicas.value;
    if (max === undefined) return notCheckable('maxReplicas cannot be read');
    const rules = completeBehavior(behaviorOf(hpa.reading) ?? {}).scaleUp;
    if (rules.selectPolicy === 'Disabled') return passed;
    const from = Math.max(1, minReplicas.value ?? 1);
    const step = Math.max(...allowed(rules, from).map(({ replicas }) => replicas));
    const period = decisive(rules, from);
    // One step leads to the ceiling: there is no second one.
    if (period >= start || step >= max) return passed;
    const reached = replicasAfter(rules, from, start, max);
    const path = hpa.reading.behavior?.scaleUp?.policiesPath ?? hpa.reading.behavior?.path ?? '/spec/maxReplicas';
    return failed({
      at: hpa.manifest.at(path),
      object: hpa.object,
      message: `the HPA may add pods every ${period} s, and a start takes at least ${start} s: from ${from} it may reach ${reached} replicas before the first new pod serves`,
      help: 'Set periodSeconds of the scaleUp policies to the time a pod needs to Ready, at most 1800.',
      evidence: { periodSeconds: period, startSeconds: start, from, reached },
    });
  },
});

/** The least that a start of the HPA's pods takes, in seconds; undefined where nothing tells. */
function startOf(hpa: Hpa, fleet: Fleet): number | undefined {
  const target = fleet.targetOf(hpa);
  if (target.is !== 'workload') return undefined;
  const least = leastStart(target.workload);
  return least > 0 ? least : undefined;
}

function leastStart({ containers, reading }: Workload): number {
  const each = containers.map(({ startupLimit, readyNotBefore }) => {
    const budget = startupLimit?.probe === 'startupProbe' ? (startupLimit.seconds ?? 0) : 0;
    return Math.max(readyNotBefore, Math.floor(budget * LEAST_SHARE_OF_BUDGET));
  });
  return Math.max(0, ...each) + reading.minReadySeconds;
}

interface Step {
  readonly replicas: number;
  readonly periodSeconds: number;
}

/** Where each policy lets the count go from a count, in one period. */
function allowed({ policies }: CompleteScalingRules, replicas: number): readonly Step[] {
  return policies.map(({ type, value, periodSeconds }) => ({
    replicas: type === 'Pods' ? replicas + value : Math.ceil(replicas * (1 + value / 100)),
    periodSeconds,
  }));
}

/** The period after which the count may move again: of the policy that decides. */
function decisive(rules: CompleteScalingRules, from: number): number {
  const periods = allowed(rules, from).map(({ periodSeconds }) => periodSeconds);
  return rules.selectPolicy === 'Min' ? Math.max(...periods) : Math.min(...periods);
}

function replicasAfter(rules: CompleteScalingRules, from: number, seconds: number, max: number): number {
  const period = decisive(rules, from);
  let replicas = from;
  for (let time = 0; time < seconds && replicas < max; time += period) {
    const steps = allowed(rules, replicas).map((step) => step.replicas);
    replicas = Math.min(max, rules.selectPolicy === 'Min' ? Math.min(...steps) : Math.max(...steps));
  }
  return replicas;
}
