import {
  childrenOf,
  type Expression,
  type LabelMatcher,
  parsePromQL,
  type VectorSelector,
  withoutParens,
} from '../promql';
import type { TextSpan } from '../promql/syntax/text-span';
import type { CompiledRule } from './rules/load';

/** A metrics query read as PromQL, with stand-ins for what a request fills in. Spans are offsets in the template. */
export interface QueryShape {
  readonly expression: Expression;
  readonly selectors: readonly ShapeSelector[];
}

export interface ShapeSelector {
  readonly selector: VectorSelector;
  /** The matchers that the rule itself writes. */
  readonly ownMatchers: readonly LabelMatcher[];
  /** It holds `<<.LabelMatchers>>`, so that a request asks only for its own objects. */
  readonly scoped: boolean;
  /** It selects `<<.Series>>`. */
  readonly isSeries: boolean;
}

/** The name that a selector of `<<.Series>>` has in a shape. */
export const SERIES_STAND_IN = 'foresail_se';
const MATCHER_LABEL = 'foresail_match';

// Each stand-in is at most as long as its action, so that places in the query are places in the template.
const STAND_INS = [
  { action: /<<-?\s*\.Series\s*-?>>/g, standIn: SERIES_STAND_IN },
  { action: /<<-?\s*\.LabelMatchers\s*-?>>/g, standIn: `${MATCHER_LABEL}="m"` },
  { action: /<<-?\s*\.GroupBy\s*-?>>/g, standIn: 'foresail_grp' },
];

/** Each rule is asked once per check and per autoscaler metric, and read once. */
const shapes = new WeakMap<CompiledRule, { readonly shape: QueryShape | undefined }>();

/** Reads a rule's query; undefined where it uses other actions of the template language, or is no PromQL. */
export function queryShapeOf(rule: CompiledRule): QueryShape | undefined {
  let read = shapes.get(rule);
  if (!read) {
    read = { shape: readShape(rule) };
    shapes.set(rule, read);
  }
  return read.shape;
}

function readShape({ rule: { metricsQuery } }: CompiledRule): QueryShape | undefined {
  let text = metricsQuery;
  for (const { action, standIn } of STAND_INS) text = text.replace(action, (found) => standIn.padEnd(found.length));
  if (text.includes('<<')) return undefined;
  const { ast } = parsePromQL(text);
  if (!ast) return undefined;
  return { expression: ast, selectors: selectorsOf(ast) };
}

/** Every selector of an expression. */
export function selectorsOf(expression: Expression): readonly ShapeSelector[] {
  const found: ShapeSelector[] = [];
  const pending: Expression[] = [expression];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.kind === 'VectorSelector') {
      const ownMatchers = next.matchers.filter(({ name }) => name !== MATCHER_LABEL);
      const scoped = ownMatchers.length < next.matchers.length;
      found.push({ selector: next, ownMatchers, scoped, isSeries: next.name === SERIES_STAND_IN });
    }
    pending.push(...childrenOf(next));
  }
  return found.sort((a, b) => a.selector.span.start - b.selector.span.start);
}

/** A division, and the selectors on its two sides. */
export interface Division {
  readonly span: TextSpan;
  readonly dividend: readonly ShapeSelector[];
  readonly divisor: readonly ShapeSelector[];
  /** Every object is divided by one and the same number: the divisor is a scalar, or is joined on no label. */
  readonly byTotal: boolean;
}

/** Every division of an expression, outermost first. */
export function divisionsOf(expression: Expression): readonly Division[] {
  const found: Division[] = [];
  const pending: Expression[] = [expression];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const inner = withoutParens(next);
    if (inner.kind === 'Binary' && inner.op === '/') {
      const { span, left, right, matching } = inner;
      const byTotal = right.type === 'scalar' || (matching?.on === true && matching.labels.length === 0);
      found.push({ span, dividend: selectorsOf(left), divisor: selectorsOf(right), byTotal });
    }
    pending.push(...childrenOf(inner));
  }
  return found;
}
