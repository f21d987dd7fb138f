import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchPackage } from './fetch-package.mjs';
import { closureOf } from './merge-minors.mjs';
import { ROOTS } from './releases.mjs';

/** The minors that we derive and that cdk8s-plus has a package for. */
const PACKAGES = [
  { minor: 17, name: 'cdk8s-plus-17', version: '1.0.0-beta.84' },
  { minor: 23, name: 'cdk8s-plus-23', version: '2.3.14' },
  { minor: 26, name: 'cdk8s-plus-26', version: '2.4.17' },
  { minor: 31, name: 'cdk8s-plus-31', version: '2.6.43' },
];

/** What cdk8s-plus leaves out of a kind. A claim template of a StatefulSet is a kind inside another. */
const LEFT_OUT_OF_KINDS = ['apiVersion', 'kind', 'status'];

/**
 * Compares property names and required flags with the interfaces of cdk8s-plus, which were generated from the API definitions of
 * their minor. Status types are left out there, and so here. Prints the differences; true where there are none.
 */
export function crossCheck(scratch, modelsByMinor) {
  let differences = 0;
  for (const { minor, name, version } of PACKAGES) {
    const declaration = join(fetchPackage(scratch, name, version), 'lib', 'imports', 'k8s.d.ts');
    const theirs = readInterfaces(readFileSync(declaration, 'utf8'));
    const { compared, found } = compare(modelsByMinor.get(minor), theirs);
    differences += found.length;
    process.stdout.write(`1.${minor}: ${compared} types compared with ${name}, ${found.length} differences\n`);
    for (const difference of found) process.stdout.write(`  ${difference}\n`);
  }
  return differences === 0;
}

function compare(models, theirs) {
  const roots = new Set(Object.values(ROOTS).filter((root) => models.has(root)));
  const kinds = new Set([...roots, 'V1PersistentVolumeClaim']);
  const trimmed = withoutStatus(models, kinds);
  const needed = new Set([...roots].flatMap((root) => [...closureOf(trimmed, root)]));
  const found = [];
  for (const model of needed) {
    const ours = [...models.get(model)]
      .filter(([name]) => !kinds.has(model) || !LEFT_OUT_OF_KINDS.includes(name))
      .map(([name, { required }]) => (required ? `!${name}` : name));
    const other = theirs.get(model);
    if (!other) {
      found.push(`${model} is missing in cdk8s-plus`);
      continue;
    }
    for (const name of ours.filter((one) => !other.has(one))) found.push(`${model}.${name} is ours alone`);
    for (const name of [...other].filter((one) => !ours.includes(one))) found.push(`${model}.${name} is theirs alone`);
  }
  return { compared: needed.size, found };
}

function withoutStatus(models, kinds) {
  return new Map(
    [...models].map(([model, properties]) => {
      return [model, kinds.has(model) ? new Map([...properties].filter(([name]) => name !== 'status')) : properties];
    }),
  );
}

/** `{V1PodSpec: {'!containers', 'hostname', ...}}`: the real names stand in the `@schema` comments, the flags in the code. */
function readInterfaces(text) {
  const interfaces = new Map();
  const field =
    /@schema io\.k8s\.(?:api\.(?:core|apps|autoscaling|policy)|apimachinery\.pkg\.apis\.meta)\.(v\w+)\.(\w+)#(\S+)\s+\*\/\s+readonly \w+(\?)?:/g;
  for (const [, version, kind, name, optional] of text.matchAll(field)) {
    const model = `V${version.slice(1)}${kind}`;
    interfaces.set(model, (interfaces.get(model) ?? new Set()).add(optional ? name : `!${name}`));
  }
  return interfaces;
}
