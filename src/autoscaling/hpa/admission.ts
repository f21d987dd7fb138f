import { atLeast, type KubernetesMinor } from '../../kubernetes/minor';
import { DNS_SUBDOMAIN_RULE, isDnsSubdomain } from '../../kubernetes/names';
import type { HpaAdmissionProblem } from './admission-problem';
import { behaviorProblems } from './behavior-admission';
import type { HpaReading, ObjectReading } from './hpa-reading';
import { metricProblems } from './metric-admission';
import { objectNameProblems } from './object-name-admission';

export interface HpaAdmissionOptions {
  readonly minor: KubernetesMinor;
  /** Whether the feature gate HPAScaleToZero is on. @default off up to 1.36, on from 1.37 */
  readonly scaleToZero?: boolean;
}

/**
 * What the API server refuses beyond the shape of the object. The rules are the same for all versions, because they run on
 * the internal type. Fields that are missing or of the wrong type are left to the schema. Source: kubernetes/kubernetes,
 * pkg/apis/autoscaling/validation.
 */
export function hpaAdmissionProblems(hpa: HpaReading, options: HpaAdmissionOptions): readonly HpaAdmissionProblem[] {
  return [
    ...nameProblems(hpa),
    ...replicaProblems(hpa, options),
    ...scaleTargetProblems(hpa.scaleTargetRef, options.minor),
    ...hpa.metrics.flatMap((metric) => metricProblems(metric, hpa.version, options.minor)),
    ...behaviorProblems(hpa.behavior),
  ];
}

function nameProblems({ name }: HpaReading): readonly HpaAdmissionProblem[] {
  if (name.value === undefined || isDnsSubdomain(name.value)) return [];
  return [
    { code: 'name-invalid', path: name.path, message: `"${name.value}" is no object name`, help: DNS_SUBDOMAIN_RULE },
  ];
}

function replicaProblems(hpa: HpaReading, options: HpaAdmissionOptions): readonly HpaAdmissionProblem[] {
  const { minReplicas, maxReplicas } = hpa;
  const problems: HpaAdmissionProblem[] = [];
  const { value: min } = minReplicas;
  const { value: max } = maxReplicas;
  if (min !== undefined && min < 0) {
    problems.push({
      code: 'min-replicas',
      path: minReplicas.path,
      message: `minReplicas is ${min}`,
      help: 'set minReplicas to 1 or more',
    });
  }
  if (min === 0) problems.push(...zeroProblems(hpa, options));
  if (max !== undefined && max < 1) {
    problems.push({
      code: 'max-replicas',
      path: maxReplicas.path,
      message: `maxReplicas is ${max}, but must be greater than 0`,
      help: 'set maxReplicas to 1 or more',
    });
  }
  if (min !== undefined && max !== undefined && max >= 1 && min > max) {
    problems.push({
      code: 'min-greater-than-max',
      path: minReplicas.path,
      message: `minReplicas is ${min}, and maxReplicas is ${max}`,
      help: 'lower minReplicas or raise maxReplicas',
    });
  }
  return problems;
}

function zeroProblems(hpa: HpaReading, options: HpaAdmissionOptions): readonly HpaAdmissionProblem[] {
  if (!(options.scaleToZero ?? atLeast(options.minor, '1.37'))) {
    return [
      {
        code: 'scale-to-zero',
        path: hpa.minReplicas.path,
        message: `minReplicas: 0 needs the feature gate HPAScaleToZero, which is off by default on Kubernetes ${options.minor}`,
        help: 'set minReplicas to 1 or more',
      },
    ];
  }
  if (hpa.metricsAnnotation !== undefined) return [];
  if (hpa.metrics.some(({ source }) => source === 'Object' || source === 'External')) return [];
  return [
    {
      code: 'scale-to-zero',
      path: hpa.minReplicas.path,
      message: 'minReplicas: 0 needs an Object or External metric: the others vanish with the last pod',
      help: 'add an External metric that exists without pods, such as a queue length, or set minReplicas to 1',
    },
  ];
}

function scaleTargetProblems(target: ObjectReading, minor: KubernetesMinor): readonly HpaAdmissionProblem[] {
  const problems = [...objectNameProblems(target, 'scaleTargetRef')];
  if (!atLeast(minor, '1.34') || target.kind.value === 'ReplicationController') return problems;
  const apiVersion = target.apiVersion.value ?? '';
  if (target.given && !/^[^/]+\/[^/]+$/.test(apiVersion)) {
    problems.push({
      code: 'object-reference',
      path: target.apiVersion.path,
      message: `scaleTargetRef.apiVersion is "${apiVersion}", which names no API group`,
      help: 'write group and version, such as apps/v1',
    });
  }
  return problems;
}
