import { type Call, type Expression, withoutParens } from '../promql';
import { METRIC_NAME } from '../series/labels';

/** Whether the samples of an expression can carry a label: always where the series do, never, or it cannot be told. */
export type Carries = 'yes' | 'no' | 'perhaps';

/** Whether a label of the selected series is still on the result of an expression. */
export function carriesLabel(expression: Expression, label: string): Carries {
  const inner = withoutParens(expression);
  switch (inner.kind) {
    case 'NumberLiteral':
    case 'StringLiteral':
      return 'no';
    case 'VectorSelector':
      return inner.matchers.some(({ name, op, value }) => name === label && op === '=' && value === '') ? 'no' : 'yes';
    case 'MatrixSelector':
      return carriesLabel(inner.selector, label);
    case 'Subquery':
    case 'Unary':
      return carriesLabel(inner.expression, label);
    case 'Aggregate': {
      if (['topk', 'bottomk', 'limitk', 'limit_ratio'].includes(inner.op)) return carriesLabel(inner.expression, label);
      if (inner.op === 'count_values' && writes(inner.parameter, label)) return 'perhaps';
      const kept = inner.grouping.includes(label) !== inner.without;
      return kept ? carriesLabel(inner.expression, label) : 'no';
    }
    case 'Binary':
      return carriedByBinary(inner, label);
    case 'Call':
      return carriedByCall(inner, label);
    default:
      return 'perhaps';
  }
}

function carriedByBinary(binary: Extract<Expression, { readonly kind: 'Binary' }>, label: string): Carries {
  const { op, left, right, matching } = binary;
  if (left.type === 'scalar') return carriesLabel(right, label);
  if (right.type === 'scalar') return carriesLabel(left, label);
  if (op === 'or') return either(carriesLabel(left, label), carriesLabel(right, label));
  if (op === 'and' || op === 'unless') return carriesLabel(left, label);
  if (matching?.group === undefined) {
    // One to one: only the labels that were compared are left.
    const compared = matching?.labels.includes(label) === (matching?.on ?? false);
    return compared ? both(carriesLabel(left, label), carriesLabel(right, label)) : 'no';
  }
  const [many, one] = matching.group === 'left' ? [left, right] : [right, left];
  return matching.include.includes(label) ? carriesLabel(one, label) : carriesLabel(many, label);
}

const WITHOUT_LABELS = ['vector', 'time', 'scalar', 'pi', 'absent', 'absent_over_time'];

function carriedByCall({ name, arguments: args }: Call, label: string): Carries {
  if (name === 'absent' || name === 'absent_over_time') return 'perhaps';
  if (WITHOUT_LABELS.includes(name)) return 'no';
  if (name === 'histogram_quantile' && label === 'le') return 'no';
  if ((name === 'label_replace' || name === 'label_join') && writes(args[1], label)) return 'perhaps';
  if (name === 'info') return 'perhaps';
  const vector = args.find(({ type }) => type === 'vector' || type === 'matrix');
  // `day_of_week()` and its like, without an argument.
  return vector && label !== METRIC_NAME ? carriesLabel(vector, label) : 'no';
}

function writes(argument: Expression | undefined, label: string): boolean {
  const inner = argument && withoutParens(argument);
  return inner?.kind === 'StringLiteral' && inner.value === label;
}

function either(a: Carries, b: Carries): Carries {
  if (a === b) return a;
  return a === 'perhaps' || b === 'perhaps' ? 'perhaps' : 'yes';
}

function both(a: Carries, b: Carries): Carries {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'yes' && b === 'yes' ? 'yes' : 'perhaps';
}
