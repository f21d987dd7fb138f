import { METRIC_NAME } from '../../series/labels';

/** The labels of a line, the name among them, and where its value starts. */
export interface LabelBlock {
  readonly labels: ReadonlyMap<string, string>;
  /** The offset behind the labels. */
  readonly end: number;
}

/** Why a line's name and labels cannot be read. */
export class LabelBlockError extends Error {}

/**
 * Reads `name{a="b",...}`, `{"name",a="b"}` (Prometheus 3) or `{__name__="name", a="b"}` (`promtool tsdb dump`) at the start of
 * a line. A dump quotes as Go does; the exposition formats escape backslash, quote and newline only.
 */
export function readLabelBlock(line: string): LabelBlock {
  const labels = new Map<string, string>();
  const name = line.slice(0, endOfName(line));
  if (name !== '') labels.set(METRIC_NAME, name);
  let at = name.length;
  if (line[at] !== '{') {
    if (name === '') throw new LabelBlockError('the line starts with neither a metric name nor a brace');
    return { labels, end: at };
  }
  const isDump = name === '' && line.includes('__name__=');
  at = skipSpaces(line, at + 1);
  while (line[at] !== '}') {
    at = readPair(line, at, labels, isDump);
    at = skipSpaces(line, at);
    if (line[at] === ',') at = skipSpaces(line, at + 1);
    else if (line[at] !== '}') throw new LabelBlockError(`a comma or a closing brace is missing at column ${at + 1}`);
  }
  if (!labels.has(METRIC_NAME)) throw new LabelBlockError('the sample has no metric name');
  return { labels, end: at + 1 };
}

function readPair(line: string, start: number, labels: Map<string, string>, isDump: boolean): number {
  const quoted = line[start] === '"';
  const key = quoted ? readQuoted(line, start, isDump) : readBareName(line, start);
  const equals = skipSpaces(line, key.end);
  if (quoted && line[equals] !== '=') {
    addLabel(labels, METRIC_NAME, key.text);
    return key.end;
  }
  if (line[equals] !== '=') throw new LabelBlockError(`an "=" is missing at column ${equals + 1}`);
  const open = skipSpaces(line, equals + 1);
  if (line[open] !== '"') throw new LabelBlockError(`a quoted value is missing at column ${open + 1}`);
  const value = readQuoted(line, open, isDump);
  addLabel(labels, key.text, value.text);
  return value.end;
}

function addLabel(labels: Map<string, string>, name: string, value: string): void {
  if (labels.has(name)) throw new LabelBlockError(`the label ${name} is given twice`);
  labels.set(name, value);
}

function endOfName(line: string): number {
  let at = 0;
  while (at < line.length && !' {\t'.includes(line[at]!)) at++;
  return at;
}

function readBareName(line: string, start: number): { text: string; end: number } {
  let end = start;
  while (end < line.length && !'={}, \t"'.includes(line[end]!)) end++;
  if (end === start) throw new LabelBlockError(`a label name is missing at column ${start + 1}`);
  return { text: line.slice(start, end), end };
}

function readQuoted(line: string, open: number, isDump: boolean): { text: string; end: number } {
  let close = open + 1;
  let escaped = false;
  for (; line[close] !== '"'; close++) {
    if (close >= line.length) throw new LabelBlockError(`the quote at column ${open + 1} is not closed`);
    if (line[close] === '\\') {
      escaped = true;
      close++;
    }
  }
  const raw = line.slice(open + 1, close);
  return { text: escaped ? withoutEscapes(raw, isDump) : raw, end: close + 1 };
}

const SHORT = new Map([
  ['\\', '\\'],
  ['"', '"'],
  ['n', '\n'],
]);
const SHORT_IN_GO = new Map([...SHORT, ['t', '\t'], ['r', '\r'], ['a', '\x07'], ['b', '\b'], ['f', '\f'], ['v', '\v']]);

function withoutEscapes(raw: string, isDump: boolean): string {
  const short = isDump ? SHORT_IN_GO : SHORT;
  return raw.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/g,
    (whole, ...groups: (string | undefined)[]) => {
      const [byte, unit, point, character] = groups;
      if (character !== undefined) return short.get(character) ?? whole;
      return isDump
        ? String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(byte ?? unit ?? point ?? '0', 16)))
        : whole;
    },
  );
}

function skipSpaces(line: string, from: number): number {
  let at = from;
  while (line[at] === ' ' || line[at] === '\t') at++;
  return at;
}
