import type { FleetRule } from '../../fleet/rule-set';
import { pointer } from '../../source/pointer';
import { defineCheck, judged } from '../check';
import { rulesInUse } from './discovered-rule';

/** Two labels for one resource: which of them queries use is decided anew at each start of the adapter. */
export const overrideDuplicateResource = defineCheck<FleetRule>({
  id: 'adapter/override-duplicate-resource',
  severity: 'error',
  title: 'a rule maps two labels to one resource',
  subjects: rulesInUse,
  run: (rule) =>
    judged(
      rule.compiled.association.duplicates.map(({ resource, labels }) => ({
        at: rule.at(`/resources/overrides${pointer(labels.at(-1)!)}`),
        message: `${labels.map((label) => `"${label}"`).join(' and ')} are ${labels.length > 2 ? 'all' : 'both'} mapped to ${resource.resource}: both make series listed, and queries use one of them, chosen at random each time the adapter starts`,
        help: 'Keep the label that names what is asked for. Where series differ in their labels, write a rule for each.',
        evidence: { resource: resource.resource, labels: [...labels] },
      })),
    ),
});
