import { readFileSync, statSync } from 'node:fs';
import { InputError } from '../source/input-error';
import { SnapshotError } from './snapshot-error';
import type { SnapshotLimits } from './snapshot-limits';

/** The bytes of a file, unless it is larger than the limit. */
export function readSnapshotFile(path: string, limits: SnapshotLimits): Uint8Array {
  try {
    const facts = statSync(path);
    if (facts.isDirectory()) {
      throw new InputError(
        'not-readable',
        'this is a folder, and a snapshot is a file',
        'A folder of TSDB blocks, as the Prometheus admin API writes it, is read by "promtool tsdb dump"; import what that prints.',
        path,
      );
    }
    if (facts.size > limits.fileBytes) {
      throw new SnapshotError(
        `the file has ${facts.size} bytes; at most ${limits.fileBytes} are read`,
        'Take fewer series or a shorter time.',
      );
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof InputError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new InputError('not-found', 'there is no such file', 'Check the path of the snapshot.', path);
    }
    throw new InputError(
      'not-readable',
      `the file cannot be read: ${(error as Error).message}`,
      'Check its permissions.',
      path,
    );
  }
}
