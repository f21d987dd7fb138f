import type { CommandDefinition } from '../command-definition';
import { nameList } from './argument-values';
import type { RedactCommandOptions } from './run-redact';

/** `foresail snapshot redact`: writes a snapshot without names that others should not read. */
export const redactCommand: CommandDefinition = (program, terminal, done) => {
  program
    .command('redact')
    .description('replace the values of labels by hashes; joins and counts stay as they are')
    .argument('<file>', 'a snapshot')
    .requiredOption('-o, --output <file>', 'the snapshot to write')
    .requiredOption(
      '--redact, --labels <labels>',
      'label names, such as pod,node; these two mean the labels of every label convention',
      nameList,
    )
    .option('--salt-file <file>', 'a file with the secret that hashes are made with (default: FORESAIL_REDACT_SALT)')
    .action(async (file: string, options: RedactCommandOptions) => {
      const { runRedact } = await import('./run-redact.js');
      done(runRedact(file, options, terminal));
    });
};
