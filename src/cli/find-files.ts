import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../source/input-error';
import { notReadable, reasonOf } from '../source/read-text-file';

/** The files that a path stands for. */
export interface FoundFiles {
  readonly isFolder: boolean;
  /** Sorted. */
  readonly files: readonly string[];
  /** Folders and links that lead nowhere; the rest was found all the same. */
  readonly errors: readonly InputError[];
}

const MANIFEST_ENDING = /\.(ya?ml|json)$/;
const MOST_FILES = 100_000;
/** What is read where no path is given. */
const SYNTHESIZED = 'dist';

/**
 * A file stands for itself; a folder for the `.yaml`, `.yml` and `.json` files in and below it, hidden folders and
 * `node_modules` left out. Throws an InputError for a path that leads nowhere.
 */
export function filesOf(path: string): FoundFiles {
  const isFolder = statOf(path).isDirectory();
  return isFolder ? { isFolder, ...new FolderWalk(path).walk() } : { isFolder, files: [path], errors: [] };
}

function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    if (reasonOf(error) !== 'ENOENT') throw notReadable(path, error);
    const help = `Give files or folders with manifests, or - for standard input.${path === SYNTHESIZED ? ` ${path} is written by cdk8s synth.` : ''}`;
    throw new InputError('not-found', `${path} does not exist`, help, path);
  }
}

/** Walks a folder. Links are followed after all real folders, and no folder is entered twice: links may lead in a circle. */
class FolderWalk {
  private readonly files: string[] = [];
  private readonly errors: InputError[] = [];
  private readonly entered = new Set<string>();
  private readonly linked: string[] = [];

  public constructor(private readonly root: string) {}

  public walk(): Omit<FoundFiles, 'isFolder'> {
    this.enter(this.root);
    for (const folder of this.linked) this.enter(folder);
    return { files: this.files.sort(), errors: this.errors };
  }

  private enter(root: string): void {
    const pending = [root];
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
      for (const entry of this.entriesOf(folder)) {
        const path = join(folder, entry.name);
        if (entry.isSymbolicLink()) this.follow(path, entry.name);
        else if (entry.isFile()) this.addFile(path, entry.name);
        else if (entry.isDirectory() && isEntered(entry.name)) pending.push(path);
      }
    }
  }

  private follow(path: string, name: string): void {
    try {
      const target = statSync(path);
      if (target.isFile()) this.addFile(path, name);
      else if (target.isDirectory() && isEntered(name)) this.linked.push(path);
    } catch (error) {
      if (MANIFEST_ENDING.test(name)) this.errors.push(notReadable(path, error));
    }
  }

  private addFile(path: string, name: string): void {
    if (!MANIFEST_ENDING.test(name)) return;
    if (this.files.push(path) <= MOST_FILES) return;
    const message = `${this.root} holds more than ${MOST_FILES} files`;
    throw new InputError('too-large', message, 'Give the folder with the manifests.', this.root);
  }

  private entriesOf(folder: string): readonly Dirent[] {
    try {
      const real = realpathSync(folder);
      if (this.entered.has(real)) return [];
      this.entered.add(real);
      return readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      this.errors.push(notReadable(folder, error));
      return [];
    }
  }
}

function isEntered(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules';
}
