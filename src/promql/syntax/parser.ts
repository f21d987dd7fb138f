import { didYouMean } from '../../source/nearest';
import type { Aggregate, Call, Expression, NumberLiteral, VectorSelector } from './ast';
import { existsIn, FUNCTION_NAMES, functionSignature, isExperimentalIn } from './function-signatures';
import { type AggregationOperator, CALLABLE_KEYWORDS, isAggregation, mayNameMetric } from './keywords';
import { binary, binaryOperator, POWER_PRECEDENCE, parseBinaryModifiers } from './parse-binary';
import { parseLabelList, parseMatchers } from './parse-labels';
import { parsePostfix } from './parse-modifiers';
import { cover, type TextSpan } from './text-span';
import type { TokenStream } from './token-stream';

/** Reads a whole query. @throws SyntaxFault for the first thing that cannot be read on from. */
export function parseQuery(stream: TokenStream): Expression {
  const expression = parseExpression(stream, 0);
  if (stream.token.kind !== 'end') throw stream.unexpected('', 'an operator or the end of the query');
  return expression;
}

function parseExpression(stream: TokenStream, lowest: number): Expression {
  return stream.deeper(() => {
    let left = parseSigned(stream);
    for (;;) {
      const operator = binaryOperator(stream.token);
      if (!operator || operator.precedence < lowest) return left;
      stream.advance();
      const modifiers = parseBinaryModifiers(stream);
      // The power operator groups to the right, all others to the left.
      const next = operator.op === '^' ? operator.precedence : operator.precedence + 1;
      left = binary(stream, operator.op, left, parseExpression(stream, next), modifiers);
    }
  });
}

function parseSigned(stream: TokenStream): Expression {
  const { token } = stream;
  if (token.kind !== 'mark' || (token.mark !== '+' && token.mark !== '-')) {
    return parsePostfix(stream, parsePrimary(stream));
  }
  stream.advance();
  const operand = parseExpression(stream, POWER_PRECEDENCE);
  const span = cover(token.span, operand.span);
  if (operand.kind === 'NumberLiteral') {
    return { ...operand, value: token.mark === '-' ? -operand.value : operand.value, span };
  }
  const height = stream.heightOver([operand]);
  return { kind: 'Unary', type: operand.type, op: token.mark, expression: operand, span, height };
}

function parsePrimary(stream: TokenStream): Expression {
  const { token } = stream;
  switch (token.kind) {
    case 'number':
      stream.advance();
      return numberLiteral(token.value, false, token.span);
    case 'duration':
      return parseDurationLiteral(stream, token.milliseconds, token.span);
    case 'string':
      stream.advance();
      return { kind: 'StringLiteral', type: 'string', value: token.value, span: token.span, height: 1 };
    case 'identifier':
      stream.advance();
      return stream.at('(') && !token.colon
        ? parseCall(stream, token.text, token.span)
        : parseSelector(stream, token.text, token.span);
    case 'keyword':
      return parseKeyword(stream, token.keyword, token.text, token.span);
    case 'mark':
      if (token.mark === '(') return parseParen(stream);
      if (token.mark === '{') return parseSelector(stream, undefined, token.span);
      throw stream.unexpected('', 'an expression');
    case 'end':
      throw stream.unexpected('', 'an expression');
  }
}

function numberLiteral(value: number, duration: boolean, span: TextSpan): NumberLiteral {
  return { kind: 'NumberLiteral', type: 'scalar', value, duration, span, height: 1 };
}

function parseDurationLiteral(stream: TokenStream, milliseconds: number, span: TextSpan): NumberLiteral {
  stream.advance();
  const { numbersAreDurations, zeroOffset } = stream.options.semantics;
  if (!numbersAreDurations) {
    stream.report('bad-duration', 'a duration stands where a number belongs; write seconds as a number', span);
  } else if (!zeroOffset && milliseconds === 0) {
    stream.report('duration-not-positive', 'a duration must be greater than 0', span);
  }
  return numberLiteral(milliseconds / 1000, true, span);
}

function parseParen(stream: TokenStream): Expression {
  const open = stream.advance();
  const expression = parseExpression(stream, 0);
  const span = cover(open.span, stream.expect(')', ' after an expression').span);
  return { kind: 'Paren', type: expression.type, expression, span, height: stream.heightOver([expression]) };
}

