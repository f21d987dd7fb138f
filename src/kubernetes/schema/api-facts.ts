import type { KubernetesMinor } from '../minor';
import facts from './facts.json';
import { parseType, type TypeExpression } from './type-expression';

/** A field of a model, for a range of minors. */
export interface Field {
  readonly type: TypeExpression;
  readonly required: boolean;
  /** The first and last minor as numbers (18 for 1.18); absent where it holds as long as its model does. */
  readonly from?: number;
  readonly to?: number;
}

/** A model's fields, each with its variants over time, oldest first. */
export type Model = ReadonlyMap<string, readonly Field[]>;

/** The model of a kind, and the minors that serve it. */
export interface Root {
  readonly apiVersion: string;
  readonly kind: string;
  readonly model: string;
  readonly from?: number;
  readonly to?: number;
}

/** The kinds that we have facts about. */
export const ROOTS: readonly Root[] = Object.entries(facts.roots).map(([key, text]) => {
  const [apiVersion = '', kind = ''] = key.split(' ');
  const { body, ...range } = parseRange(text);
  return { apiVersion, kind, model: body, ...range };
});

const TEXTS = new Map<string, { readonly [field: string]: string }>(Object.entries(facts.types));
const MODELS = new Map<string, Model>();

export function rootOf(apiVersion: string, kind: string): Root | undefined {
  return ROOTS.find((root) => root.apiVersion === apiVersion && root.kind === kind);
}

/** A model by name; undefined where no kind has it in any minor. */
export function findModel(name: string): Model | undefined {
  const known = MODELS.get(name);
  if (known) return known;
  const texts = TEXTS.get(name);
  if (!texts) return undefined;
  const model = new Map(
    Object.entries(texts).map(([field, variants]) => [field, variants.split(' ').map(parseField)] as const),
  );
  MODELS.set(name, model);
  return model;
}

/** The variant of a field that a minor has. */
export function fieldAt(variants: readonly Field[] | undefined, minor: number): Field | undefined {
  return variants?.find(({ from = 0, to = Number.POSITIVE_INFINITY }) => from <= minor && minor <= to);
}

/** 18 for `1.18`, as the ranges of the facts count. */
export function minorNumber(minor: KubernetesMinor): number {
  return Number(minor.slice(2));
}

/** `V2beta2MetricTarget` without its version. */
export function withoutVersion(model: string): string {
  return model.replace(/^V\d+(?:(?:alpha|beta)\d+)?/, '');
}

function parseField(text: string): Field {
  const required = text.startsWith('!');
  const { body, ...range } = parseRange(required ? text.slice(1) : text);
  return { type: parseType(body), required, ...range };
}

/** `int32@20-24` holds from 1.20 to 1.24; each end may be absent. */
function parseRange(text: string): { body: string; from?: number; to?: number } {
  const [body = '', range] = text.split('@');
  if (range === undefined) return { body };
  const [from, to] = range.split('-');
  return { body, ...(from && { from: Number(from) }), ...(to && { to: Number(to) }) };
}
