import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { InputError } from '../source/input-error';

/** Writes a file whole or not at all: beside its place first, then renamed. */
export function writeOutput(path: string, content: string | Uint8Array): void {
  const beside = `${path}.${process.pid}.part`;
  try {
    writeFileSync(beside, content);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new InputError(
      'not-readable',
      `${path} cannot be written (${reason})`,
      'Check the folder and its permissions.',
      path,
    );
  }
}
