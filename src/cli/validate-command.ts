import { type Command, InvalidArgumentError, Option } from 'commander';
import { DNS_LABEL_RULE, isDnsLabel } from '../kubernetes/names';
import { ISO_TIME_FORM, parseIsoTime } from '../source/iso-time';
import type { CommandDefinition } from './command-definition';
import { durationArgument } from './snapshot/argument-values';
import { FAIL_ON, FORMATS, type ValidateOptions } from './validate-options';

/** `foresail validate`: reads manifests back and reports where the chain breaks. */
export const validateCommand: CommandDefinition = (program, terminal, done) => {
  withJudgeOptions(program.command('validate'))
    .description('check manifests, adapter rules and the snapshot they are judged with')
    .argument('[path...]', 'files, folders, or - for standard input', ['dist'])
    .option('--max-age <duration>', 'warn of a measured snapshot that is older (default: 30d)', durationArgument)
    .option('--base <path>', 'the target branch: a checkout to compare with')
    .addOption(new Option('--fail-on <severity>', 'exit 1 from this severity on').choices(FAIL_ON).default('error'))
    .option('--fail-on-unchecked', 'exit 1 too where a check could not tell or lacked a snapshot')
    .option('--fail-on-new', 'of both, count only what the base lacks')
    .addOption(new Option('--format <format>', 'how the report is written').choices(FORMATS).default('text'))
    .option('-o, --output <file>', 'write the report to a file')
    .action(async (paths: readonly string[], options: ValidateOptions) => {
      const { runValidate } = await import('./run-validate.js');
      done(runValidate(paths, { ...options, version: program.version()! }, terminal));
    });
};

/** The options of every command that reads a fleet. */
export function withJudgeOptions(command: Command): Command {
  return command
    .option('--snapshot <file>', 'judge with this snapshot file, whatever the clusters name')
    .option('--cluster <name>', 'only this cluster')
    .option('--kubernetes <minor>', 'the Kubernetes minor, such as 1.28, whatever the clusters say')
    .option('--namespace <name>', 'the namespace of objects that name none', namespace, 'default')
    .addOption(new Option('--dialect <adapter>', 'the adapter that reads the rules').choices(['upstream', 'ack']))
    .option('--now <time>', 'the time to judge dates at, as an ISO 8601 date', isoTime);
}

function namespace(text: string): string {
  if (!isDnsLabel(text)) throw new InvalidArgumentError(`It must be ${DNS_LABEL_RULE}.`);
  return text;
}

function isoTime(text: string): number {
  const time = parseIsoTime(text);
  if (time === undefined) throw new InvalidArgumentError(`It must be ${ISO_TIME_FORM}.`);
  return time;
}
