import { atLeast, type KubernetesMinor } from '../../../kubernetes/minor';
import type { ReadObject } from '../../read-field';
import type { AdmissionProblem } from './admission-problem';
import { handlerProblems } from './handler-problems';

export const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;
type ProbeName = (typeof PROBES)[number];

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const AMOUNTS = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];

/** Source: pkg/apis/core/validation, validateProbe, validateLivenessProbe, validateReadinessProbe, validateStartupProbe. */
export function probeProblems(container: ReadObject, minor: KubernetesMinor): readonly AdmissionProblem[] {
  return PROBES.filter((name) => container.object(name).given).flatMap((name) => {
    const probe = container.object(name);
    return [
      ...handlerProblems(probe, name, HANDLERS),
      ...amountProblems(probe, name),
      ...(name === 'readinessProbe' ? [] : successProblems(probe, name)),
      ...graceProblems(probe, name, minor),
    ];
  });
}

/** Zero is what the API server reads as the default. */
function amountProblems(probe: ReadObject, name: ProbeName): readonly AdmissionProblem[] {
  return AMOUNTS.map((key) => ({ key, ...probe.number(key) }))
    .filter(({ value }) => value !== undefined && value < 0)
    .map(({ key, path, value }) => ({
      path,
      message: `${key} of ${name} is ${value}`,
      help: 'Write 1 or more, or leave it out for the default.',
    }));
}

function successProblems(probe: ReadObject, name: ProbeName): readonly AdmissionProblem[] {
  const { path, value = 1 } = probe.number('successThreshold');
  if (value <= 1) return [];
  const message = `successThreshold of ${name} is ${value}, and must be 1`;
  return [{ path, message, help: 'Remove it; only a readinessProbe may ask for several successes.' }];
}

/** Up to 1.24 the field is dropped: the gate ProbeTerminationGracePeriod is off. */
function graceProblems(probe: ReadObject, name: ProbeName, minor: KubernetesMinor): readonly AdmissionProblem[] {
  const { given, path, value } = probe.number('terminationGracePeriodSeconds');
  if (!given || !atLeast(minor, '1.25')) return [];
  if (name === 'readinessProbe') {
    const message = 'terminationGracePeriodSeconds stands in a readinessProbe, which ends no container';
    return [{ path, message, help: 'Remove it.' }];
  }
  if (value === undefined || value > 0) return [];
  return [{ path, message: `terminationGracePeriodSeconds of ${name} is ${value}`, help: 'Write 1 or more.' }];
}
