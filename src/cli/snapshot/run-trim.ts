import { readSnapshot } from '../../snapshot/read-snapshot';
import { trimSnapshot } from '../../snapshot/trim-snapshot';
import { writeSnapshot } from '../../snapshot/write-snapshot';
import { ExitCode } from '../exit-code';
import type { Terminal } from '../terminal';
import { writeVerified } from './write-verified';

/** The options of the command line. Times in ms. */
export interface TrimCommandOptions {
  readonly output: string;
  readonly start?: number;
  readonly end?: number;
  readonly select?: readonly string[];
}

/** Keeps a part of a snapshot. */
export function runTrim(
  file: string,
  { output, start, end, select }: TrimCommandOptions,
  terminal: Terminal,
): ExitCode {
  const contents = trimSnapshot(readSnapshot(file), {
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    ...(select && { selectors: select }),
  });
  const bytes = writeSnapshot(contents);
  terminal.err(writeVerified(output, bytes));
  return ExitCode.clean;
}
