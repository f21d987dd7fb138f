import type { UnmetNeed } from './cluster-terms';
import type { PolicyProblem } from './policy-error';

/** An unmet need as an error, in the words that the compiler of TypeScript uses for it. */
export function unmetProblem({ need, askedBy, message }: UnmetNeed): PolicyProblem {
  const [fact = message, cure] = message.split(/: (?=add |set |use )/);
  return {
    code: 'needs-cluster',
    property: askedBy,
    value: need,
    summary: `the policy needs ${need} (${askedBy}), but ${fact}.`,
    help: cure ? `${cure.charAt(0).toUpperCase()}${cure.slice(1)}.` : 'Use a metric that exists there.',
  };
}
