import type { Suppression } from '../config/project-config';
import type { Fleet } from '../fleet/fleet';
import type { Manifest } from '../fleet/manifest';
import type { ObjectReference, Place } from '../source/finding';
import { didYouMean } from '../source/nearest';
import { pointer } from '../source/pointer';

/** Switches checks off for the object that carries it: `check: reason`, one per line. */
export const SUPPRESS_ANNOTATION = 'foresail.dev/suppress';

const PATH = pointer('metadata', 'annotations', SUPPRESS_ANNOTATION);

/** A suppression that stands on its object. */
export interface AnnotatedSuppression extends Suppression {
  readonly object: ObjectReference;
  readonly place: Place;
}

/** A line of an annotation that switches nothing off, and why. */
export interface AnnotationFault {
  readonly object: ObjectReference;
  readonly place: Place;
  readonly message: string;
  readonly help: string;
}

export interface ReadAnnotations {
  readonly suppressions: readonly AnnotatedSuppression[];
  readonly faults: readonly AnnotationFault[];
}

/** The suppressions that a fleet's objects carry. */
export function annotatedSuppressions(fleet: Fleet, checkIds: readonly string[]): ReadAnnotations {
  const read = { suppressions: [] as AnnotatedSuppression[], faults: [] as AnnotationFault[] };
  for (const manifest of fleet.manifests) {
    if (manifest.has(PATH)) readAnnotation(manifest, fleet.context.name, checkIds, read);
  }
  return read;
}

function readAnnotation(
  manifest: Manifest,
  cluster: string,
  checkIds: readonly string[],
  { suppressions, faults }: { suppressions: AnnotatedSuppression[]; faults: AnnotationFault[] },
): void {
  const { object } = manifest;
  const refuse = (place: Place, what: string, help = FORM) => {
    faults.push({ object, place, message: `the annotation ${SUPPRESS_ANNOTATION} ${what}`, help });
  };
  const value = manifest.valueAt(PATH);
  if (typeof value !== 'string') {
    refuse(manifest.at(PATH), 'is no text');
    return;
  }
  const lines = value.length > MOST_CHARACTERS ? [] : linesOf(value);
  if (lines.length === 0 || lines.length > MOST_LINES) {
    refuse(manifest.at(PATH), value.trim() === '' ? 'is empty' : `has more than ${MOST_LINES} lines`);
    return;
  }
  for (const { text, start } of lines) {
    const place = manifest.within(PATH, start, start + text.length);
    const colon = text.indexOf(':');
    const check = (colon === -1 ? text : text.slice(0, colon)).trim();
    const reason = colon === -1 ? '' : text.slice(colon + 1).trim();
    if (!checkIds.includes(check)) {
      const what = `names the check "${clipped(check)}", which does not exist${didYouMean(check, checkIds)}`;
      refuse(place, what, 'Run "foresail checks" for the list.');
    } else if (reason === '') refuse(place, `gives no reason for ${check}`);
    else {
      const { kind, namespace, name } = object;
      const selection = { cluster, kind, ...(namespace !== undefined && { namespace }), name };
      suppressions.push({ check, reason, ...selection, at: place.span, place, object });
    }
  }
}

/** The API server takes 256 KiB of annotations. */
const MOST_CHARACTERS = 262_144;
const MOST_LINES = 100;
const FORM = 'Write "check: reason", one per line, such as "capacity/gpus-exceeded: the second pool arrives in March".';

/** The lines of a text that hold something, trimmed, and where they begin. */
function linesOf(value: string): readonly { readonly text: string; readonly start: number }[] {
  let offset = 0;
  return value
    .split('\n')
    .map((line) => {
      const start = offset + line.length - line.trimStart().length;
      offset += line.length + 1;
      return { text: line.trim(), start };
    })
    .filter(({ text }) => text !== '');
}

function clipped(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
