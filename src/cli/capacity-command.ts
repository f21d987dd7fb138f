import { Option } from 'commander';
import type { CommandDefinition } from './command-definition';
import type { CapacityOptions } from './run-capacity';
import { timeArgument } from './snapshot/argument-values';

/** `foresail capacity`: what the services may take of the GPUs, by the clock. */
export const capacityCommand: CommandDefinition = (program, terminal, done) => {
  program
    .command('capacity')
    .description('show floor and ceiling of all services by hour of the week and kind of GPU, beside the pools')
    .argument('[path...]', 'files, folders, or - for standard input', ['dist'])
    .option('--cluster <name>', 'only this cluster')
    .option('--now <time>', 'from when on, as Unix seconds or ISO 8601 (default: now)', timeArgument)
    .addOption(new Option('--format <format>', 'how it is written').choices(['text', 'json']).default('text'))
    .action(async (paths: readonly string[], options: CapacityOptions) => {
      const { runCapacity } = await import('./run-capacity.js');
      done(runCapacity(paths, options, terminal));
    });
};
