const SHORT = new Map([
  [0x07, '\\a'],
  [0x08, '\\b'],
  [0x0c, '\\f'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
  [0x09, '\\t'],
  [0x0b, '\\v'],
  [0x22, '\\"'],
  [0x5c, '\\\\'],
]);
/** Letters, marks, numbers, punctuation, symbols and the plain space: what Go calls printable. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

/** A text in double quotes as Go's `%q` writes it: unprintable characters escaped, everything else kept. */
export function goQuote(text: string): string {
  let result = '"';
  for (const character of text) result += quoteCharacter(character);
  return `${result}"`;
}

function quoteCharacter(character: string): string {
  const point = character.codePointAt(0)!;
  const short = SHORT.get(point);
  if (short !== undefined) return short;
  if (PRINTABLE.test(character)) return character;
  if (point < 0x80) return `\\x${hex(point, 2)}`;
  return point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`;
}

function hex(point: number, digits: number): string {
  return point.toString(16).padStart(digits, '0');
}
