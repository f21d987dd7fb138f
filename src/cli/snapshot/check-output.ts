import { statSync } from 'node:fs';
import { InputError } from '../../source/input-error';

/** Long work must not end at a path that no file can be written to. @throws InputError for a folder */
export function checkOutput(path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new InputError(
    'not-writable',
    `${path} is a folder`,
    'Name the file to write, such as prod.promsnap.gz.',
    path,
  );
}
