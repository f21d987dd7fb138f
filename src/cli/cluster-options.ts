import { type Command, InvalidArgumentError, Option } from 'commander';
import type { AdapterDialect } from '../kubernetes/cluster-facts';
import { DNS_LABEL_RULE, isDnsLabel } from '../kubernetes/names';
import { timeArgument } from './snapshot/argument-values';

/** The options of commands that look at one cluster at one time. */
export interface ClusterOptions {
  readonly snapshot?: string;
  /** Milliseconds since the epoch. */
  readonly at?: number;
  readonly cluster?: string;
  readonly kubernetes?: string;
  readonly namespace?: string;
  readonly dialect?: AdapterDialect;
}

export function withClusterOptions(command: Command, namespaceText: string): Command {
  return command
    .option('--snapshot <file>', 'look at this snapshot file, whatever the cluster names')
    .option('--at <time>', 'the time, as Unix seconds or ISO 8601 (default: the end of the snapshot)', timeArgument)
    .option('--cluster <name>', 'the cluster, where the files hold several')
    .option('-n, --namespace <name>', namespaceText, namespaceArgument)
    .option('--kubernetes <minor>', 'the Kubernetes minor, such as 1.28, whatever the cluster says')
    .addOption(new Option('--dialect <adapter>', 'the adapter that reads the rules').choices(['upstream', 'ack']));
}

function namespaceArgument(text: string): string {
  if (!isDnsLabel(text)) throw new InvalidArgumentError(`It must be ${DNS_LABEL_RULE}.`);
  return text;
}
