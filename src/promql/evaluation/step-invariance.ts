import { type AtModifier, type Expression, type Subquery, type VectorSelector, withoutParens } from '../syntax/ast';

/**
 * Which parts of a query give the same value at every step and are evaluated once, and the time that each `@` stands for.
 * The rules are Prometheus's own, with what they leave out: it does not look into the parameter of an aggregation.
 */
export interface Preparation {
  readonly invariant: ReadonlySet<Expression>;
  readonly fixedTimes: ReadonlyMap<VectorSelector | Subquery, number>;
}

/** Functions whose value depends on the evaluation time even where their arguments do not. */
const TIME_DEPENDENT = new Set([
  'day_of_month',
  'day_of_week',
  'day_of_year',
  'days_in_month',
  'end',
  'hour',
  'minute',
  'month',
  'predict_linear',
  'range',
  'start',
  'step',
  'time',
  'timestamp',
  'year',
]);

interface Verdict {
  readonly invariant: boolean;
  /** Literals and range selectors are invariant but gain nothing from being evaluated once. */
  readonly worthwhile: boolean;
}

const VARIES: Verdict = { invariant: false, worthwhile: false };
const INVARIANT: Verdict = { invariant: true, worthwhile: true };
const INVARIANT_ANYWAY: Verdict = { invariant: true, worthwhile: false };

/** Prepares a query over `start` to `end`, in ms. */
export function prepare(root: Expression, start: number, end: number): Preparation {
  const invariant = new Set<Expression>();
  const fixedTimes = new Map<VectorSelector | Subquery, number>();

  const fix = (node: VectorSelector | Subquery): Verdict => {
    const time = timeOf(node.at, start, end);
    if (time === undefined) return VARIES;
    fixedTimes.set(node, time);
    return INVARIANT;
  };
  const mark = (node: Expression, { worthwhile }: Verdict): void => {
    if (worthwhile) invariant.add(node);
  };

  const visit = (node: Expression): Verdict => {
    switch (node.kind) {
      case 'NumberLiteral':
      case 'StringLiteral':
        return INVARIANT_ANYWAY;
      case 'VectorSelector':
        return fix(node);
      case 'MatrixSelector':
        return fix(node.selector).invariant ? INVARIANT_ANYWAY : VARIES;
      case 'Paren':
      case 'Unary':
        return visit(node.expression);
      case 'Aggregate':
        return visit(node.expression);
      case 'Subquery': {
        if (visit(node.expression).invariant) invariant.add(node.expression);
        return fix(node);
      }
      case 'Binary': {
        const left = visit(node.left);
        const right = visit(node.right);
        if (left.invariant && right.invariant) return INVARIANT;
        mark(node.left, left);
        mark(node.right, right);
        return VARIES;
      }
      case 'Call': {
        const verdicts = node.arguments.map(visit);
        const fixed = verdicts.every((verdict) => verdict.invariant);
        const ofSelector = node.name === 'timestamp' && withoutParens(node.arguments[0]!).kind === 'VectorSelector';
        if (fixed && (!TIME_DEPENDENT.has(node.name) || ofSelector)) return INVARIANT;
        node.arguments.forEach((argument, at) => {
          mark(argument, verdicts[at]!);
        });
        return VARIES;
      }
    }
  };

  mark(root, visit(root));
  return { invariant, fixedTimes };
}

function timeOf(at: AtModifier | undefined, start: number, end: number): number | undefined {
  if (!at) return undefined;
  return at.kind === 'time' ? at.milliseconds : at.kind === 'start' ? start : end;
}
