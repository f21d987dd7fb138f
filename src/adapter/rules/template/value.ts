/** What a template computes with. Whole numbers are bigints, others numbers. */
export type TemplateValue =
  | string
  | boolean
  | bigint
  | number
  | readonly TemplateValue[]
  | ReadonlyMap<string, string>
  | TemplateData
  | typeof NIL
  | typeof NO_VALUE;

/** Go's nil. */
export const NIL: unique symbol = Symbol('nil');

/** What a missing key of a map gives: printed as `<no value>`. */
export const NO_VALUE: unique symbol = Symbol('no value');

/** A Go struct: only the listed fields exist. */
export class TemplateData {
  public constructor(
    /** The type's name for messages. */
    public readonly type: string,
    public readonly fields: ReadonlyMap<string, TemplateValue>,
  ) {}
}

/** Whether `if` and `and` take a value for true: not empty, not zero. */
export function isTrue(value: TemplateValue): boolean {
  if (value === NIL || value === NO_VALUE) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map) return value.size > 0;
  if (value instanceof TemplateData) return true;
  return value !== '' && value !== false && value !== 0n && value !== 0;
}

export function isList(value: TemplateValue): value is readonly TemplateValue[] {
  return Array.isArray(value);
}

export function isMap(value: TemplateValue): value is ReadonlyMap<string, string> {
  return value instanceof Map;
}

/** The keys of a map in the order in which Go ranges over and prints them. */
export function sortedKeys(map: ReadonlyMap<string, string>): readonly string[] {
  return [...map.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** A value as Go's `%v` prints it. */
export function printValue(value: TemplateValue): string {
  if (value === NIL) return '<nil>';
  if (value === NO_VALUE) return '<no value>';
  if (typeof value === 'number') return printFloat(value);
  if (isList(value)) return `[${value.map(printValue).join(' ')}]`;
  if (isMap(value))
    return `map[${sortedKeys(value)
      .map((key) => `${key}:${value.get(key)}`)
      .join(' ')}]`;
  if (value instanceof TemplateData) return `{${[...value.fields.values()].map(printValue).join(' ')}}`;
  return String(value);
}

/** The shortest text, with an exponent from 1e6 on and below 1e-4. */
function printFloat(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  const [mantissa, power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  // In between, JavaScript prints without an exponent too.
  if (exponent >= -4 && exponent < 6) return String(value);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
