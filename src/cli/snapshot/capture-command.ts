import { Option } from 'commander';
import type { CommandDefinition } from '../command-definition';
import {
  countArgument,
  durationArgument,
  nameList,
  oneMore,
  positiveArgument,
  sizeArgument,
  timeArgument,
  waitArgument,
} from './argument-values';
import type { CaptureCommandOptions } from './run-capture';

const ENVIRONMENT = `
Credentials come from the environment or from files, never from arguments:
  FORESAIL_PROMETHEUS_URL                            the address, where --url is not given
  FORESAIL_PROMETHEUS_TOKEN                          a bearer token
  FORESAIL_PROMETHEUS_USERNAME, ..._PASSWORD         basic auth
  FORESAIL_PROMETHEUS_TENANT                         the header X-Scope-OrgID of Mimir and Cortex
  FORESAIL_PROMETHEUS_HEADERS                        other headers, one "Name: value" a line
  FORESAIL_REDACT_SALT                               the secret that hashes are made with`;

/** `foresail snapshot capture`: takes a snapshot from a Prometheus. */
export const captureCommand: CommandDefinition = (program, terminal, done) => {
  program
    .command('capture')
    .description('take a snapshot from a Prometheus, or anything with its HTTP API')
    .argument('[path...]', 'where the adapter rules are whose series to take (default: dist, unless --select is given)')
    .requiredOption('-o, --output <file>', 'the snapshot file, such as prod.promsnap.gz')
    .option('--url <url>', 'the address in front of /api/v1, without credentials')
    .addOption(
      new Option('--range <duration>', 'how much time to take')
        .argParser(durationArgument)
        .default(7 * 86_400_000, '7d'),
    )
    .option('--end <time>', 'the end of that time, as Unix seconds or ISO 8601 (default: now)', timeArgument)
    .option('--cluster <name>', 'take what the rules of this cluster need alone')
    .option('--select <selector>', 'take the series of a selector too; may be given several times', oneMore)
    .option('--redact <labels>', 'replace the values of these labels by hashes, such as pod,node', nameList)
    .option('--salt-file <file>', 'a file with the secret that hashes are made with')
    .option('--max-samples <count>', 'take no more samples', positiveArgument, 50_000_000)
    .option('--max-file-size <size>', 'write no larger file, such as 5MB', sizeArgument)
    .option('--concurrency <count>', 'ask so many questions at once', positiveArgument, 4)
    .addOption(
      new Option('--timeout <duration>', 'wait so long for an answer').argParser(waitArgument).default(60_000, '60s'),
    )
    .option('--retries <count>', 'ask so often again where a fault may pass', countArgument, 5)
    .addOption(
      new Option('--retry-delay <duration>', 'wait so long before the first repetition; doubled each time')
        .argParser(waitArgument)
        .default(500, '500ms'),
    )
    .option('--resume', 'go on with a capture that failed')
    .option('--allow-partial', 'take what there is where the server warns that something is missing')
    .addOption(
      new Option('--staleness <mode>', 'ask the server where series ended, guess it from gaps, or leave it open')
        .choices(['exact', 'inferred', 'none'])
        .default('exact'),
    )
    .option('--token-file <file>', 'a file with a bearer token')
    .option('--basic-auth-file <file>', 'a file with user:password')
    .option('--headers-file <file>', 'a file with other headers, one "Name: value" a line')
    .option('--ca-file <file>', 'the certificate authority of the server, as PEM')
    .option('--client-cert-file <file>', 'the certificate to show to the server, as PEM')
    .option('--client-key-file <file>', 'its key, as PEM')
    .option('--now <time>', 'the time that the file says it was taken at', timeArgument)
    .addHelpText('after', ENVIRONMENT)
    .action(async (paths: readonly string[], options: CaptureCommandOptions) => {
      const { runCapture } = await import('./run-capture.js');
      done(await runCapture(paths, options, terminal));
    });
};
