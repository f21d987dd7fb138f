import type { HpaBehavior, ScalingRules } from '../../autoscaling/hpa/model';
import { GREATEST_INT32 } from '../../kubernetes/int32';
import { parseQuantity } from '../../kubernetes/quantity';
import type { PolicyProblem } from '../problems/policy-error';

/** At most `value` pods, or percent of the pods, within `periodSeconds`. */
export interface BehaviorRate {
  readonly type: 'Pods' | 'Percent';
  /** At least 1. */
  readonly value: number;
  /** 1 to 1800 seconds. */
  readonly periodSeconds: number;
}

/** How fast the replica count may move in one direction. Field names are those of Kubernetes. */
export interface BehaviorRules {
  /**
   * Seconds over which the most cautious proposal wins, 0 to 3600.
   *
   * @default 0 up, 300 down
   */
  readonly stabilizationWindowSeconds?: number;
  /**
   * Which of several policies counts; `Disabled` forbids the direction.
   *
   * @default 'Max'
   */
  readonly selectPolicy?: 'Max' | 'Min' | 'Disabled';
  /**
   * The limits; a given list replaces the default list.
   *
   * @default - up: 4 pods or 100 % in 15 s; down: 100 % in 15 s
   */
  readonly policies?: readonly BehaviorRate[];
  /**
   * The dead band as a fraction of the target. Needs autoscaling/v2 and Kubernetes 1.35.
   *
   * @default 0.1
   */
  readonly tolerance?: number;
}

/** How fast an HPA may scale. What is left out takes the Kubernetes default and is written out in full. */
export interface Behavior {
  /** @default - the Kubernetes default; with `startup` of the policy, at its pace */
  readonly scaleUp?: BehaviorRules;
  /** @default - the Kubernetes default */
  readonly scaleDown?: BehaviorRules;
}

/** The behavior as the HPA model has it. Values out of range are `behaviorProblems`' to find first. */
export function hpaBehavior({ scaleUp, scaleDown }: Behavior): HpaBehavior {
  return { ...(scaleUp && { scaleUp: hpaRules(scaleUp) }), ...(scaleDown && { scaleDown: hpaRules(scaleDown) }) };
}

function hpaRules({ tolerance, ...rules }: BehaviorRules): ScalingRules {
  const quantity = tolerance === undefined ? undefined : parseQuantity(tolerance);
  return { ...rules, ...(quantity && { tolerance: quantity }) };
}

/** What the API server would refuse in a behavior. */
export function behaviorProblems(behavior: Behavior): readonly PolicyProblem[] {
  return (['scaleUp', 'scaleDown'] as const).flatMap((direction) => {
    const rules = behavior[direction];
    return rules === undefined ? [] : rulesProblems(rules, `scaling.behavior.${direction}`);
  });
}

function rulesProblems(rules: BehaviorRules, at: string): readonly PolicyProblem[] {
  const { stabilizationWindowSeconds, policies, tolerance } = rules;
  const problems: (PolicyProblem | false)[] = [
    outside(`${at}.stabilizationWindowSeconds`, stabilizationWindowSeconds, 0, 3600),
    ...(policies ?? []).flatMap((policy, index) => [
      outside(`${at}.policies[${index}].value`, policy.value, 1, GREATEST_INT32),
      outside(`${at}.policies[${index}].periodSeconds`, policy.periodSeconds, 1, 1800),
    ]),
    policies?.length === 0 && {
      code: 'behavior-range',
      property: `${at}.policies`,
      value: [],
      allowed: 'a list of at least one rate, or left out',
      help: "Leave policies out for the Kubernetes default, or write selectPolicy: 'Disabled' to forbid the direction.",
    },
    tolerance !== undefined &&
      !(tolerance >= 0 && Number.isFinite(tolerance)) && {
        code: 'behavior-range',
        property: `${at}.tolerance`,
        value: tolerance,
        allowed: 'a fraction of at least 0, such as 0.05',
        help: 'Leave tolerance out for the default of 0.1.',
      },
  ];
  return problems.filter((problem) => problem !== false);
}

function outside(property: string, value: number | undefined, min: number, max: number): PolicyProblem | false {
  if (value === undefined || (Number.isInteger(value) && value >= min && value <= max)) return false;
  return {
    code: 'behavior-range',
    property,
    value,
    allowed: `an integer from ${min} to ${max}`,
    help: 'The API server refuses the object otherwise.',
  };
}
