import type { CommandDefinition } from './command-definition';
import { captureCommand } from './snapshot/capture-command';
import { exportCommand } from './snapshot/export-command';
import { importCommand } from './snapshot/import-command';
import { infoCommand } from './snapshot/info-command';
import { redactCommand } from './snapshot/redact-command';
import { trimCommand } from './snapshot/trim-command';
import { verifyCommand } from './snapshot/verify-command';

const COMMANDS: readonly CommandDefinition[] = [
  captureCommand,
  importCommand,
  exportCommand,
  infoCommand,
  verifyCommand,
  trimCommand,
  redactCommand,
];

/** `foresail snapshot`: takes, reads and changes snapshot files. */
export const snapshotCommand: CommandDefinition = (program, terminal, done) => {
  const parent = program
    .command('snapshot')
    .description('take a snapshot from a Prometheus, or work with a snapshot file')
    .showHelpAfterError('Run with --help to see what is possible.');
  for (const define of COMMANDS) define(parent, terminal, done);
};
