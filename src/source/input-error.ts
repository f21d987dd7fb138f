import type { Span } from './source-file';

/** What can be wrong with input so that the run cannot judge it: exit code 2, never a finding. */
export type InputErrorCode =
  | 'usage'
  | 'not-found'
  | 'not-readable'
  | 'not-writable'
  | 'nothing-recognised'
  | 'too-large'
  | 'yaml'
  | 'configuration'
  | 'snapshot';

/** Wrong use or unreadable input. The message says what was found; `help` what is allowed and what to do. */
export class InputError extends Error {
  public override readonly name = 'InputError';

  public constructor(
    public readonly code: InputErrorCode,
    message: string,
    public readonly help: string,
    /** The place in a file, a file's name alone, or nothing where no file is concerned. */
    public readonly at?: Span | string,
    /** What else is wrong with the same input. */
    private readonly others: readonly InputError[] = [],
  ) {
    super(message);
  }

  /** This error, and what else is wrong with the same input. */
  public get all(): readonly InputError[] {
    return [this, ...this.others];
  }

  /** Throws the first of several errors with the others behind it; nothing where there are none. */
  public static throwAll([first, ...others]: readonly InputError[]): void {
    if (first) throw new InputError(first.code, first.message, first.help, first.at, others);
  }
}
