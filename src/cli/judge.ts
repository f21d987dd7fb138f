import { validate } from '../checks/validate';
import type { ValidationReport } from '../checks/validation-report';
import type { ProjectConfig } from '../config/project-config';
import type { Fleet } from '../fleet/fleet';
import { loadSnapshots } from '../fleet/load-snapshots';
import { readFleets } from '../fleet/read-fleets';
import type { AdapterDialect } from '../kubernetes/cluster-facts';
import { displayName } from '../source/display-name';
import { InputError } from '../source/input-error';
import { didYouMean } from '../source/nearest';
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
  const fleets = chosen(reading.fleets, options.cluster);
  const { snapshots, errors } = loadSnapshots(fleets, options.snapshot);
  const report = validate(fleets, {
    snapshots,
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
      ...unknownCluster(reading.fleets, options.cluster),
      ...errors,
    ],
    notes: base?.notes ?? [],
  };
}

function chosen(fleets: readonly Fleet[], name: string | undefined): readonly Fleet[] {
  return name === undefined ? fleets : fleets.filter(({ context }) => context.name === name);
}

function unknownCluster(fleets: readonly Fleet[], name: string | undefined): readonly InputError[] {
  const names = fleets.map(({ context }) => context.name);
  if (name === undefined || names.includes(name)) return [];
  return [
    new InputError(
      'usage',
      `there is no cluster "${name}"${didYouMean(name, names)}`,
      `The clusters are: ${names.join(', ') || 'none'}.`,
    ),
  ];
}

/** A folder with nothing that we know is a mistake in the call, not a clean result. */
function emptyFolders(
  byFolder: ReadonlyMap<string, readonly string[]>,
  recognised: ReadonlySet<string>,
  unread: readonly InputError[],
): readonly InputError[] {
  const broken = unread.flatMap(({ at }) =>
    at === undefined ? [] : [typeof at === 'object' ? at.file.name : displayName(at)],
  );
  const saysWhy = (folder: string) =>
    broken.some((name) => name === folder || folder === '.' || name.startsWith(`${folder}/`));
  return [...byFolder]
    .filter(([path, names]) => !names.some((name) => recognised.has(name)) && !saysWhy(displayName(path)))
    .map(
      ([path]) =>
        new InputError(
          'nothing-recognised',
          `${path} holds no manifest, no adapter configuration and no Helm values of an adapter`,
          'Give the folder with the manifests. Workflows, chart templates and other kinds are not read.',
          path,
        ),
    );
}
