import { Option } from 'commander';
import type { CommandDefinition } from '../command-definition';
import type { VerifyCommandOptions } from './run-verify';

/** `foresail snapshot verify`: says whether a file is what was written. */
export const verifyCommand: CommandDefinition = (program, terminal, done) => {
  program
    .command('verify')
    .description('check that a snapshot is whole and unchanged: its hash, counts, order and every sample')
    .argument('<file>', 'a snapshot')
    .addOption(new Option('--format <format>', 'how the result is written').choices(['text', 'json']).default('text'))
    .action(async (file: string, options: VerifyCommandOptions) => {
      const { runVerify } = await import('./run-verify.js');
      done(runVerify(file, options, terminal));
    });
};
