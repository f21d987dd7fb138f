import { closeSync, existsSync, lstatSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { InputError } from '../source/input-error';
import { reasonOf } from '../source/read-text-file';

/** A text or bytes, or the pieces of a text that may be larger than memory. */
export type OutputContent = string | Uint8Array | Iterable<string>;

/** Writes a file whole or not at all: beside its place first, then renamed. */
export function writeOutput(path: string, content: OutputContent): void {
  try {
    if (isDevice(path)) write(path, content);
    else replace(existsSync(path) ? realpathSync(path) : path, content);
  } catch (error) {
    throw new InputError(
      'not-writable',
      `${path} cannot be written (${reasonOf(error)})`,
      'Check that its folder exists and may be written to.',
      path,
    );
  }
}

/** A device or a pipe, such as `/dev/stdout`, takes the text as it comes; a file in its place would not be it. */
function isDevice(path: string): boolean {
  if (!existsSync(path)) return false;
  const facts = lstatSync(realpathSync(path));
  return !facts.isFile() && !facts.isDirectory();
}

function replace(path: string, content: OutputContent): void {
  const beside = `${path}.${process.pid}.part`;
  try {
    write(beside, content);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function write(path: string, content: OutputContent): void {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    writeFileSync(path, content);
    return;
  }
  const file = openSync(path, 'w');
  try {
    for (const piece of content) writeFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}
