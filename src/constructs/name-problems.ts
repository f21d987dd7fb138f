import { DNS_LABEL_RULE, isDnsLabel } from '../kubernetes/names';
import type { PolicyProblem } from './policy-error';

/** Names that the API server would refuse, by the property that gives them. */
export function nameProblems(names: { readonly [property: string]: string }): readonly PolicyProblem[] {
  return Object.entries(names)
    .filter(([, name]) => !isDnsLabel(name))
    .map(([property, value]) => ({
      code: 'name-invalid',
      property,
      value,
      allowed: DNS_LABEL_RULE,
      help: 'Choose another name.',
    }));
}
