import type { Expression, LabelMatcher, VectorSelector } from '../promql';

/** The matchers to add to a selector; none leave it alone. */
export type AddedMatchers = (selector: VectorSelector) => readonly Omit<LabelMatcher, 'span'>[];

/** An expression that sees less: each selector with further matchers. */
export function restrictSelectors(expression: Expression, added: AddedMatchers): Expression {
  const inner = (child: Expression) => restrictSelectors(child, added);
  switch (expression.kind) {
    case 'VectorSelector':
      return restricted(expression, added);
    case 'MatrixSelector':
      return { ...expression, selector: restricted(expression.selector, added) };
    case 'Subquery':
    case 'Unary':
    case 'Paren':
      return { ...expression, expression: inner(expression.expression) };
    case 'Aggregate':
      return {
        ...expression,
        parameter: expression.parameter && inner(expression.parameter),
        expression: inner(expression.expression),
      };
    case 'Binary':
      return { ...expression, left: inner(expression.left), right: inner(expression.right) };
    case 'Call':
      return { ...expression, arguments: expression.arguments.map(inner) };
    default:
      return expression;
  }
}

function restricted(selector: VectorSelector, added: AddedMatchers): VectorSelector {
  const more = added(selector).map((matcher) => ({ ...matcher, span: selector.span }));
  return more.length === 0 ? selector : { ...selector, matchers: [...selector.matchers, ...more] };
}

/** A pattern that matches one of the texts, or the absent label. */
export function oneOfOrAbsent(texts: readonly string[]): string {
  return [...texts.map(quoted), ''].join('|');
}

function quoted(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
