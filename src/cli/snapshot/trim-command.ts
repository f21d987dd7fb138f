import type { CommandDefinition } from '../command-definition';
import { oneMore, timeArgument } from './argument-values';
import type { TrimCommandOptions } from './run-trim';

/** `foresail snapshot trim`: writes a smaller snapshot. */
export const trimCommand: CommandDefinition = (program, terminal, done) => {
  program
    .command('trim')
    .description('keep a part of a snapshot: less time, or fewer series')
    .argument('<file>', 'a snapshot')
    .requiredOption('-o, --output <file>', 'the snapshot to write')
    .option('--start <time>', 'keep samples from this time, as Unix seconds or ISO 8601', timeArgument)
    .option('--end <time>', 'keep samples up to this time', timeArgument)
    .option('--select <selector>', 'keep the series of this selector; may be given several times', oneMore)
    .action(async (file: string, options: TrimCommandOptions) => {
      const { runTrim } = await import('./run-trim.js');
      done(runTrim(file, options, terminal));
    });
};
