import { randomBytes } from 'node:crypto';
import { InputError } from '../../source/input-error';
import { readTextFile } from '../../source/read-text-file';

const VARIABLE = 'FORESAIL_REDACT_SALT';

/** The secret that hashes are made with: from a file or the environment, else a random one for this run alone. */
export function readSalt(
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  note: (text: string) => void,
): string {
  if (file !== undefined) {
    const salt = readTextFile(file).trim();
    if (salt !== '') return salt;
    throw new InputError('usage', `${file} is empty`, 'Write the secret into it.', file);
  }
  const salt = environment[VARIABLE] ?? '';
  if (salt !== '') return salt;
  note(
    `hashes are made with a random secret: set ${VARIABLE}, or give --salt-file, so that those of other snapshots are the same`,
  );
  return randomBytes(32).toString('hex');
}
