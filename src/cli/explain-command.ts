import { Option } from 'commander';
import { withClusterOptions } from './cluster-options';
import type { CommandDefinition } from './command-definition';
import type { ExplainOptions } from './run-explain';

/** `foresail explain`: every link from an autoscaler's metric to its replicas. */
export const explainCommand: CommandDefinition = (program, terminal, done) => {
  withClusterOptions(
    program
      .command('explain')
      .description('follow the metrics of an autoscaler link by link, to the series and to the replicas')
      .argument('<name>', 'an autoscaler, or what it scales')
      .argument('[path...]', 'files, folders, or - for standard input', ['dist'])
      .addOption(new Option('--format <format>', 'how it is written').choices(['text', 'json']).default('text')),
    'the namespace of the autoscaler, and of objects that name none',
  ).action(async (name: string, paths: readonly string[], options: ExplainOptions) => {
    const { runExplain } = await import('./run-explain.js');
    done(runExplain(name, paths, options, terminal));
  });
};
