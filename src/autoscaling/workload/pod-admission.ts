import { atLeast, type KubernetesMinor } from '../../kubernetes/minor';
import {
  ENVIRONMENT_NAME_RULE,
  isEnvironmentName,
  isLabelKey,
  isLabelValue,
  isRelaxedEnvironmentName,
  LABEL_KEY_RULE,
  LABEL_VALUE_RULE,
  RELAXED_ENVIRONMENT_NAME_RULE,
} from '../../kubernetes/names';
import { tolerationFaults } from '../../kubernetes/toleration';
import type { Pointer } from '../../source/pointer';
import type { ReadObject } from '../read-field';

/** Something of a pod that the API server refuses although its shape is right. */
export interface PodAdmissionProblem {
  readonly path: Pointer;
  readonly message: string;
  /** What to do, as a sentence. */
  readonly help: string;
}

/** What the API server refuses of the `spec` of a pod template. Source: pkg/apis/core/validation, ValidatePodSpec. */
export function podAdmissionProblems(pod: ReadObject, minor: KubernetesMinor): readonly PodAdmissionProblem[] {
  const containers = [...pod.list('initContainers'), ...pod.list('containers')].filter(({ given }) => given);
  return [
    ...selectorProblems(pod.object('nodeSelector')),
    ...pod.list('tolerations').flatMap(tolerationProblems),
    ...containers.flatMap((container) => [
      ...imageProblems(container),
      ...container.list('env').flatMap((variable) => environmentProblems(variable, minor)),
    ]),
  ];
}

function selectorProblems(selector: ReadObject): readonly PodAdmissionProblem[] {
  return selector.keys().flatMap((key): PodAdmissionProblem[] => {
    const { path, value } = selector.string(key);
    if (!isLabelKey(key)) {
      return [{ path, message: `nodeSelector has "${key}", which is no label key`, help: sentence(LABEL_KEY_RULE) }];
    }
    if (value === undefined || isLabelValue(value)) return [];
    const message = `nodeSelector has "${value}" for ${key}, which is no label value`;
    return [{ path, message, help: sentence(LABEL_VALUE_RULE) }];
  });
}

function tolerationProblems(toleration: ReadObject): readonly PodAdmissionProblem[] {
  if (!toleration.given) return [];
  const fields = {
    key: toleration.string('key').value,
    operator: toleration.string('operator').value,
    value: toleration.string('value').value,
    effect: toleration.string('effect').value,
    tolerationSeconds: toleration.integer('tolerationSeconds').value,
  };
  return tolerationFaults(fields).map(({ field, allowed, help }) => {
    const { given, path, written } = toleration.string(field);
    const found = given ? `is ${JSON.stringify(written)}, and` : 'is missing, and';
    return {
      path: given ? path : toleration.path,
      message: `${field} of a toleration ${found} must be ${allowed}`,
      help,
    };
  });
}

/** Spaces at its ends are taken in a template, and refused in each pod that is made from it. */
function imageProblems(container: ReadObject): readonly PodAdmissionProblem[] {
  const { given, value, path } = container.string('image');
  const name = container.string('name').value ?? '';
  if (!given || value === '') {
    const message = `container ${name} has no image`;
    return [{ path: given ? path : container.path, message, help: 'Write registry/name:tag under image.' }];
  }
  if (value === undefined || value.trim() === value) return [];
  const message = `the image of container ${name} begins or ends with a space, and the API server refuses its pods`;
  return [{ path, message, help: 'Remove the space.' }];
}

/** From 1.32 on almost any name is taken: the gate RelaxedEnvironmentVariableValidation is on. */
function environmentProblems(variable: ReadObject, minor: KubernetesMinor): readonly PodAdmissionProblem[] {
  const { value, path } = variable.string('name');
  if (value === undefined) return [];
  const relaxed = atLeast(minor, '1.32');
  if (relaxed ? isRelaxedEnvironmentName(value) : isEnvironmentName(value)) return [];
  const message = `"${value}" cannot be the name of an environment variable`;
  return [{ path, message, help: sentence(relaxed ? RELAXED_ENVIRONMENT_NAME_RULE : ENVIRONMENT_NAME_RULE) }];
}

function sentence(rule: string): string {
  return `It must be ${rule}.`;
}
