import type { CommandDefinition } from './command-definition';
import type { QueryOptions } from './run-query';
import { durationArgument, timeArgument, versionArgument } from './snapshot/argument-values';

/** `foresail query`: PromQL over a snapshot, answered as Prometheus' HTTP API does. */
export const queryCommand: CommandDefinition = (program, terminal, done) => {
  program
    .command('query')
    .description("evaluate PromQL over a snapshot, and print the JSON of Prometheus' HTTP API")
    .argument('<expr>', 'the expression')
    .requiredOption('--snapshot <file>', 'the snapshot file')
    .option('--time <time>', 'the evaluation time, as Unix seconds or ISO 8601 (default: the end)', timeArgument)
    .option('--start <time>', 'the first step of a range query', timeArgument)
    .option('--end <time>', 'the end of a range query (default: the end of the snapshot)', timeArgument)
    .option('--step <duration>', 'the distance of the steps, as seconds or a length of time such as 30s', stepArgument)
    .option('--semantics <version>', 'evaluate as this version of Prometheus would, such as 2.42.0', versionArgument)
    .action(async (expression: string, options: QueryOptions) => {
      const { runQuery } = await import('./run-query.js');
      done(runQuery(expression, options, terminal));
    });
};

/** In ms; a number alone is seconds, as in Prometheus' API. */
function stepArgument(text: string): number {
  return durationArgument(/^\d+(\.\d+)?$/.test(text) ? `${Math.round(Number(text) * 1000)}ms` : text);
}
