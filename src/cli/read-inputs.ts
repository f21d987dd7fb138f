import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { InputFile } from '../fleet/input-file';
import { CLUSTER_FILE_NAME } from '../kubernetes/cluster-facts';
import { InputError } from '../source/input-error';
import { YAML_LIMITS } from '../source/yaml';

/** What was read for the paths that were given. */
export interface ReadInputs {
  readonly files: readonly InputFile[];
  readonly errors: readonly InputError[];
  /** For each given folder, the names of the files in it. */
  readonly byFolder: ReadonlyMap<string, readonly string[]>;
}

const MANIFEST_ENDING = /\.(ya?ml|json)$/;
const MOST_FILES = 100_000;
const STANDARD_INPUT = '-';

/**
 * Reads files, folders (their `.yaml`, `.yml` and `.json` files, hidden folders and `node_modules` left out) and `-`, and with
 * them the nearest `cluster.yaml` above each.
 */
export function readInputs(paths: readonly string[], readStandardInput: () => string): ReadInputs {
  const files = new Map<string, InputFile>();
  const errors: InputError[] = [];
  const byFolder = new Map<string, readonly string[]>();
  for (const path of paths) {
    try {
      const found = path === STANDARD_INPUT ? [{ name: '<stdin>', text: readStandardInput() }] : readPath(path);
      for (const file of found) files.set(file.name, file);
      if (path !== STANDARD_INPUT && statSync(path).isDirectory())
        byFolder.set(
          path,
          found.map(({ name }) => name),
        );
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      errors.push(error);
    }
  }
  for (const file of clusterFilesAbove([...files.keys()])) if (!files.has(file.name)) files.set(file.name, file);
  return { files: [...files.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), errors, byFolder };
}

function readPath(path: string): readonly InputFile[] {
  if (!existsSync(path)) {
    throw new InputError(
      'not-found',
      `${path} does not exist`,
      'Give files or folders with manifests, or - for standard input.',
      path,
    );
  }
  if (!statSync(path).isDirectory()) return [readFile(path)];
  return manifestsBelow(path).map(readFile);
}

function manifestsBelow(folder: string): readonly string[] {
  const found: string[] = [];
  const pending = [folder];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const entry of entriesOf(next)) {
      const path = join(next, entry.name);
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && entry.name !== 'node_modules') pending.push(path);
      } else if (MANIFEST_ENDING.test(entry.name) && (entry.isFile() || isFileBehindLink(path))) found.push(path);
    }
    if (found.length > MOST_FILES) {
      throw new InputError(
        'too-large',
        `${folder} holds more than ${MOST_FILES} files`,
        'Give the folder with the manifests.',
        folder,
      );
    }
  }
  return found.sort();
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw notReadable(folder, error);
  }
}

function isFileBehindLink(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function readFile(path: string): InputFile {
  try {
    const { size } = statSync(path);
    if (size > YAML_LIMITS.characters) {
      throw new InputError(
        'too-large',
        `${path} has ${size} bytes; at most ${YAML_LIMITS.characters} are read`,
        'Split the file.',
        path,
      );
    }
    return { name: displayName(path), text: textOf(readFileSync(path), path) };
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw notReadable(path, error);
  }
}

function textOf(bytes: Buffer, path: string): string {
  const text = bytes.toString('utf8');
  if (text.includes('\u0000')) {
    throw new InputError('not-readable', `${path} is not a text file`, 'Give YAML or JSON files.', displayName(path));
  }
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function notReadable(path: string, error: unknown): InputError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  return new InputError(
    'not-readable',
    `${path} cannot be read (${reason})`,
    'Check the path and its permissions.',
    path,
  );
}

/** The path as reports print it: from the working directory, with forward slashes. */
export function displayName(path: string): string {
  const name = relative(process.cwd(), resolve(path)).split(sep).join('/');
  return name === '' ? '.' : name;
}

/** The nearest `cluster.yaml` above each file, looked for once per folder. */
function clusterFilesAbove(names: readonly string[]): readonly InputFile[] {
  const looked = new Set<string>();
  const found: InputFile[] = [];
  for (const name of names) {
    if (name === '<stdin>') continue;
    for (let folder = dirname(resolve(name)); !looked.has(folder); folder = dirname(folder)) {
      looked.add(folder);
      const candidate = join(folder, CLUSTER_FILE_NAME);
      if (isFileBehindLink(candidate)) {
        found.push(readFile(candidate));
        break;
      }
    }
  }
  return found;
}
