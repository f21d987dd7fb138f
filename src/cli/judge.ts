import { validate } from '../checks/validate';
import type { ValidationReport } from '../checks/validation-report';
import type { ProjectConfig } from '../config/project-config';
import { loadSnapshots } from '../fleet/load-snapshots';
import { readFleets } from '../fleet/read-fleets';
import type { AdapterDialect } from '../kubernetes/cluster-facts';
import type { InputError } from '../source/input-error';
import { chosenFleets, emptyFiles, emptyFolders, unknownCluster } from './chosen-fleets';
import { readBase } from './read-base';
import { readInputs } from './read-inputs';
import type { Terminal } from './terminal';

export interface JudgeOptions {
  readonly snapshot?: string;
  readonly cluster?: string;
  readonly kubernetes?: string;
  readonly namespace: string;
  readonly dialect?: AdapterDialect;
  /** Milliseconds since 1970. */
  readonly now?: number;
  /** How old a measured snapshot may be, in ms. */
  readonly maxAge?: number;
  /** The target branch: another checkout, or the other version of the one path. */
  readonly base?: string;
}

/** The report, and the input that could not be read: the rest was judged all the same. */
export interface Judgement {
  readonly report: ValidationReport;
  readonly errors: readonly InputError[];
  /** What is to be said besides, and fails nothing. */
  readonly notes: readonly string[];
}

/** Reads the paths, their clusters and snapshots, and runs the checks. */
export function judge(
  paths: readonly string[],
  options: JudgeOptions,
  project: ProjectConfig,
  terminal: Terminal,
): Judgement {
  const inputs = readInputs(paths, terminal.readStandardInput);
  const { kubernetes, namespace, dialect } = options;
  const readOptions = {
    namespace,
    ...(kubernetes !== undefined && { kubernetes }),
    ...(dialect !== undefined && { dialect }),
  };
  const reading = readFleets(inputs.files, project, readOptions);
  const base = options.base === undefined ? undefined : readBase(options.base, paths, readOptions, project);
  const fleets = chosenFleets(reading.fleets, options.cluster);
  const { snapshots, unread: unreadSnapshots, errors } = loadSnapshots(fleets, options.snapshot);
  const report = validate(fleets, {
    snapshots,
    unreadSnapshots,
    project,
    now: options.now ?? terminal.now(),
    ...(options.maxAge !== undefined && { maxSnapshotAgeMs: options.maxAge }),
    notModelled: reading.notModelled,
    ...(base && { base: base.reading }),
  });
  const unread = [...inputs.errors, ...reading.errors];
  return {
    report,
    errors: [
      ...unread,
      ...emptyFolders(inputs.byFolder, reading.recognisedFiles, unread),
      ...emptyFiles(inputs.named, reading.emptyFiles, unread),
      ...unknownCluster(reading.fleets, options.cluster),
      ...errors,
    ],
    notes: base?.notes ?? [],
  };
}
