import { Command, CommanderError } from 'commander';
import { InputError } from '../source/input-error';
import { capacityCommand } from './capacity-command';
import { checksCommand } from './checks-command';
import type { CommandDefinition } from './command-definition';
import { ExitCode } from './exit-code';
import { explainCommand } from './explain-command';
import { getCommand } from './get-command';
import { queryCommand } from './query-command';
import { snapshotCommand } from './snapshot-command';
import type { Terminal } from './terminal';
import { validateCommand } from './validate-command';

/** Every command. A definition is light; what does the work is loaded when the command runs. */
const COMMANDS: readonly CommandDefinition[] = [
  validateCommand,
  explainCommand,
  getCommand,
  queryCommand,
  snapshotCommand,
  capacityCommand,
  checksCommand,
];

/** Runs the command line and gives the exit code. Faults of Foresail itself are thrown. */
export async function runProgram(args: readonly string[], terminal: Terminal, version: string): Promise<ExitCode> {
  let code: ExitCode = ExitCode.clean;
  const program = new Command('foresail')
    .description('Checks the chain from exporter series to GPU replicas, from manifests and a recorded snapshot.')
    .version(version, '-V, --version')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError('Run with --help to see what is possible.');
  for (const define of COMMANDS) {
    define(program, terminal, (result) => {
      code = result;
    });
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.clean : ExitCode.badInput;
    if (!(error instanceof InputError)) throw error;
    const { inputErrorText } = await import('./input-error-text.js');
    for (const each of error.all) terminal.err(inputErrorText(each));
    return ExitCode.badInput;
  }
}
