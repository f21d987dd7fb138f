import { tolerationFaults } from '../../../kubernetes/toleration';
import type { ReadObject } from '../../read-field';
import type { AdmissionProblem } from './admission-problem';

/** What is wrong with a toleration of a pod. */
export function tolerationProblems(toleration: ReadObject): readonly AdmissionProblem[] {
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
