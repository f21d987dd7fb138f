import type { Command } from 'commander';
import type { ExitCode } from './exit-code';
import type { Terminal } from './terminal';

/** Adds one command to the program. `done` takes its exit code. */
export type CommandDefinition = (program: Command, terminal: Terminal, done: (code: ExitCode) => void) => void;
