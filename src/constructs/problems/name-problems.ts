import { DNS_LABEL_RULE, isDnsLabel } from '../../kubernetes/names';
import type { PolicyProblem } from './policy-error';

/** Names that the API server would refuse, by the property that gives them. A patch may have made anything of one. */
export function nameProblems(names: { readonly [property: string]: unknown }): readonly PolicyProblem[] {
  return Object.entries(names)
    .filter(([, name]) => typeof name !== 'string' || !isDnsLabel(name))
    .map(([property, value]) => ({
      code: 'name-invalid',
      property,
      value,
      allowed: DNS_LABEL_RULE,
      help: 'Choose another name.',
    }));
}
