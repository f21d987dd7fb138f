import { isLabelKey, isLabelValue, LABEL_KEY_RULE, LABEL_VALUE_RULE } from '../../kubernetes/names';
import { compareText } from '../../series/labels';
import type { SelectorOperator, SelectorTerm } from '../metric-selector';

/** Why a text is no selector. */
export interface SelectorTextError {
  readonly error: string;
}

/**
 * Reads a label selector as it stands in a request, such as `app=bert,gpu in (0,1),!old`, terms by key. Empty selects
 * everything. Source: the grammar of k8s.io/apimachinery/pkg/labels.
 */
export function parseSelectorText(text: string): readonly SelectorTerm[] | SelectorTextError {
  try {
    return new Parser(tokensOf(text)).parse();
  } catch (error) {
    if (!(error instanceof SelectorFault)) throw error;
    return { error: error.message };
  }
}

/** Whether labels satisfy all terms. An object without the label satisfies `!=` and `NotIn`. */
export function termsMatch(terms: readonly SelectorTerm[], labels: Readonly<Record<string, string>>): boolean {
  return terms.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    switch (operator) {
      case '=':
      case 'In':
        return value !== undefined && values.includes(value);
      case '!=':
      case 'NotIn':
        return value === undefined || !values.includes(value);
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      default: {
        if (value === undefined || !INTEGER.test(value)) return false;
        const [actual, limit] = [BigInt(value), BigInt(values[0]!)];
        return operator === 'Gt' ? actual > limit : actual < limit;
      }
    }
  });
}

/** A selector's text, terms by key: what the HPA controller writes into its requests. */
export function selectorText(terms: readonly SelectorTerm[]): string {
  return [...terms]
    .sort((a, b) => compareText(a.key, b.key))
    .map(termText)
    .join(',');
}

function termText({ key, operator, values }: SelectorTerm): string {
  const sorted = [...values].sort(compareText).join(',');
  switch (operator) {
    case 'In':
      return `${key} in (${sorted})`;
    case 'NotIn':
      return `${key} notin (${sorted})`;
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return `${key}${SIGNS.get(operator)}${sorted}`;
  }
}

const SIGNS: ReadonlyMap<SelectorOperator, string> = new Map([
  ['=', '='],
  ['!=', '!='],
  ['Gt', '>'],
  ['Lt', '<'],
]);
const OPERATORS: ReadonlyMap<string, SelectorOperator> = new Map([
  ['=', '='],
  ['==', '='],
  ['!=', '!='],
  ['in', 'In'],
  ['notin', 'NotIn'],
  ['>', 'Gt'],
  ['<', 'Lt'],
]);
/** 64 bits, as Go reads them; a sign may stand in front. */
const INTEGER = /^[+-]?\d{1,19}$/;

class SelectorFault extends Error {}

/** A word, a symbol, or the empty text at the end. */
type Token = { readonly is: 'word' | 'symbol' | 'end'; readonly text: string };

/** White space separates and means nothing; of the symbols the longest counts. */
function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const [part] of text.matchAll(/==|!=|[=!(),<>]|[^ \t\r\n=!(),<>]+/g)) {
    tokens.push({ is: /^[=!(),<>]/.test(part) ? 'symbol' : 'word', text: part });
  }
  return tokens;
}

class Parser {
  private at = 0;

  public constructor(private readonly tokens: readonly Token[]) {}

  public parse(): readonly SelectorTerm[] {
    const terms: SelectorTerm[] = [];
    while (this.next().is !== 'end') {
      if (!this.beginsTerm()) throw found(this.next(), ", expected: !, identifier, or 'end of string'");
      terms.push(this.term());
      if (this.next().is === 'end') break;
      const comma = this.take();
      if (comma.text !== ',') throw found(comma, ", expected: ',' or 'end of string'");
      if (!this.beginsTerm()) throw found(this.next(), ", expected: identifier after ','");
    }
    return terms.sort((a, b) => compareText(a.key, b.key));
  }

  private next(): Token {
    return this.tokens[this.at] ?? { is: 'end', text: '' };
  }

  private beginsTerm(): boolean {
    return this.next().is === 'word' || this.next().text === '!';
  }

  private take(): Token {
    const token = this.next();
    this.at++;
    return token;
  }

  private term(): SelectorTerm {
    const negated = this.next().text === '!';
    if (negated) this.at++;
    const key = this.take();
    if (key.is !== 'word') throw inTerm(key, ', expected: identifier');
    if (!isLabelKey(key.text)) throw invalid('<nil>', key.text, LABEL_KEY_RULE);
    const ends = this.next().is === 'end' || this.next().text === ',';
    if (negated || ends) return { key: key.text, operator: negated ? 'DoesNotExist' : 'Exists', values: [] };
    const sign = this.take();
    const operator = OPERATORS.get(sign.text);
    if (operator === undefined) throw inTerm(sign, ', expected: in, notin, =, ==, !=, gt, lt');
    const values = operator === 'In' || operator === 'NotIn' ? this.values() : [this.value()];
    if ((operator === 'Gt' || operator === 'Lt') && !INTEGER.test(values[0]!)) {
      throw invalid('values[0]', values[0]!, "for 'Gt', 'Lt' operators, the value must be an integer");
    }
    for (const [index, value] of values.entries()) {
      if (!isLabelValue(value)) throw invalid(`values[${index}][${key.text}]`, value, LABEL_VALUE_RULE);
    }
    return { key: key.text, operator, values };
  }

  private value(): string {
    if (this.next().is === 'end' || this.next().text === ',') return '';
    const value = this.take();
    if (value.is !== 'word') throw inTerm(value, ', expected: identifier');
    return value.text;
  }

  /** Between commas nothing is the empty value. */
  private values(): readonly string[] {
    const opening = this.take();
    if (opening.text !== '(') throw inTerm(opening, " expected: '('");
    const values = new Set<string>();
    for (;;) {
      values.add(this.next().is === 'word' ? this.take().text : '');
      const separator = this.take();
      if (separator.text === ')') return [...values].sort(compareText);
      if (separator.text !== ',') throw inTerm(separator, ", expected: ',' or ')'");
    }
  }
}

// The texts are Go's.

function found({ text }: Token, expected: string): SelectorFault {
  return new SelectorFault(`found '${text}'${expected}`);
}

function inTerm(token: Token, expected: string): SelectorFault {
  return new SelectorFault(`unable to parse requirement: ${found(token, expected).message}`);
}

function invalid(field: string, value: string, rule: string): SelectorFault {
  return new SelectorFault(`unable to parse requirement: ${field}: Invalid value: ${JSON.stringify(value)}: ${rule}`);
}
