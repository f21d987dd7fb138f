import { readSnapshot } from '../../snapshot/read-snapshot';
import type { Snapshot } from '../../snapshot/snapshot';
import { SnapshotError } from '../../snapshot/snapshot-error';
import { InputError } from '../../source/input-error';
import { writeOutput } from '../write-output';
import { writtenText } from './written-text';

/** Writes a snapshot that can be read again. Says what was written. */
export function writeVerified(output: string, bytes: Uint8Array): string {
  const snapshot = readAgain(output, bytes);
  writeOutput(output, bytes);
  return writtenText(output, bytes.length, snapshot);
}

/** A file that no reader takes must not replace one that is good. */
function readAgain(output: string, bytes: Uint8Array): Snapshot {
  try {
    return readSnapshot(bytes);
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    throw new InputError(
      'too-large',
      `${output} was not written, because it could not be read again: ${error.reason}`,
      error.help,
    );
  }
}
