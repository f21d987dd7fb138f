import { offerOf } from '../../adapter/rule-offer';
import { unknownGroups } from '../../adapter/rules/naming';
import type { FleetRule } from '../../fleet/rule-set';
import { defineCheck, failed, passed } from '../check';
import { rulesInUse } from './discovered-rule';

/** `$1_x` is the group called "1_x", and there is none: the name of the metric loses what was meant. */
export const nameCapture = defineCheck<FleetRule>({
  id: 'adapter/name-capture',
  severity: 'error',
  title: 'name.as refers to a group that name.matches does not have',
  subjects: (fleet) => rulesInUse(fleet).filter(({ compiled }) => compiled.rule.name?.as !== undefined),
  run(rule) {
    const mapping = rule.compiled.rule.name!;
    const unknown = unknownGroups(mapping);
    const [first] = unknown;
    if (first === undefined) return passed;
    const { series, apiName } = offerOf(rule.compiled);
    const served =
      series === undefined || apiName === undefined
        ? 'what was meant is missing in every name'
        : `the API metric of ${series} is called "${apiName}"${apiName === '' ? ', which nobody can ask for' : ''}`;
    return failed({
      at: rule.at('/name/as'),
      message: `${mapping.as} refers to the group "${first}", which name.matches does not have, and it gives nothing: ${served}`,
      help: helpOf(mapping.as!, first),
      evidence: { group: first, ...(apiName !== undefined && { name: apiName }) },
    });
  },
});

/** A number that runs on into letters was meant as the group of that number. */
function helpOf(as: string, group: string): string {
  const [, number, rest] = /^(\d+)(\D.*)$/.exec(group) ?? [];
  if (number === undefined) return 'Write a group into name.matches, or take one that is there.';
  return `Write ${as.replace(`$${group}`, () => `\${${number}}${rest}`)}: without braces the name of the group runs on to the last letter, digit or underscore.`;
}
