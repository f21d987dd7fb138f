/**
 * Writes src/kubernetes/schema/facts.json from the releases of @kubernetes/client-node. For development only: it needs the
 * package registry, and nothing runs it in CI.
 *
 *     node scripts/generate-kubernetes-schemas.mjs [--cross-check]
 *
 * --cross-check also compares the result with the interfaces of cdk8s-plus, which were generated from other inputs.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crossCheck } from './kubernetes-schemas/cross-check.mjs';
import { fetchPackage } from './kubernetes-schemas/fetch-package.mjs';
import { mergeMinors, settleNumbers } from './kubernetes-schemas/merge-minors.mjs';
import { PATCHED, patchModels } from './kubernetes-schemas/patches.mjs';
import { minorOf, readModels } from './kubernetes-schemas/read-models.mjs';
import { DERIVED, RELEASES } from './kubernetes-schemas/releases.mjs';

const CLIENT = '@kubernetes/client-node';
const SCRATCH = join(tmpdir(), 'foresail-kubernetes-schemas');
const TARGET = new URL('../src/kubernetes/schema/facts.json', import.meta.url);
const NOTE = 'Names, types and version ranges of API fields, derived from the Kubernetes API definitions (Apache-2.0).';

mkdirSync(SCRATCH, { recursive: true });
const modelsByMinor = new Map();
for (const { release, minor } of RELEASES) {
  const folder = fetchPackage(SCRATCH, CLIENT, release);
  if (minorOf(folder) !== minor) throw new Error(`${CLIENT} ${release} holds 1.${minorOf(folder)}, not 1.${minor}`);
  modelsByMinor.set(minor, readModels(folder));
}
for (const derivation of DERIVED) modelsByMinor.set(derivation.minor, derive(derivation));
const patched = new Set([...modelsByMinor.values()].flatMap((models) => [...patchModels(models)]));
const idle = PATCHED.filter((key) => !patched.has(key));
if (idle.length > 0) throw new Error(`these patches met nothing: ${idle.join(', ')}`);
settleNumbers(modelsByMinor);

const facts = {
  note: NOTE,
  licence: 'Apache-2.0',
  sources: RELEASES.map(({ release, minor }) => `${CLIENT}@${release}: 1.${minor}`),
  derived: DERIVED.map(({ minor, from }) => `1.${minor} from 1.${from}`),
  ...mergeMinors(modelsByMinor),
};
writeFileSync(TARGET, print(facts));
process.stdout.write(`${Object.keys(facts.types).length} types\n`);
if (process.argv.includes('--cross-check')) process.exitCode = crossCheck(SCRATCH, modelsByMinor) ? 0 : 1;

/** The models of a minor that has no release of its own. */
function derive({ from, without = {}, with: added = {} }) {
  const models = new Map([...modelsByMinor.get(from)].map(([model, properties]) => [model, new Map(properties)]));
  for (const [model, names] of Object.entries(without)) {
    for (const name of names) {
      if (!models.get(model)?.delete(name)) throw new Error(`1.${from} has no ${model}.${name} to leave out`);
    }
  }
  for (const [model, properties] of Object.entries(added)) {
    const target = models.get(model) ?? new Map();
    for (const [name, property] of Object.entries(properties)) target.set(name, property);
    models.set(model, target);
  }
  return models;
}

/** One type per line, so that a change shows in a review. */
function print({ types, ...head }) {
  const lines = Object.entries(types).map(
    ([name, properties]) => `${JSON.stringify(name)}:${JSON.stringify(properties)}`,
  );
  return `${JSON.stringify(head).slice(0, -1)},\n"types":{\n${lines.join(',\n')}\n}}\n`;
}
