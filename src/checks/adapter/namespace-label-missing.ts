import { isNamespaced } from '../../adapter/registry';
import type { FleetRule } from '../../fleet/rule-set';
import { findResource } from '../../kubernetes/resource-table';
import { defineCheck, failed, passed } from '../check';
import { rulesInUse } from './discovered-rule';

const NAMESPACES = findResource({ resource: 'namespaces' })!;

/** A rule that maps no label to namespaces, although every request for what it lists names one. */
export const namespaceLabelMissing = defineCheck<FleetRule>({
  id: 'adapter/namespace-label-missing',
  severity: 'error',
  title: 'a rule maps no label to namespaces, and requests name one',
  subjects: rulesInUse,
  run(rule) {
    const { association, list, rule: text } = rule.compiled;
    if (association.labelOf(NAMESPACES) !== undefined) return passed;
    if (list === 'externalRules') {
      if (text.resources?.namespaced === false) return passed;
      return failed({
        at: rule.at(text.resources ? '/resources' : '/seriesQuery'),
        message:
          'this external rule maps no label to namespaces, and an autoscaler asks within its own: every request is answered with an error (500)',
        help: 'Map the label that names the namespace under resources.overrides, or write resources: {namespaced: false} where the metric belongs to no namespace.',
      });
    }
    const mapped = [...association.overrides].filter(([, resource]) => isNamespaced(resource));
    const [first] = mapped;
    if (!first) return passed;
    const [, { resource }] = first;
    return failed({
      at: rule.at('/resources'),
      message: `this rule maps ${mapped.map(([label]) => `"${label}"`).join(', ')} and no label to namespaces: ${resource} are listed, and every request for them within a namespace is answered with "not found" (404)`,
      help: 'Map the label that names the namespace too, such as namespace: {resource: namespace}.',
      evidence: { resources: mapped.map(([, found]) => found.resource) },
    });
  },
});