function parseKeyword(stream: TokenStream, keyword: string, text: string, span: TextSpan): Expression {
  if (isAggregation(keyword)) {
    stream.advance();
    if (stream.at('(') || stream.atKeyword('by', 'without')) return parseAggregate(stream, keyword, span);
    return parseSelector(stream, text, span);
  }
  if (!mayNameMetric(keyword)) throw stream.unexpected('', 'an expression');
  stream.advance();
  const callable = CALLABLE_KEYWORDS.has(keyword) && functionIsKnown(stream, keyword);
  return stream.at('(') && callable ? parseCall(stream, text, span) : parseSelector(stream, text, span);
}

function functionIsKnown(stream: TokenStream, name: string): boolean {
  const signature = functionSignature(name);
  return signature !== undefined && existsIn(signature, stream.options.semantics.version);
}

function parseSelector(stream: TokenStream, name: string | undefined, start: TextSpan): VectorSelector {
  const braces = stream.at('{') ? parseMatchers(stream) : undefined;
  return {
    kind: 'VectorSelector',
    type: 'vector',
    name,
    matchers: braces?.matchers ?? [],
    offset: undefined,
    at: undefined,
    span: braces ? cover(start, braces.span) : start,
    height: 1,
  };
}

function parseCall(stream: TokenStream, name: string, start: TextSpan): Call {
  const { list, close } = parseArguments(stream);
  checkFunction(stream, name, start);
  return {
    kind: 'Call',
    type: functionSignature(name)?.result ?? 'vector',
    name,
    arguments: list,
    span: cover(start, close),
    height: stream.heightOver(list),
  };
}

function checkFunction(stream: TokenStream, name: string, span: TextSpan): void {
  const { version } = stream.options.semantics;
  const signature = functionSignature(name);
  if (!signature) {
    stream.report('unknown-function', `there is no function "${name}"${didYouMean(name, FUNCTION_NAMES)}`, span);
  } else if (!existsIn(signature, version)) {
    const other = RENAMED.get(name);
    const help = other ? `; there it is called ${other}` : '';
    stream.report('function-not-in-version', `Prometheus ${version} has no function "${name}"${help}`, span);
  } else if (isExperimentalIn(signature, version) && !stream.options.experimental) {
    const message = `the function "${name}" is experimental in Prometheus ${version} and has to be enabled`;
    stream.report('function-is-experimental', message, span);
  }
}

const RENAMED: ReadonlyMap<string, string> = new Map([
  ['holt_winters', 'double_exponential_smoothing'],
  ['double_exponential_smoothing', 'holt_winters'],
]);

function parseArguments(stream: TokenStream): { list: readonly Expression[]; close: TextSpan } {
  stream.expect('(', '');
  const list: Expression[] = [];
  while (!stream.at(')')) {
    list.push(parseExpression(stream, 0));
    const comma = stream.takeMark(',');
    if (!comma && !stream.at(')')) throw stream.unexpected(' in a list of arguments', '"," or ")"');
    if (comma && stream.at(')')) stream.report('trailing-comma', 'arguments must not end with a comma', comma.span);
  }
  return { list, close: stream.advance().span };
}

const WITH_PARAMETER: ReadonlySet<AggregationOperator> = new Set([
  'topk',
  'bottomk',
  'count_values',
  'quantile',
  'limitk',
  'limit_ratio',
]);

function parseAggregate(stream: TokenStream, op: AggregationOperator, start: TextSpan): Expression {
  const before = parseGrouping(stream);
  const { list } = parseArguments(stream);
  const grouping = before ?? parseGrouping(stream) ?? { grouping: [], without: false };
  const span = { start: start.start, end: stream.lastEnd };
  const wanted = WITH_PARAMETER.has(op) ? 2 : 1;
  const experimental = op === 'limitk' || op === 'limit_ratio';
  if (experimental && !stream.options.experimental) {
    stream.report('function-is-experimental', `the aggregation "${op}" is experimental and has to be enabled`, span);
  }
  const expression = list[wanted - 1];
  if (list.length !== wanted || !expression) {
    const message = `${op} takes ${wanted === 1 ? 'one argument' : 'a parameter and a vector'}, here are ${list.length}`;
    stream.report('aggregation-argument-count', message, span);
    return numberLiteral(0, false, span);
  }
  const parameter = wanted === 2 ? list[0] : undefined;
  const height = stream.heightOver(list);
  return { kind: 'Aggregate', type: 'vector', op, parameter, expression, ...grouping, span, height };
}

function parseGrouping(stream: TokenStream): Pick<Aggregate, 'grouping' | 'without'> | undefined {
  if (!stream.atKeyword('by', 'without')) return undefined;
  const without = stream.atKeyword('without');
  stream.advance();
  return { grouping: parseLabelList(stream), without };
}
