import { pow } from '../go-math/power';
import type { DurationFormula, QueryTiming } from './duration';

/** Whether a formula needs the step or the range of the query. */
export function dependsOnQuery(formula: DurationFormula): boolean {
  switch (formula.kind) {
    case 'number':
      return false;
    case 'query':
      return true;
    case 'negative':
      return dependsOnQuery(formula.operand);
    case 'operation':
      return dependsOnQuery(formula.left) || dependsOnQuery(formula.right);
  }
}

/** The seconds of a formula; undefined for a division by zero. */
export function secondsOf(formula: DurationFormula, timing: QueryTiming): number | undefined {
  switch (formula.kind) {
    case 'number':
      return formula.seconds;
    case 'query':
      return timing[formula.property];
    case 'negative': {
      const seconds = secondsOf(formula.operand, timing);
      return seconds === undefined ? undefined : -seconds;
    }
    case 'operation': {
      const left = secondsOf(formula.left, timing);
      const right = secondsOf(formula.right, timing);
      return left === undefined || right === undefined ? undefined : operate(formula.op, left, right);
    }
  }
}

type DurationOperator = Extract<DurationFormula, { kind: 'operation' }>['op'];

function operate(op: DurationOperator, left: number, right: number): number | undefined {
  switch (op) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? undefined : left / right;
    case '%':
      return right === 0 ? undefined : left % right;
    case '^':
      return pow(left, right);
    case 'min_of':
      return Math.min(left, right);
    case 'max_of':
      return Math.max(left, right);
  }
}
