/** The labels of one series, the metric name under `__name__` among them. A label with an empty value is an absent label. */
export type Labels = Readonly<Record<string, string>>;

/** The label that holds the metric name. */
export const METRIC_NAME = '__name__';

/** The value of a label; `''` where the series has no such label. Safe for names such as `__proto__`. */
export function labelValue(labels: Labels, name: string): string {
  return Object.hasOwn(labels, name) ? labels[name]! : '';
}

/** Label names and values in the order of their names, without the empty ones. */
export function sortedLabels(labels: Labels): readonly (readonly [name: string, value: string])[] {
  return Object.entries(labels)
    .filter(([, value]) => value !== '')
    .sort(([a], [b]) => compareText(a, b));
}

/** The one way to write a label set, `name{a="b",c="d"}`: equal label sets give equal texts. */
export function canonicalLabels(labels: Labels): string {
  return canonicalText(sortedLabels(labels));
}

/** `canonicalLabels` for labels that are already sorted and hold no empty value. */
export function canonicalText(sorted: readonly (readonly [name: string, value: string])[]): string {
  let metric = '';
  let quotedMetric = '';
  let rest = '';
  for (const [name, value] of sorted) {
    if (name !== METRIC_NAME) rest += `${rest === '' ? '' : ','}${writeName(name)}=${quote(value)}`;
    else if (LEGACY_METRIC_NAME.test(value)) metric = value;
    else quotedMetric = quote(value);
  }
  if (quotedMetric !== '') return `{${quotedMetric}${rest === '' ? '' : `,${rest}`}}`;
  return rest === '' && metric !== '' ? metric : `${metric}{${rest}}`;
}

/** Orders texts by UTF-16 code units, on every machine alike. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const LEGACY_METRIC_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LEGACY_LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

// Prometheus 3 writes names outside the old alphabet in quotes, inside the braces.
function writeName(name: string): string {
  return LEGACY_LABEL_NAME.test(name) ? name : quote(name);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to be escaped.
const NEEDS_ESCAPE = /[\\"\u0000-\u001f\u007f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
const ESCAPED = /[\\"\u0000-\u001f\u007f]/g;
const SHORT_ESCAPES = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function quote(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return `"${text}"`;
  const escaped = (character: string) =>
    SHORT_ESCAPES.get(character) ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return `"${text.replace(ESCAPED, escaped)}"`;
}
