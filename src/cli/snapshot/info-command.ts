import { Option } from 'commander';
import type { CommandDefinition } from '../command-definition';
import { timeArgument } from './argument-values';
import type { InfoCommandOptions } from './run-info';

/** `foresail snapshot info`: says what is in a snapshot. */
export const infoCommand: CommandDefinition = (program, terminal, done) => {
  program
    .command('info')
    .description('say what is in a snapshot: when and where it was taken, its series by metric, gaps, labels of pods')
    .argument('<file>', 'a snapshot')
    .addOption(new Option('--format <format>', 'how it is written').choices(['text', 'json']).default('text'))
    .option('--now <time>', 'the time to tell its age at', timeArgument)
    .action(async (file: string, options: InfoCommandOptions) => {
      const { runInfo } = await import('./run-info.js');
      done(runInfo(file, options, terminal));
    });
};
