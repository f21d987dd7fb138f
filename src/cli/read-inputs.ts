import type { InputFile } from '../fleet/input-file';
import { displayName } from '../source/display-name';
import { InputError } from '../source/input-error';
import { readTextFile } from '../source/read-text-file';
import { clusterFilesAbove } from './cluster-files-above';
import { type FoundFiles, filesOf } from './find-files';

/** What was read for the paths that were given. */
export interface ReadInputs {
  readonly files: readonly InputFile[];
  readonly errors: readonly InputError[];
  /** For each given folder, the names of the files in it. */
  readonly byFolder: ReadonlyMap<string, readonly string[]>;
  /** The names of the files that were given by name, standard input among them. */
  readonly named: ReadonlySet<string>;
}

const STANDARD_INPUT = '-';
const STANDARD_INPUT_NAME = '<stdin>';

/**
 * Reads files, folders and `-`, and with them the nearest `cluster.yaml` above each. What cannot be read is an error, and
 * the rest is read all the same.
 */
export function readInputs(paths: readonly string[], readStandardInput: () => string): ReadInputs {
  const reader = new Reader();
  for (const path of new Set(paths)) {
    if (path === STANDARD_INPUT) reader.addStandardInput(readStandardInput);
    else reader.addPath(path);
  }
  for (const path of clusterFilesAbove(reader.paths)) reader.addFile(path);
  return reader;
}

class Reader implements ReadInputs {
  public readonly errors: InputError[] = [];
  public readonly byFolder = new Map<string, readonly string[]>();
  public readonly named = new Set<string>();
  /** The paths of the files, whether or not they could be read. */
  public readonly paths: string[] = [];
  private readonly texts = new Map<string, InputFile | undefined>();

  public get files(): readonly InputFile[] {
    return [...this.texts.values()].filter((file) => file !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  public addPath(path: string): void {
    const found = this.attempt(() => filesOf(path));
    if (!found) return;
    this.addAll(found);
    if (found.isFolder) this.byFolder.set(path, found.files.map(displayName));
    else this.named.add(displayName(path));
  }

  public addStandardInput(read: () => string): void {
    this.named.add(STANDARD_INPUT_NAME);
    this.add(STANDARD_INPUT_NAME, read);
  }

  public addFile(path: string): void {
    this.paths.push(path);
    this.add(displayName(path), () => readTextFile(path));
  }

  /** Reads each name once: two paths may lead to one file. */
  private add(name: string, read: () => string): void {
    if (this.texts.has(name)) return;
    this.texts.set(
      name,
      this.attempt(() => ({ name, text: read() })),
    );
  }

  private addAll({ files, errors }: FoundFiles): void {
    this.errors.push(...errors);
    for (const file of files) this.addFile(file);
  }

  private attempt<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.errors.push(error);
      return undefined;
    }
  }
}
