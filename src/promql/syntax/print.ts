import type {
  AtModifier,
  Binary,
  Call,
  Expression,
  FillValues,
  LabelMatcher,
  Subquery,
  VectorMatching,
  VectorSelector,
} from './ast';
import type { Duration, DurationFormula } from './duration';
import { formatDuration } from './duration-text';
import { functionSignature } from './function-signatures';
import { formatNumber } from './number-text';
import { formatString } from './string-text';

/** Writes an expression on one line. Reading the text again gives the same tree, spans aside. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'NumberLiteral':
      return expression.duration ? formatDuration(expression.value * 1000) : formatNumber(expression.value);
    case 'StringLiteral':
      return formatString(expression.value);
    case 'VectorSelector':
      return printSelector(expression) + printTime(expression);
    case 'MatrixSelector':
      return `${printSelector(expression.selector)}[${printDuration(expression.range)}]${printTime(expression.selector)}`;
    case 'Subquery':
      return printSubquery(expression);
    case 'Call':
      return printCall(expression);
    case 'Aggregate': {
      const list = expression.parameter ? [expression.parameter, expression.expression] : [expression.expression];
      const grouping = expression.without || expression.grouping.length > 0;
      const word = expression.without ? 'without' : 'by';
      const by = grouping ? ` ${word} ${printLabels(expression.grouping)} ` : '';
      return `${expression.op}${by}(${list.map(printExpression).join(', ')})`;
    }
    case 'Binary':
      return printBinary(expression);
    case 'Unary':
      return `${expression.op}${printExpression(expression.expression)}`;
    case 'Paren':
      return `(${printExpression(expression.expression)})`;
  }
}

function printCall(call: Call): string {
  // A function that is also a keyword is found in any case; the others as they are written.
  const name = functionSignature(call.name)?.name ?? call.name;
  return `${name}(${call.arguments.map(printExpression).join(', ')})`;
}

function printSubquery(subquery: Subquery): string {
  const step = subquery.step ? printDuration(subquery.step) : '';
  const range = `[${printDuration(subquery.range)}:${step}]`;
  return `${printExpression(subquery.expression)}${range}${printTime(subquery)}`;
}

function printBinary({ op, left, right, bool, matching }: Binary): string {
  const modifiers = `${bool ? ' bool' : ''}${matching ? printMatching(matching) : ''}`;
  return `${printExpression(left)} ${op}${modifiers} ${printExpression(right)}`;
}

function printMatching(matching: VectorMatching): string {
  return printLabelMatching(matching) + (matching.fill ? printFill(matching.fill) : '');
}

function printFill({ left, right }: FillValues): string {
  if (left !== undefined && Object.is(left, right)) return ` fill (${formatNumber(left)})`;
  const leftText = left === undefined ? '' : ` fill_left (${formatNumber(left)})`;
  return `${leftText}${right === undefined ? '' : ` fill_right (${formatNumber(right)})`}`;
}

function printLabelMatching({ on, labels, group, include }: VectorMatching): string {
  if (!on && labels.length === 0 && !group) return '';
  const listed = ` ${on ? 'on' : 'ignoring'} ${printLabels(labels)}`;
  return group ? `${listed} group_${group} ${printLabels(include)}` : listed;
}

function printSelector({ name, matchers }: VectorSelector): string {
  if (name !== undefined && matchers.length === 0) return name;
  return `${name ?? ''}{${matchers.map(printMatcher).join(', ')}}`;
}

function printMatcher({ name, op, value }: LabelMatcher): string {
  return `${printLabel(name)}${op}${formatString(value)}`;
}

function printLabels(labels: readonly string[]): string {
  return `(${labels.map(printLabel).join(', ')})`;
}

function printLabel(name: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name : formatString(name);
}

function printTime({ at, offset }: { at: AtModifier | undefined; offset: Duration | undefined }): string {
  return `${at ? ` @ ${printAt(at)}` : ''}${offset ? ` offset ${printDuration(offset)}` : ''}`;
}

function printAt(at: AtModifier): string {
  return at.kind === 'time' ? formatNumber(at.milliseconds / 1000) : `${at.kind}()`;
}

function printDuration(duration: Duration): string {
  if (duration.kind === 'computed') return `(${printFormula(duration.formula)})`;
  const { milliseconds } = duration;
  // Fractions of a millisecond have no unit; as seconds they need a number.
  return Number.isInteger(milliseconds) ? formatDuration(milliseconds) : formatNumber(milliseconds / 1000);
}

function printFormula(formula: DurationFormula): string {
  switch (formula.kind) {
    case 'number':
      return formatNumber(formula.seconds);
    case 'query':
      return `${formula.property}()`;
    case 'negative':
      return `-(${printFormula(formula.operand)})`;
    case 'operation': {
      const left = printFormula(formula.left);
      const right = printFormula(formula.right);
      const called = formula.op === 'min_of' || formula.op === 'max_of';
      return called ? `${formula.op}(${left}, ${right})` : `(${left}) ${formula.op} (${right})`;
    }
  }
}
