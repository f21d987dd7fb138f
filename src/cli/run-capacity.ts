import { readProject } from '../config/read-project';
import { capacityOf } from '../fleet/capacity-report';
import { readFleets } from '../fleet/read-fleets';
import { formatCapacityJson } from '../report/capacity-json';
import { formatCapacityText } from '../report/capacity-text';
import { chosenFleets, emptyFiles, emptyFolders, unknownCluster } from './chosen-fleets';
import { ExitCode } from './exit-code';
import { inputErrorText } from './input-error-text';
import { readInputs } from './read-inputs';
import type { Terminal } from './terminal';

export interface CapacityOptions {
  readonly cluster?: string;
  /** Milliseconds since 1970. */
  readonly now?: number;
  readonly format: 'text' | 'json';
}

/** Prints the demand of every cluster. That it is too much is a finding of `foresail validate`, not of this command. */
export function runCapacity(paths: readonly string[], options: CapacityOptions, terminal: Terminal): ExitCode {
  const inputs = readInputs(paths, terminal.readStandardInput);
  const { fleets, errors: unreadable, recognisedFiles, emptyFiles: empty } = readFleets(inputs.files, readProject());
  const unread = [...inputs.errors, ...unreadable];
  const errors = [
    ...unread,
    ...emptyFolders(inputs.byFolder, recognisedFiles, unread),
    ...emptyFiles(inputs.named, empty, unread),
    ...unknownCluster(fleets, options.cluster),
  ];
  const now = options.now ?? terminal.now();
  const clusters = chosenFleets(fleets, options.cluster).map((fleet) => capacityOf(fleet, now));
  terminal.out(options.format === 'json' ? formatCapacityJson(clusters, errors) : formatCapacityText(clusters));
  for (const error of errors) terminal.err(inputErrorText(error));
  return errors.length > 0 ? ExitCode.badInput : ExitCode.clean;
}
