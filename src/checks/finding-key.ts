import type { Diagnostic, NotChecked } from './validation-report';

/** A number that stands alone, with its unit: not part of a name. */
const NUMBER = /(?<![\w./-])-?\d+(?:\.\d+)?(?:[a-zA-Z]{1,2}|%)?(?![\w-])/g;

/**
 * What makes a finding the same one after an edit: its check, its cluster, its object (its file where it has none), and its
 * words without their numbers. Lines and places in lists move too easily.
 */
export function findingKey(entry: Diagnostic | NotChecked): string {
  const { check, cluster, object, place } = entry;
  const about = object ? [object.kind, object.namespace ?? '', object.name] : [place.span.file.name];
  const words = 'message' in entry ? entry.message : entry.reason;
  return JSON.stringify([check, cluster, ...about, words.replace(NUMBER, '#')]);
}
