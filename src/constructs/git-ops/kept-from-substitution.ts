import { annotated, annotationOf, labelOf } from '../output/annotated';
import type { RenderedManifest } from '../output/object-problems';
import { reportProblem } from '../problems/report-problem';
import { dollarsIn } from './substituted-text';

const KEY = 'kustomize.toolkit.fluxcd.io/substitute';

/**
 * The object as Flux must find it where it substitutes placeholders: one that holds dollar signs of its own, such as the `${1}` of a
 * rule or the `${HOME}` of a script, is kept from that by an annotation. One that also holds placeholders is an error.
 */
export function keptFromSubstitution(object: RenderedManifest, declared: readonly string[]): RenderedManifest {
  const { construct, manifest } = object;
  if (annotationOf(manifest, KEY) === 'disabled' || labelOf(manifest, KEY) === 'disabled') return object;
  const dollars = dollarsIn(JSON.stringify(manifest), declared);
  const lost = dollars.find(({ fate }) => fate === 'emptied' || fate === 'shortened');
  if (!lost) return object;
  if (!dollars.some(({ fate }) => fate === 'filled' || fate === 'escaped')) return annotated(object, KEY, 'disabled');
  const emptied = lost.fate === 'emptied';
  reportProblem(construct, {
    code: 'substitution-undeclared',
    // By which it is known where a property of the policy was reported already.
    value: lost.text,
    summary: `${manifest.kind} ${manifest.metadata.name} has ${lost.text} beside placeholders.`,
    why: emptied
      ? 'What fills the placeholders would put nothing in its place.'
      : 'What fills the placeholders makes one dollar sign of two.',
    help: emptied
      ? `Write $${lost.text} for a text that stays, or declare its name in the substitutions of the cluster.`
      : `Write ${lost.text.repeat(2)} for ${lost.text}.`,
  });
  return object;
}
