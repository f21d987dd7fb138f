import { readSnapshot } from '../../snapshot/read-snapshot';
import { InputError } from '../../source/input-error';
import { ExitCode } from '../exit-code';
import type { Terminal } from '../terminal';

/** The options of the command line. */
export interface VerifyCommandOptions {
  readonly format: 'text' | 'json';
}

/** Reads a snapshot with every check there is. What is wrong is an InputError, and said in the JSON too. */
export function runVerify(file: string, { format }: VerifyCommandOptions, terminal: Terminal): ExitCode {
  try {
    const { series, samples, sha256, warnings } = readSnapshot(file).footer;
    if (format === 'json') terminal.out(json({ file, sound: true, series, samples, sha256, warnings }));
    else terminal.out(`${file} is sound: ${series} series, ${samples} samples, sha256 ${sha256}\n`);
    return ExitCode.clean;
  } catch (error) {
    if (!(error instanceof InputError) || format === 'text') throw error;
    terminal.out(json({ file, sound: false, error: { code: error.code, message: error.message, help: error.help } }));
    return ExitCode.badInput;
  }
}

function json(content: object): string {
  return `${JSON.stringify({ version: 1, ...content }, undefined, 2)}\n`;
}
