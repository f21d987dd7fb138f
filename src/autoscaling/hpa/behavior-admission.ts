import { parseQuantity } from '../../kubernetes/quantity';
import type { ReadField } from '../read-field';
import type { HpaAdmissionProblem } from './admission-problem';
import type { BehaviorReading, RateReading, RulesReading } from './hpa-reading';
import { RATE_TYPES, SELECT_POLICIES } from './model';

const ZERO = parseQuantity('0')!;

/** What the API server refuses in `behavior`. */
export function behaviorProblems(behavior: BehaviorReading | undefined): readonly HpaAdmissionProblem[] {
  return [behavior?.scaleUp, behavior?.scaleDown].flatMap((rules) => (rules ? rulesProblems(rules) : []));
}

function rulesProblems(rules: RulesReading): readonly HpaAdmissionProblem[] {
  return [
    ...rangeProblems(rules.stabilizationWindowSeconds, 'stabilizationWindowSeconds', 0, 3600),
    ...choiceProblems(rules.selectPolicy, 'selectPolicy', SELECT_POLICIES),
    ...toleranceProblems(rules),
    ...emptyProblems(rules),
    ...(rules.policies ?? []).flatMap(rateProblems),
  ];
}

function toleranceProblems({ tolerance }: RulesReading): readonly HpaAdmissionProblem[] {
  if (tolerance.value === undefined || tolerance.value.compare(ZERO) >= 0) return [];
  return [
    {
      code: 'behavior-range',
      path: tolerance.path,
      message: `tolerance is ${String(tolerance.written)}, but must not be negative`,
      help: 'write a fraction of the target such as 50m for 5 %',
    },
  ];
}

function emptyProblems(rules: RulesReading): readonly HpaAdmissionProblem[] {
  if (rules.policies === undefined || rules.policies.length > 0) return [];
  return [
    {
      code: 'behavior-policies',
      path: rules.policiesPath,
      message: 'the list of policies is empty, which is refused even with selectPolicy: Disabled',
      help: 'leave policies out: the defaults then apply',
    },
  ];
}

function rateProblems(rate: RateReading): readonly HpaAdmissionProblem[] {
  return [
    ...choiceProblems(rate.type, 'type', RATE_TYPES),
    ...rangeProblems(rate.value, 'value', 1, Number.MAX_SAFE_INTEGER),
    ...rangeProblems(rate.periodSeconds, 'periodSeconds', 1, 1800),
  ];
}

function rangeProblems(
  { value, path }: ReadField<number>,
  name: string,
  low: number,
  high: number,
): readonly HpaAdmissionProblem[] {
  if (value === undefined || (value >= low && value <= high)) return [];
  const allowed = high === Number.MAX_SAFE_INTEGER ? `${low} or more` : `from ${low} to ${high}`;
  return [
    {
      code: 'behavior-range',
      path,
      message: `${name} is ${value}, but must be ${allowed}`,
      help: `set ${name} to ${allowed}`,
    },
  ];
}

function choiceProblems(
  { value, path }: ReadField<string>,
  name: string,
  allowed: readonly string[],
): readonly HpaAdmissionProblem[] {
  if (value === undefined || allowed.includes(value)) return [];
  return [
    {
      code: 'behavior-choice',
      path,
      message: `${name} is "${value}"`,
      help: `use one of ${allowed.join(', ')}`,
    },
  ];
}
