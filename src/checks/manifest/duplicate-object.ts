import type { Manifest } from '../../fleet/manifest';
import { groupOf } from '../../fleet/recognise';
import { describeObject } from '../../source/finding';
import { locationText } from '../../source/location-text';
import { defineCheck, failed, notCheckable, passed } from '../check';

/** One object given twice. The versions of one kind are one object: an HPA as v2 and as v2beta1 is one HPA. */
export const duplicateObject = defineCheck<Manifest>({
  id: 'manifest/duplicate-object',
  severity: 'error',
  title: 'one object is given twice in a cluster',
  subjects: (fleet) => fleet.manifests,
  run(manifest, { fleet }) {
    if (manifest.object.name === '') return notCheckable('the object has no name');
    const first = firstOf(fleet.manifests).get(keyOf(manifest));
    if (first === undefined || first === manifest) return passed;
    return failed({
      at: manifest.at('/metadata/name'),
      message: `this object is given again; the first one is at ${locationText(first.place)}`,
      help: 'Keep one. The one that is applied last wins, and each sync may undo the other.',
      evidence: { first: locationText(first.place) },
    });
  },
});

const FIRSTS = new WeakMap<readonly Manifest[], ReadonlyMap<string, Manifest>>();

/** The first manifest of each object; made once per fleet. */
function firstOf(manifests: readonly Manifest[]): ReadonlyMap<string, Manifest> {
  const known = FIRSTS.get(manifests);
  if (known) return known;
  const firsts = new Map<string, Manifest>();
  for (const manifest of manifests) {
    const key = keyOf(manifest);
    if (!firsts.has(key)) firsts.set(key, manifest);
  }
  FIRSTS.set(manifests, firsts);
  return firsts;
}

function keyOf({ object }: Manifest): string {
  return `${groupOf(object.apiVersion)} ${describeObject(object)}`;
}
