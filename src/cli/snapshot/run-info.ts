import { readSnapshot } from '../../snapshot/read-snapshot';
import { ExitCode } from '../exit-code';
import type { Terminal } from '../terminal';
import { describeSnapshot } from './describe-snapshot';
import { infoJson } from './info-json';
import { infoText } from './info-text';

/** The options of the command line. */
export interface InfoCommandOptions {
  readonly format: 'text' | 'json';
  readonly now?: number;
}

/** Prints what is known of a snapshot. */
export function runInfo(file: string, { format, now }: InfoCommandOptions, terminal: Terminal): ExitCode {
  const description = describeSnapshot(file, readSnapshot(file), now ?? terminal.now());
  terminal.out(format === 'json' ? infoJson(description) : infoText(description));
  return ExitCode.clean;
}
