import { didYouMean } from '../../source/nearest';
import type { Json } from '../../source/node';
import type { ShapeProblem } from './shape-problem';
import type { TypeExpression } from './type-expression';

type Explanation = Pick<ShapeProblem, 'code' | 'severity' | 'message' | 'help'>;

const LONGEST_SHOWN = 60;

const EXPECTED: Readonly<Record<TypeExpression['kind'], string>> = {
  string: 'text',
  boolean: 'true or false',
  int32: 'a whole number',
  int64: 'a whole number',
  quantity: 'a quantity, such as 500m or 2Gi',
  intOrString: 'a whole number or a name',
  intOrPercent: 'a whole number or a percentage, such as 25%',
  time: 'a time',
  any: 'any value',
  list: 'a list',
  map: 'a mapping',
  model: 'a mapping',
  choice: 'text',
};

/** A value of the wrong JSON type. Values are not shown: they may be secrets. */
export function explainType(name: string, type: TypeExpression, value: Json): Explanation {
  const found = describe(value);
  return {
    code: 'wrong-type',
    severity: 'error',
    message: `\`${name}\` must be ${EXPECTED[type.kind]}; found ${found}`,
    help: helpWithType(type, value),
  };
}

/** A value of the right JSON type that the API server refuses. */
export function explainValue(name: string, type: TypeExpression, value: Json): Explanation {
  const shown = typeof value === 'string' ? JSON.stringify(value.slice(0, LONGEST_SHOWN)) : String(value);
  if (type.kind === 'choice') {
    const values = type.values.filter((one) => one !== '');
    return {
      code: 'wrong-value',
      severity: type.open ? 'warning' : 'error',
      message: `\`${name}\` is ${shown}, which is ${type.open ? 'not known' : 'not allowed'}${typeof value === 'string' ? didYouMean(value, values) : ''}`,
      help: `${type.open ? 'Known values are' : 'Allowed are'} ${values.join(', ')}.`,
    };
  }
  return {
    code: 'wrong-value',
    severity: 'error',
    message: `\`${name}\` must be ${EXPECTED[type.kind]}; found ${shown}`,
    help: type.kind === 'int32' ? 'Allowed are -2147483648 to 2147483647.' : helpWithText(type),
  };
}

function describe(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? 'text' : typeof value === 'boolean' ? 'true or false' : 'a number';
}

function helpWithType(type: TypeExpression, value: Json): string {
  if (value === null) return 'Remove the entry or give it a value.';
  const scalar = typeof value !== 'object';
  if (EXPECTED[type.kind] === 'text' && scalar) return 'Put it in quotes.';
  const quotedNumber = typeof value === 'string' && /^-?\d{1,19}$/.test(value);
  if ((type.kind === 'int32' || type.kind === 'int64') && quotedNumber) return 'Remove the quotes.';
  if (type.kind === 'boolean' && (value === 'true' || value === 'false')) return 'Remove the quotes.';
  if (type.kind === 'list' && !Array.isArray(value)) return 'Begin each entry with "- ".';
  return `Give it ${EXPECTED[type.kind]}.`;
}

function helpWithText(type: TypeExpression): string {
  if (type.kind === 'quantity')
    return 'Write a number, and at most one suffix of n u m k M G T P E or Ki Mi Gi Ti Pi Ei.';
  return `Give it ${EXPECTED[type.kind]}.`;
}
