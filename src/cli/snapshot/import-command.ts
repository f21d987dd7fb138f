import type { CommandDefinition } from '../command-definition';
import { timeArgument, versionArgument } from './argument-values';
import type { ImportCommandOptions } from './run-import';

/** `foresail snapshot import`: makes a snapshot from what other tools wrote. */
export const importCommand: CommandDefinition = (program, terminal, done) => {
  program
    .command('import')
    .description(
      'make a snapshot from OpenMetrics, the Prometheus text format, "promtool tsdb dump" or JSON of the HTTP API; several files become one',
    )
    .argument('<file...>', 'the files, or - for standard input')
    .requiredOption('-o, --output <file>', 'the snapshot file, such as prod.promsnap.gz')
    .option('--at <time>', 'the time of samples without one: of a single scrape', timeArgument)
    .option('--no-infer-stale', 'do not guess from gaps where series ended')
    .option(
      '--prometheus-version <version>',
      'the version of the server they come from, such as 2.42.0',
      versionArgument,
    )
    .option('--now <time>', 'the time that the file says it was taken at', timeArgument)
    .action(async (files: readonly string[], options: ImportCommandOptions) => {
      const { runImport } = await import('./run-import.js');
      done(await runImport(files, options, terminal));
    });
};
