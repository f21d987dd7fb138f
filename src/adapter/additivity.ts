import { type Expression, withoutParens } from '../promql';

/** What a value is that does not grow with the number of objects behind it. */
export type NonAdditive = 'a quantile' | 'an average' | 'a ratio';

/** Functions that keep what a value counts. */
const KEEPING = [
  ...['abs', 'ceil', 'floor', 'round', 'clamp', 'clamp_min', 'clamp_max', 'sort', 'sort_desc', 'sort_by_label'],
  ...['label_replace', 'label_join', 'vector', 'scalar'],
  // Over time, not over objects.
  ...['avg_over_time', 'max_over_time', 'min_over_time', 'last_over_time', 'quantile_over_time'],
];
const FILTERS = ['and', 'or', 'unless', '==', '!=', '<', '<=', '>', '>='];

/** Whether an expression gives a quantile, an average or a ratio; undefined for what may add up to a demand. */
export function nonAdditiveIn(expression: Expression): NonAdditive | undefined {
  const inner = withoutParens(expression);
  switch (inner.kind) {
    case 'VectorSelector':
      // A summary gives a series for each of its quantiles.
      return inner.matchers.some(({ name, op }) => name === 'quantile' && op === '=') ? 'a quantile' : undefined;
    case 'MatrixSelector':
      return nonAdditiveIn(inner.selector);
    case 'Subquery':
    case 'Unary':
      return nonAdditiveIn(inner.expression);
    case 'Aggregate':
      if (inner.op === 'avg') return 'an average';
      if (inner.op === 'quantile') return 'a quantile';
      return ['max', 'min', 'topk', 'bottomk'].includes(inner.op) ? nonAdditiveIn(inner.expression) : undefined;
    case 'Call': {
      if (inner.name === 'histogram_quantile') return 'a quantile';
      if (inner.name === 'histogram_avg') return 'an average';
      if (inner.name === 'histogram_fraction') return 'a ratio';
      const [argument] = inner.arguments.filter(({ type }) => type !== 'string' && type !== 'scalar');
      const value = argument ?? inner.arguments[0];
      return value && KEEPING.includes(inner.name) ? nonAdditiveIn(value) : undefined;
    }
    case 'Binary':
      return nonAdditiveInBinary(inner);
    default:
      return undefined;
  }
}

function nonAdditiveInBinary({ op, left, right }: Extract<Expression, { readonly kind: 'Binary' }>) {
  if (FILTERS.includes(op)) return nonAdditiveIn(left);
  if (isNumber(left)) return op === '/' ? undefined : nonAdditiveIn(right);
  if (isNumber(right)) return nonAdditiveIn(left);
  // A total by a constant of the service, such as its capacity, still grows with the load: only like by like is a ratio.
  if (op === '/') return isTotal(left) === isTotal(right) && !isConstant(right) ? 'a ratio' : undefined;
  // An average times a count is a total again.
  if (op === '*') return undefined;
  return nonAdditiveIn(right) && nonAdditiveIn(left);
}

/** Whether a value grows with the number of objects behind it. */
function isTotal(expression: Expression): boolean {
  return nonAdditiveIn(expression) === undefined;
}

/** One value of the service rather than a sum over its objects: `max(...)`, `min(...)`, also within `scalar(...)`. */
function isConstant(expression: Expression): boolean {
  const inner = withoutParens(expression);
  if (inner.kind === 'Aggregate') return inner.op === 'max' || inner.op === 'min' || inner.op === 'group';
  const [argument] = inner.kind === 'Call' && inner.name === 'scalar' ? inner.arguments : [];
  return argument !== undefined && isConstant(argument);
}

/** A number that does not depend on any series. */
function isNumber(expression: Expression): boolean {
  const inner = withoutParens(expression);
  if (inner.kind === 'NumberLiteral') return true;
  if (inner.kind === 'Unary') return isNumber(inner.expression);
  return inner.kind === 'Binary' && isNumber(inner.left) && isNumber(inner.right);
}
