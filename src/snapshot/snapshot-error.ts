import { InputError } from '../source/input-error';

/** A snapshot file that cannot be used. `code` is `snapshot`; `at` is the file's path where one was given. */
export class SnapshotError extends InputError {
  public constructor(
    /** The message without the line. @internal */
    public readonly reason: string,
    help: string,
    /** The 1-based line of the uncompressed text; undefined where the file as a whole is wrong. */
    public readonly line?: number,
    path?: string,
  ) {
    super('snapshot', line === undefined ? reason : `line ${line}: ${reason}`, help, path);
  }

  /** The same error with the path of the file. @internal */
  public inFile(path: string): SnapshotError {
    return new SnapshotError(this.reason, this.help, this.line, path);
  }
}

/** What to do about a file whose content is not what was written. */
export const TAKE_AGAIN =
  'The file was changed or damaged after it was written: restore it, or take the snapshot again.';
