import { atan2 } from '../go-math/inverse';
import { pow } from '../go-math/power';
import type { BinaryOperator, SetOperator } from '../syntax/ast';

/** The operators on two numbers. */
export type NumberOperator = Exclude<BinaryOperator, SetOperator>;

/** What an operator makes of two numbers; a comparison gives 1 or 0. */
export function operatorFunction(op: NumberOperator): (left: number, right: number) => number {
  return FUNCTIONS[op];
}

const FUNCTIONS: Readonly<Record<NumberOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '^': pow,
  atan2,
  '==': (left, right) => (left === right ? 1 : 0),
  '!=': (left, right) => (left !== right ? 1 : 0),
  '<': (left, right) => (left < right ? 1 : 0),
  '<=': (left, right) => (left <= right ? 1 : 0),
  '>': (left, right) => (left > right ? 1 : 0),
  '>=': (left, right) => (left >= right ? 1 : 0),
};
