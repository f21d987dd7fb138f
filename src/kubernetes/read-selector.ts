import type { Json } from '../source/node';
import type { LabelSelector, LabelSelectorRequirement } from './selector';

/**
 * A selector as somebody wrote it. A null counts as a field that is not there, as the API server reads it. Undefined where
 * something stands in it that no selector has.
 */
export function readSelector(json: Json | undefined): LabelSelector | undefined {
  if (!isMapping(json)) return undefined;
  const { matchLabels, matchExpressions } = json;
  const labels = readLabels(matchLabels ?? {});
  const requirements = readRequirements(matchExpressions ?? []);
  if (!labels || !requirements) return undefined;
  return {
    ...(Object.keys(labels).length > 0 && { matchLabels: labels }),
    ...(requirements.length > 0 && { matchExpressions: requirements }),
  };
}

function readLabels(json: Json): Readonly<Record<string, string>> | undefined {
  if (!isMapping(json)) return undefined;
  const entries = Object.entries(json);
  return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
    ? Object.fromEntries(entries)
    : undefined;
}

function readRequirements(json: Json): readonly LabelSelectorRequirement[] | undefined {
  if (!Array.isArray(json)) return undefined;
  const requirements = (json as readonly Json[]).map(readRequirement);
  return requirements.every((requirement) => requirement !== undefined) ? requirements : undefined;
}

function readRequirement(json: Json): LabelSelectorRequirement | undefined {
  if (!isMapping(json)) return undefined;
  const { key, operator } = json;
  const values = json.values ?? [];
  if (typeof key !== 'string' || typeof operator !== 'string' || !Array.isArray(values)) return undefined;
  const texts = (values as readonly Json[]).filter((value) => typeof value === 'string');
  if (texts.length < values.length) return undefined;
  return { key, operator, ...(texts.length > 0 && { values: texts }) };
}

function isMapping(json: Json | undefined): json is { readonly [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
