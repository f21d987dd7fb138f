import { formatVerbs } from './format-verbs';
import { TemplateExecutionError } from './template-error';
import { isList, isMap, isTrue, NIL, NO_VALUE, printValue, type TemplateValue } from './value';

type Values = readonly TemplateValue[];

interface TemplateFunction {
  readonly least: number;
  readonly most: number;
  call(values: Values): TemplateValue;
}

const taking = (least: number, most: number, call: (values: Values) => TemplateValue): TemplateFunction => ({
  least,
  most,
  call,
});
const any = Number.POSITIVE_INFINITY;

/** The built-in functions but `and` and `or`, which do not evaluate all of their arguments. */
const FUNCTIONS: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>([
  ['not', taking(1, 1, ([value]) => !isTrue(value!))],
  ['len', taking(1, 1, ([value]) => length(value!))],
  ['index', taking(1, any, ([value, ...keys]) => keys.reduce(indexOf, value!))],
  ['slice', taking(1, any, ([value, ...bounds]) => slice(value!, bounds))],
  ['print', taking(0, any, print)],
  ['println', taking(0, any, (values) => `${values.map(printValue).join(' ')}\n`)],
  ['printf', taking(1, any, ([format, ...values]) => formatVerbs(textOf(format!), values))],
  ['urlquery', taking(0, any, (values) => queryEscape(print(values)))],
  ['eq', taking(2, any, ([first, ...others]) => others.some((other) => isEqual('eq', first!, other)))],
  ['ne', taking(2, 2, ([a, b]) => !isEqual('ne', a!, b!))],
  ['lt', taking(2, 2, ([a, b]) => order('lt', a!, b!) < 0)],
  ['le', taking(2, 2, ([a, b]) => order('le', a!, b!) <= 0)],
  ['gt', taking(2, 2, ([a, b]) => order('gt', a!, b!) > 0)],
  ['ge', taking(2, 2, ([a, b]) => order('ge', a!, b!) >= 0)],
  ['html', taking(0, any, () => unsupported('html'))],
  ['js', taking(0, any, () => unsupported('js'))],
  ['call', taking(0, any, () => unsupported('call'))],
]);

/** Whether Go's text/template brings the function; the adapter adds none. */
export function isFunction(name: string): boolean {
  return name === 'and' || name === 'or' || FUNCTIONS.has(name);
}

/** Calls a built-in function by its name, which the parser knows to exist. */
export function callFunction(name: string, values: Values): TemplateValue {
  const found = FUNCTIONS.get(name) ?? fault(`function "${name}" not defined`);
  if (values.length < found.least || values.length > found.most) return fault(`wrong number of args for ${name}`);
  return found.call(values);
}

function unsupported(name: string): never {
  throw new TemplateExecutionError(`the template function ${name} is not reproduced`, true);
}

function fault(message: string): never {
  throw new TemplateExecutionError(message, false);
}

function textOf(value: TemplateValue): string {
  return typeof value === 'string' ? value : fault('expected string in printf');
}

function length(value: TemplateValue): bigint {
  if (typeof value === 'string') return BigInt(Buffer.byteLength(value));
  if (isList(value)) return BigInt(value.length);
  if (isMap(value)) return BigInt(value.size);
  return fault(`len of type ${kindOf(value)}`);
}

function indexOf(value: TemplateValue, key: TemplateValue): TemplateValue {
  if (isMap(value)) {
    if (typeof key !== 'string') return fault(`value has type ${kindOf(key)}; should be string`);
    return value.get(key) ?? '';
  }
  if (typeof key !== 'bigint') return fault(`cannot index slice/array with type ${kindOf(key)}`);
  const items: readonly TemplateValue[] =
    typeof value === 'string'
      ? [...Buffer.from(value)].map(BigInt)
      : isList(value)
        ? value
        : fault(`can't index item of type ${kindOf(value)}`);
  return items[Number(key)] ?? fault(`index out of range: ${key}`);
}

function slice(value: TemplateValue, bounds: readonly TemplateValue[]): TemplateValue {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    const [from, to] = sliceRange(bytes.length, bounds);
    return bytes.subarray(from, to).toString();
  }
  if (!isList(value)) return fault(`can't slice item of type ${kindOf(value)}`);
  return value.slice(...sliceRange(value.length, bounds));
}

function sliceRange(size: number, bounds: readonly TemplateValue[]): readonly [number, number] {
  if (bounds.length > 2) return unsupported('slice with three indexes');
  const [from = 0, to = size] = bounds.map((bound) =>
    typeof bound === 'bigint' ? Number(bound) : fault(`cannot index slice/array with type ${kindOf(bound)}`),
  );
  return from < 0 || to > size || from > to ? fault(`index out of range: ${Math.max(from, to)}`) : [from, to];
}

/** Like Go's Sprint: a space between operands of which neither is a string. */
function print(values: readonly TemplateValue[]): string {
  return values
    .map((value, index) => {
      const spaced = index > 0 && typeof value !== 'string' && typeof values[index - 1] !== 'string';
      return `${spaced ? ' ' : ''}${printValue(value)}`;
    })
    .join('');
}

/** Go's url.QueryEscape; the buffer mends lone surrogates. */
function queryEscape(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString())
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

function order(name: string, a: TemplateValue, b: TemplateValue): number {
  if (typeof a === 'boolean') return fault(`error calling ${name}: invalid type for comparison`);
  return compare(name, a, b);
}

/** Nil equals nothing but nil, whatever the type of the other side. */
function isEqual(name: string, a: TemplateValue, b: TemplateValue): boolean {
  return a === NIL || b === NIL ? a === b : compare(name, a, b) === 0;
}

function compare(name: string, a: TemplateValue, b: TemplateValue): number {
  if (!isBasic(a) || !isBasic(b))
    return fault(`error calling ${name}: non-comparable type ${kindOf(isBasic(a) ? b : a)}`);
  if (typeof a !== typeof b) return fault(`error calling ${name}: incompatible types for comparison`);
  return a < b ? -1 : a > b ? 1 : 0;
}

function isBasic(value: TemplateValue): value is string | boolean | bigint | number {
  return ['string', 'boolean', 'bigint', 'number'].includes(typeof value);
}

/** Go's name for the type of a value. */
export function kindOf(value: TemplateValue): string {
  if (value === NIL || value === NO_VALUE) return 'nil';
  if (isList(value)) return '[]string';
  if (isMap(value)) return 'map[string]string';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'float64';
    default:
      return 'struct';
  }
}
