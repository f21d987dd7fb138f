import { isLabelKey, isLabelValue, LABEL_KEY_RULE, LABEL_VALUE_RULE } from './names';

export const TOLERATION_OPERATORS = ['Exists', 'Equal'] as const;
export const TAINT_EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] as const;

/** The effect of a taint on pods that do not tolerate it. */
export type TaintEffect = (typeof TAINT_EFFECTS)[number];

/** Tolerates a taint by its key alone, whatever its value. */
export interface KeyToleration {
  /** The taint's key. @default - every key */
  readonly key?: string;
  readonly operator: 'Exists';
  /** Not with `Exists`, which does not look at the value. */
  readonly value?: never;
  /** The taint's effect. @default - every effect */
  readonly effect?: TaintEffect;
}

/** Tolerates a taint of one key and one value. */
export interface ValueToleration {
  /** The taint's key. */
  readonly key: string;
  /** @default 'Equal' */
  readonly operator?: 'Equal';
  /** The taint's value. @default - the empty one */
  readonly value?: string;
  /** The taint's effect. @default - every effect */
  readonly effect?: TaintEffect;
}

/** A toleration as a pod's `spec.tolerations` has it. */
export type Toleration = KeyToleration | ValueToleration;

/** The fields of a toleration that somebody wrote, each of the right type. */
export interface TolerationFields {
  readonly key?: string | undefined;
  readonly operator?: string | undefined;
  readonly value?: string | undefined;
  readonly effect?: string | undefined;
  readonly tolerationSeconds?: number | undefined;
}

/** What the API server refuses of a toleration. */
export interface TolerationFault {
  readonly field: keyof TolerationFields;
  /** What the field must be, as the end of "must be ...". */
  readonly allowed: string;
  readonly help: string;
}

/** `Lt` and `Gt` need a feature gate from 1.35 on: that they are not for every server, the schema says. */
const KNOWN_OPERATORS: readonly string[] = [...TOLERATION_OPERATORS, 'Lt', 'Gt'];

/** How the fields of a toleration do not go together. Source: pkg/apis/core/validation, ValidateTolerations. */
export function tolerationFaults(toleration: TolerationFields): readonly TolerationFault[] {
  const { key = '', operator = '', value = '', effect, tolerationSeconds } = toleration;
  const faults: TolerationFault[] = [];
  const isEqual = operator === '' || operator === 'Equal';
  if (key !== '' && !isLabelKey(key)) {
    faults.push({ field: 'key', allowed: LABEL_KEY_RULE, help: "Copy the taint's key from the nodes." });
  }
  if (!isEqual && !KNOWN_OPERATORS.includes(operator)) {
    faults.push({ field: 'operator', allowed: TOLERATION_OPERATORS.join(' or '), help: 'Write one of them.' });
  }
  if (key === '' && isEqual) {
    const help = "Name the taint's key, or write operator: Exists for every taint.";
    faults.push({ field: 'operator', allowed: 'Exists where no key is named', help });
  }
  if (operator === 'Exists' && value !== '') {
    const help = 'Remove the value, or write operator: Equal.';
    faults.push({ field: 'value', allowed: 'left out with operator Exists', help });
  }
  if (isEqual && !isLabelValue(value)) {
    faults.push({ field: 'value', allowed: LABEL_VALUE_RULE, help: "Copy the taint's value from the nodes." });
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    const help = 'Write effect: NoExecute, or remove tolerationSeconds.';
    faults.push({ field: 'effect', allowed: 'NoExecute where tolerationSeconds is given', help });
  }
  return faults;
}
