import { withClusterOptions } from './cluster-options';
import type { CommandDefinition } from './command-definition';
import type { GetOptions } from './run-get';

/** `foresail get --raw`: the metrics APIs without a cluster. */
export const getCommand: CommandDefinition = (program, terminal, done) => {
  withClusterOptions(
    program
      .command('get')
      .description('answer a path of the metrics APIs as kubectl get --raw would, from files and a snapshot')
      .requiredOption('--raw <api-path>', 'such as /apis/custom.metrics.k8s.io/v1beta1')
      .argument('[path...]', 'files, folders, or - for standard input', ['dist']),
    'the namespace of objects that name none (default: default)',
  ).action(async (paths: readonly string[], options: GetOptions) => {
    const { runGet } = await import('./run-get.js');
    done(runGet(paths, options, terminal));
  });
};
