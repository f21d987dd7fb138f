import { atLeast, type KubernetesMinor } from '../../../kubernetes/minor';
import {
  DNS_LABEL_RULE,
  ENVIRONMENT_NAME_RULE,
  isDnsLabel,
  isEnvironmentName,
  isRelaxedEnvironmentName,
  RELAXED_ENVIRONMENT_NAME_RULE,
} from '../../../kubernetes/names';
import type { ReadObject } from '../../read-field';
import { type AdmissionProblem, mustBe } from './admission-problem';

/** What is wrong with the name, the image and the variables of a container. */
export function containerProblems(container: ReadObject, minor: KubernetesMinor): readonly AdmissionProblem[] {
  return [
    ...nameProblems(container),
    ...imageProblems(container),
    ...container.list('env').flatMap((variable) => environmentProblems(variable, minor)),
  ];
}

function nameProblems(container: ReadObject): readonly AdmissionProblem[] {
  const { path, value } = container.string('name');
  if (value === undefined || isDnsLabel(value)) return [];
  return [{ path, message: `"${value}" cannot be the name of a container`, help: mustBe(DNS_LABEL_RULE) }];
}

/** Spaces at its ends are taken in a template, and refused in each pod that is made from it. */
function imageProblems(container: ReadObject): readonly AdmissionProblem[] {
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
function environmentProblems(variable: ReadObject, minor: KubernetesMinor): readonly AdmissionProblem[] {
  const { value, path } = variable.string('name');
  if (value === undefined) return [];
  const relaxed = atLeast(minor, '1.32');
  if (relaxed ? isRelaxedEnvironmentName(value) : isEnvironmentName(value)) return [];
  const message = `"${value}" cannot be the name of an environment variable`;
  return [{ path, message, help: mustBe(relaxed ? RELAXED_ENVIRONMENT_NAME_RULE : ENVIRONMENT_NAME_RULE) }];
}
