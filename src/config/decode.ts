import { InputError } from '../source/input-error';
import { didYouMean } from '../source/nearest';
import { keySpanAt, type MappingNode, type ScalarNode, type SourceNode } from '../source/node';
import { pointer } from '../source/pointer';
import type { Span } from '../source/source-file';

/** Reads one value of a configuration file; reports what is wrong with it and then gives undefined. */
export type Decoder<T> = (node: SourceNode, errors: InputError[]) => T | undefined;

/** A key of a mapping: its decoder, and whether it must be there. */
export interface Field<T> {
  readonly decoder: Decoder<T>;
  readonly required: boolean;
}

type Fields<T> = { readonly [K in keyof T]-?: Field<Exclude<T[K], undefined>> };

/** A key that must be there. */
export function required<T>(decoder: Decoder<T>): Field<T> {
  return { decoder, required: true };
}

/** A key that may be left out. */
export function optional<T>(decoder: Decoder<T>): Field<T> {
  return { decoder, required: false };
}

/** A configuration error at a place. */
export function configurationError(message: string, help: string, at: Span): InputError {
  return new InputError('configuration', message, help, at);
}

/** A mapping with exactly these keys; an unknown one is refused, with the nearest known name. */
export function mapping<T extends object>(what: string, fields: Fields<T>): Decoder<T> {
  const known = Object.keys(fields);
  return (node, errors) => {
    if (node.kind !== 'mapping') return refuse(node, errors, what, `a mapping with ${listed(known)}`);
    const before = errors.length;
    refuseUnknownKeys(node, known, what, errors);
    const value: Record<string, unknown> = {};
    for (const key of known) {
      const field = fields[key as keyof T];
      const entry = node.entries.get(key);
      if (entry) value[key] = field.decoder(entry.value, errors);
      else if (field.required) {
        errors.push(configurationError(`${what} has no "${key}"`, `Add the key "${key}".`, node.span));
      }
    }
    return errors.length === before ? (value as T) : undefined;
  };
}

function refuseUnknownKeys(node: MappingNode, known: readonly string[], what: string, errors: InputError[]): void {
  for (const [key, entry] of node.entries) {
    if (known.includes(key)) continue;
    errors.push(
      configurationError(
        `${what} has an unknown key "${key}"${didYouMean(key, known)}`,
        `Known keys: ${listed(known)}.`,
        entry.keySpan,
      ),
    );
  }
}

/** What a second look finds wrong with a value that was read; `undefined` where it is as it should be. */
type Objection = { readonly message: string; readonly help: string; readonly key?: string };

/** A mapping whose keys must also fit each other. */
export function consistent<T>(decoder: Decoder<T>, objectionTo: (value: T) => Objection | undefined): Decoder<T> {
  return (node, errors) => {
    const value = decoder(node, errors);
    const objection = value === undefined ? undefined : objectionTo(value);
    if (!objection) return value;
    const { message, help, key } = objection;
    errors.push(configurationError(message, help, key === undefined ? node.span : keySpanAt(node, pointer(key))));
    return undefined;
  };
}

/** A list, each item read alike. */
export function listOf<T>(what: string, item: Decoder<T>): Decoder<readonly T[]> {
  return (node, errors) => {
    if (node.kind !== 'sequence') return refuse(node, errors, what, 'a list');
    const values: T[] = [];
    for (const child of node.items) {
      const value = item(child, errors);
      if (value !== undefined) values.push(value);
    }
    return values;
  };
}

/** A mapping from any key, each value read alike. */
export function mapOf<T>(what: string, item: Decoder<T>): Decoder<{ readonly [key: string]: T }> {
  return (node, errors) => {
    if (node.kind !== 'mapping') return refuse(node, errors, what, 'a mapping');
    const values: [string, T][] = [];
    for (const [key, entry] of node.entries) {
      const value = item(entry.value, errors);
      if (value !== undefined) values.push([key, value]);
    }
    return Object.fromEntries(values);
  };
}

/** A non-empty text. A number is taken as it is written, so that an unquoted 1.30 stays 1.30. */
export function text(what: string): Decoder<string> {
  return (node, errors) =>
    isText(node) && node.text !== '' ? node.text : refuse(node, errors, what, `a non-empty text${inQuotes(node)}`);
}

/** YAML reads `no`, `on` and `null` as no texts: somebody may have meant them so. */
function inQuotes(node: SourceNode): string {
  if (node.kind !== 'scalar' || node.text === '') return '';
  return typeof node.value === 'boolean' || node.value === null ? '; put it in quotes' : '';
}

/** One of a closed list of words. */
export function oneOf<T extends string>(what: string, words: readonly T[]): Decoder<T> {
  return (node, errors) => {
    const word = isText(node) ? words.find((candidate) => candidate === node.text) : undefined;
    if (word !== undefined) return word;
    return refuse(node, errors, what, listed(words), isText(node) ? didYouMean(node.text, words) : '');
  };
}

/** A text that a test accepts. */
export function textLike(what: string, accepts: (value: string) => boolean, allowed: string): Decoder<string> {
  return (node, errors) =>
    isText(node) && accepts(node.text) ? node.text : refuse(node, errors, what, allowed + inQuotes(node));
}

/** A whole number from `least` on. */
export function wholeNumber(what: string, least: number): Decoder<number> {
  return (node, errors) => {
    const value = node.kind === 'scalar' ? node.value : undefined;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
    return refuse(node, errors, what, `a whole number, at least ${least}`);
  };
}

/** `true` or `false`. */
export function flag(what: string): Decoder<boolean> {
  return (node, errors) => {
    const value = node.kind === 'scalar' ? node.value : undefined;
    return typeof value === 'boolean' ? value : refuse(node, errors, what, 'true or false');
  };
}

/** Reports that a value is not what it must be. */
export function refuse(node: SourceNode, errors: InputError[], what: string, allowed: string, hint = ''): undefined {
  errors.push(configurationError(`${what} is ${described(node)}${hint}`, `It must be ${allowed}.`, node.span));
  return undefined;
}

function isText(node: SourceNode): node is ScalarNode {
  return node.kind === 'scalar' && (typeof node.value === 'string' || typeof node.value === 'number');
}

function described(node: SourceNode): string {
  if (node.kind === 'mapping') return 'a mapping';
  if (node.kind === 'sequence') return node.items.length > 0 ? 'a list' : 'an empty list';
  if (node.value === null) return 'empty';
  return typeof node.value === 'string' ? JSON.stringify(clipped(node.value)) : clipped(node.text);
}

function clipped(value: string): string {
  return value.length > 80 ? `${value.slice(0, 79)}…` : value;
}

function listed(words: readonly string[]): string {
  return words.join(', ');
}
