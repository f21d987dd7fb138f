import { readSnapshot } from '../../snapshot/read-snapshot';
import { redactSnapshot } from '../../snapshot/redact-snapshot';
import { writeSnapshot } from '../../snapshot/write-snapshot';
import { ExitCode } from '../exit-code';
import type { Terminal } from '../terminal';
import { readSalt } from './read-salt';
import { redactedLabels } from './redacted-labels';
import { writeVerified } from './write-verified';

/** The options of the command line. */
export interface RedactCommandOptions {
  readonly output: string;
  readonly labels: readonly string[];
  readonly saltFile?: string;
}

/** Replaces label values in a snapshot by hashes. */
export function runRedact(file: string, options: RedactCommandOptions, terminal: Terminal): ExitCode {
  const snapshot = readSnapshot(file);
  const salt = readSalt(options.saltFile, process.env, (text) => terminal.err(`note: ${text}\n`));
  const bytes = writeSnapshot(redactSnapshot(snapshot, { labels: redactedLabels(options.labels), salt }));
  terminal.err(writeVerified(options.output, bytes));
  return ExitCode.clean;
}
