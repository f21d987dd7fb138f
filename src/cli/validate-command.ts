import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CommandDefinition } from './command-definition';
import { FAIL_ON, FORMATS, type ValidateOptions } from './validate-options';

/** `foresail validate`: reads manifests back and reports where the chain breaks. */
export const validateCommand: CommandDefinition = (program, terminal, done) => {
  withJudgeOptions(program.command('validate'))
    .description('check manifests, adapter rules and the snapshot they are judged with')
    .argument('[path...]', 'files, folders, or - for standard input', ['dist'])
    .addOption(new Option('--fail-on <severity>', 'exit 1 from this severity on').choices(FAIL_ON).default('error'))
    .option('--fail-on-unchecked', 'exit 1 too where a check could not tell')
    .addOption(new Option('--format <format>', 'how the report is written').choices(FORMATS).default('text'))
    .option('-o, --output <file>', 'write the report to a file')
    .action(async (paths: readonly string[], options: ValidateOptions) => {
      const { runValidate } = await import('./run-validate.js');
      done(runValidate(paths, options, terminal));
    });
};

/** The options of every command that reads a fleet. */
export function withJudgeOptions(command: Command): Command {
  return command
    .option('--snapshot <file>', 'judge with this snapshot file, whatever the clusters name')
    .option('--cluster <name>', 'only this cluster')
    .option('--kubernetes <minor>', 'the Kubernetes minor, such as 1.28, whatever the clusters say')
    .option('--namespace <name>', 'the namespace of objects that name none', 'default')
    .addOption(new Option('--dialect <adapter>', 'the adapter that reads the rules').choices(['upstream', 'ack']))
    .option('--now <time>', 'the time to judge dates at, as an ISO 8601 date', isoTime);
}

function isoTime(text: string): number {
  const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(text);
  // A time without a zone would depend on the machine: it is read as UTC.
  const zoned = /T/.test(text) && !/(Z|[+-]\d{2}:\d{2})$/.test(text) ? `${text}Z` : text;
  const time = iso ? Date.parse(zoned) : Number.NaN;
  if (Number.isNaN(time))
    throw new InvalidArgumentError('It must be an ISO 8601 date, such as 2026-11-21 or 2026-11-21T09:00:00Z.');
  return time;
}
