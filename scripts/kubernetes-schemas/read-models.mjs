import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Reads the generated models of one release into `{model: {property: {type, required}}}`. Types are written as in facts.json,
 * but for numbers: those are `number:FORMAT`, with an empty format in releases that do not tell it.
 */
export function readModels(packageFolder) {
  const folder = ['models', 'model'].map((name) => join(packageFolder, 'dist', 'gen', name)).find(existsSync);
  const models = new Map();
  // Core models come last: they replace one of the same name that an older generation left behind.
  const files = readdirSync(folder).filter((name) => /^(?:coreV|v)\d.*\.js$/i.test(name));
  for (const file of files.sort((a, b) => isCore(a) - isCore(b))) {
    const script = readFileSync(join(folder, file), 'utf8');
    const table = /attributeTypeMap = (\[[\s\S]*?\n?\]);/.exec(script)?.[1];
    if (!table) continue;
    const declared = requiredNames(readFileSync(join(folder, file.replace(/\.js$/, '.d.ts')), 'utf8'));
    const properties = new Map();
    for (const { name, baseName, type, format } of JSON.parse(table)) {
      properties.set(baseName, { type: typeOf(type, format), required: declared.has(name) });
    }
    models.set(withoutGroup(file[0].toUpperCase() + file.slice(1, -3)), properties);
  }
  return models;
}

/** The Kubernetes minor that the header of the generated files names. */
export function minorOf(packageFolder) {
  const folder = ['models', 'model'].map((name) => join(packageFolder, 'dist', 'gen', name)).find(existsSync);
  const file = readdirSync(folder).find((name) => /^v1container\.js$/i.test(name));
  const header = readFileSync(join(folder, file), 'utf8').slice(0, 600);
  return Number(/(?:OpenAPI document|OpenAPI spec version): (?:v|release-)1\.(\d+)/.exec(header)?.[1]);
}

const isCore = (file) => Number(/^core/i.test(file));

/** Newer releases add the group where a kind of another group has the same name. */
const withoutGroup = (model) => model.replace(/^CoreV(?=\d)/, 'V');

function requiredNames(declaration) {
  return new Set([...declaration.matchAll(/^ {4}'([^']+)': /gm)].map(([, name]) => name));
}

function typeOf(type, format = '') {
  const list = /^Array<(.*)>$/.exec(type)?.[1];
  if (list) return `[${typeOf(list, format)}]`;
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (map) return `{${typeOf(map, format)}}`;
  switch (type) {
    case 'number':
      return `number:${format}`;
    case 'IntOrString':
      return 'intOrString';
    case 'Date':
      return 'time';
    case 'object':
    case 'any':
      return 'any';
    default:
      return withoutGroup(type);
  }
}
