import { countOf } from '../../autoscaling/workload/rollout';
import type { Manifest } from '../../fleet/manifest';
import type { Fault } from '../check';

const LIMITS = ['minAvailable', 'maxUnavailable'] as const;

/** Source: kubernetes/kubernetes, pkg/apis/policy/validation, ValidatePodDisruptionBudgetSpec. */
export function budgetFaults(manifest: Manifest): readonly Fault[] {
  const limitAt = (field: (typeof LIMITS)[number]) => manifest.valueAt(`/spec/${field}`) ?? null;
  const given = LIMITS.filter((field) => limitAt(field) !== null);
  const faults = given.flatMap((field): Fault[] => {
    const value = limitAt(field);
    const isNegative = typeof value === 'number' && value < 0;
    const isAboveAll = typeof value === 'string' && (countOf(value, 100, Math.ceil) ?? 0) > 100;
    if (!isNegative && !isAboveAll) return [];
    const message = `${field} is ${JSON.stringify(value)}`;
    return [{ at: manifest.at(`/spec/${field}`), message, help: 'Write 0 or more, at most 100%.' }];
  });
  if (given.length < LIMITS.length) return faults;
  const message = 'minAvailable and maxUnavailable are both set';
  return [...faults, { at: manifest.at('/spec/maxUnavailable'), message, help: 'Keep one of them.' }];
}
