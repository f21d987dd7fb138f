import { EXPRESSION_OPERATORS, type LabelSelector } from '../kubernetes/selector';
import { compareText } from '../series/labels';
import { goQuote } from './rules/template/go-quote';

/** The operators of a Kubernetes label selector; `=` is what `matchLabels` becomes. */
export type SelectorOperator = '=' | '!=' | 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';

/** One term of the selector that comes with a request for a metric. */
export interface SelectorTerm {
  readonly key: string;
  readonly operator: SelectorOperator;
  readonly values: readonly string[];
}

/** A label matcher of a query, and the value that templates see under the label's name. */
export interface RenderedMatcher {
  readonly label: string;
  readonly text: string;
  readonly value: string;
}

/** The terms of a metric's selector in an HPA; undefined for one that the HPA itself cannot read. */
export function selectorTerms({
  matchLabels = {},
  matchExpressions = [],
}: LabelSelector): readonly SelectorTerm[] | undefined {
  const terms: SelectorTerm[] = Object.entries(matchLabels).map(([key, value]) => ({
    key,
    operator: '=',
    values: [value],
  }));
  for (const { key, operator, values = [] } of matchExpressions) {
    if (!isExpressionOperator(operator)) return undefined;
    terms.push({ key, operator, values });
  }
  return terms;
}

function isExpressionOperator(operator: string): operator is (typeof EXPRESSION_OPERATORS)[number] {
  return (EXPRESSION_OPERATORS as readonly string[]).includes(operator);
}

/** The matchers of a selector, by label key; undefined for an operator that Prometheus cannot express. */
export function renderSelector(terms: readonly SelectorTerm[]): readonly RenderedMatcher[] | undefined {
  const sorted = [...terms].sort((a, b) => compareText(a.key, b.key));
  const rendered = sorted.map(renderTerm);
  return rendered.every((matcher) => matcher !== undefined) ? rendered : undefined;
}

function renderTerm({ key, operator, values }: SelectorTerm): RenderedMatcher | undefined {
  const value = [...values].sort(compareText).join('|');
  switch (operator) {
    case '=':
      return matcher(key, '=', value);
    case '!=':
      return matcher(key, '!=', value);
    case 'In':
      return values.length === 0 ? undefined : matcher(key, '=~', value);
    case 'NotIn':
      return values.length === 0 ? undefined : matcher(key, '!~', value);
    case 'Exists':
      return matcher(key, '!=', '');
    case 'DoesNotExist':
      return matcher(key, '=', '');
    default:
      return undefined;
  }
}

/** Label names are written verbatim, also where PromQL cannot read them. */
export function matcher(label: string, operator: '=' | '!=' | '=~' | '!~', value: string): RenderedMatcher {
  return { label, text: `${label}${operator}${goQuote(value)}`, value };
}
