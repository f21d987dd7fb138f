import type { CommandDefinition } from '../command-definition';
import type { ExportCommandOptions } from './run-export';

/** `foresail snapshot export`: writes the samples of a snapshot for other tools. */
export const exportCommand: CommandDefinition = (program, terminal, done) => {
  program
    .command('export')
    .description(
      'write the samples for other tools; "promtool tsdb create-blocks-from openmetrics" makes a TSDB of them',
    )
    .argument('<file>', 'a snapshot')
    .requiredOption('--openmetrics', 'as OpenMetrics text')
    .option('-o, --output <file>', 'the file to write (default: standard output)')
    .action(async (file: string, options: ExportCommandOptions) => {
      const { runExport } = await import('./run-export.js');
      done(runExport(file, options, terminal));
    });
};
