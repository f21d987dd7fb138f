import { pointer } from '../../source/pointer';
import type { ReadField } from '../read-field';
import type { AhpaAdmissionProblem } from './admission-problem';
import type { AhpaReading } from './read-ahpa';

/** Floor and ceiling outside of the bounds, and how the bounds relate to them. */
export function replicaProblems(ahpa: AhpaReading): readonly AhpaAdmissionProblem[] {
  const { minReplicas, maxReplicas } = ahpa;
  const min = minReplicas.value;
  const max = maxReplicas.value;
  const problems: AhpaAdmissionProblem[] = [];
  if (min !== undefined && min < 0) problems.push(outOfRange('min-replicas', minReplicas, 'from 0'));
  if (max !== undefined && max < 1) problems.push(outOfRange('max-replicas', maxReplicas, 'from 1'));
  if (min !== undefined && max !== undefined && min > max) {
    problems.push({
      code: 'min-greater-than-max',
      severity: 'error',
      path: minReplicas.path,
      message: `minReplicas is ${min}, and maxReplicas is ${max}`,
      help: 'lower minReplicas or raise maxReplicas',
    });
  }
  return [...problems, ...boundProblems(ahpa)];
}

function outOfRange(
  code: 'min-replicas' | 'max-replicas',
  { path, value }: ReadField<number>,
  range: string,
): AhpaAdmissionProblem {
  const key = path.slice(path.lastIndexOf('/') + 1);
  return {
    code,
    severity: 'error',
    path,
    message: `${key} is ${value}`,
    help: `set ${key} to a whole number ${range} on`,
  };
}

function boundProblems(ahpa: AhpaReading): readonly AhpaAdmissionProblem[] {
  const top = { min: ahpa.minReplicas.value, max: ahpa.maxReplicas.value };
  return ahpa.instanceBounds.flatMap((period) =>
    period.bounds.flatMap((bound, index): readonly AhpaAdmissionProblem[] => {
      const path = period.path + pointer('bounds', index);
      const problems: AhpaAdmissionProblem[] = [];
      if (top.max !== undefined && bound.maxReplicas !== undefined && bound.maxReplicas > top.max) {
        problems.push(exceeds(`${path}/maxReplicas`, `maxReplicas is ${bound.maxReplicas}, above the ${top.max}`));
      }
      if (top.min !== undefined && bound.minReplicas !== undefined && bound.minReplicas < top.min) {
        problems.push(exceeds(`${path}/minReplicas`, `minReplicas is ${bound.minReplicas}, below the ${top.min}`));
      }
      return problems;
    }),
  );
}

function exceeds(path: string, what: string): AhpaAdmissionProblem {
  return {
    code: 'bound-exceeds-top-level',
    severity: 'warning',
    path,
    message: `${what} that holds outside of the bounds; the bound wins while it is active`,
    help: 'keep the bounds within the top-level minReplicas and maxReplicas',
  };
}
