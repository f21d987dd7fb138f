import { createMatcher, isMatcher } from '../../series/matcher';
import type { ParseErrorCode } from '../promql-error';
import {
  type Aggregate,
  type Binary,
  type Call,
  childrenOf,
  type Expression,
  isComparison,
  isSetOperator,
  type Subquery,
  type ValueType,
  type VectorSelector,
} from './ast';
import { functionSignature } from './function-signatures';
import type { TextSpan } from './text-span';

/** Receives what the check finds. */
export type Report = (code: ParseErrorCode, message: string, span: TextSpan) => void;

const TYPE_NAMES: Readonly<Record<ValueType, string>> = {
  scalar: 'a scalar',
  vector: 'an instant vector',
  matrix: 'a range vector',
  string: 'a string',
};

/** Checks what a tree of known functions means: types, numbers of arguments, empty selectors. */
export function checkTypes(root: Expression, report: Report): void {
  const pending: Expression[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    checkNode(node, report);
    for (const child of childrenOf(node)) if (!isInfoFilter(node, child)) pending.push(child);
  }
}

/** The second argument of `info` is a list of matchers in the form of a selector, and may be as wide as it likes. */
function isInfoFilter(node: Expression, child: Expression): boolean {
  return node.kind === 'Call' && node.name === 'info' && child === node.arguments[1] && child.kind === 'VectorSelector';
}

function checkNode(node: Expression, report: Report): void {
  if (node.kind === 'Aggregate') checkAggregate(node, report);
  else if (node.kind === 'Binary') checkBinary(node, report);
  else if (node.kind === 'Call') checkCall(node, report);
  else if (node.kind === 'VectorSelector') checkSelector(node, report);
  else if (node.kind === 'Subquery') checkSubquery(node, report);
  else if (node.kind === 'Unary' && node.type !== 'scalar' && node.type !== 'vector') {
    report('unary-operand-type', `a sign before ${TYPE_NAMES[node.type]} means nothing`, node.span);
  }
}

function checkSubquery({ expression, span }: Subquery, report: Report): void {
  if (expression.type === 'vector') return;
  const message = `a subquery needs an instant vector, not ${TYPE_NAMES[expression.type]}`;
  report('subquery-on-wrong-type', message, span);
}

function checkAggregate({ op, parameter, expression }: Aggregate, report: Report): void {
  if (expression.type !== 'vector') {
    report('aggregation-type', `${op} needs an instant vector, not ${TYPE_NAMES[expression.type]}`, expression.span);
  }
  const wanted: ValueType = op === 'count_values' ? 'string' : 'scalar';
  if (parameter && parameter.type !== wanted) {
    const message = `the parameter of ${op} is ${TYPE_NAMES[wanted]}, not ${TYPE_NAMES[parameter.type]}`;
    report('aggregation-parameter-type', message, parameter.span);
  }
}

function checkBinary(node: Binary, report: Report): void {
  const { op, left, right, bool, matching } = node;
  const between = { start: left.span.end, end: right.span.start };
  if (bool && !isComparison(op)) report('bool-without-comparison', `"bool" does not go with "${op}"`, between);
  if (isComparison(op) && !bool && left.type === 'scalar' && right.type === 'scalar') {
    report('comparison-needs-bool', `a comparison of two scalars is written "${op} bool"`, between);
  }
  for (const side of [left, right]) {
    if (side.type === 'scalar' || side.type === 'vector') continue;
    report('operand-type', `"${op}" takes scalars and instant vectors, not ${TYPE_NAMES[side.type]}`, side.span);
  }
  const vectors = left.type === 'vector' && right.type === 'vector';
  if (!vectors && matching) {
    const what = matching.labels.length > 0 ? 'labels are matched' : 'missing elements are filled in';
    report('matching-on-scalar', `${what} between instant vectors only`, between);
  }
  if (!vectors && isSetOperator(op) && (left.type === 'scalar' || right.type === 'scalar')) {
    report('set-operator-on-scalar', `"${op}" takes instant vectors, not a scalar; vector(...) makes one`, between);
  }
  if (vectors && isSetOperator(op) && matching?.group) {
    report('grouping-on-set-operator', `"group_${matching.group}" does not go with "${op}"`, between);
  }
  if (vectors && isSetOperator(op) && matching?.fill) {
    report('fill-on-set-operator', `"fill" does not go with "${op}"`, between);
  }
  checkListedTwice(node, between, report);
}

function checkListedTwice({ matching }: Binary, span: TextSpan, report: Report): void {
  if (!matching?.on) return;
  const included = new Set(matching.include);
  for (const label of new Set(matching.labels)) {
    if (!included.has(label)) continue;
    report('label-in-on-and-group', `the label "${label}" stands both in "on" and in "group_${matching.group}"`, span);
  }
}

function checkCall(node: Call, report: Report): void {
  const signature = functionSignature(node.name);
  if (!signature) return;
  const { parameters, variadic } = signature;
  const least = variadic === 0 ? parameters.length : parameters.length - 1;
  const most = variadic < 0 ? Number.POSITIVE_INFINITY : variadic === 0 ? parameters.length : least + variadic;
  const given = node.arguments.length;
  if (given < least || given > most) {
    const wanted =
      least === most ? `${least}` : most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`;
    report(
      'argument-count',
      `${node.name} takes ${wanted} argument${wanted === '1' ? '' : 's'}, here are ${given}`,
      node.span,
    );
  }
  node.arguments.forEach((argument, at) => {
    if (variadic === 0 && at >= parameters.length) return;
    const wanted = parameters[Math.min(at, parameters.length - 1)];
    if (wanted === undefined || argument.type === wanted) return;
    const message = `${node.name} needs ${TYPE_NAMES[wanted]} here, not ${TYPE_NAMES[argument.type]}`;
    report('argument-type', message, argument.span);
  });
}

function checkSelector(node: VectorSelector, report: Report): void {
  if (node.name !== undefined) {
    const again = node.matchers.find(({ name }) => name === '__name__');
    if (again)
      report('metric-name-twice', `the metric name is given twice: "${node.name}" and "${again.value}"`, node.span);
    return;
  }
  const selective = node.matchers.some(({ name, op, value }) => {
    const matcher = createMatcher(name, op, value);
    return isMatcher(matcher) && !matcher.matches('');
  });
  if (selective) return;
  report('empty-selector', 'a selector needs a matcher that does not match the empty text', node.span);
}
