import { validate } from '../checks/validate';
import type { ValidationReport } from '../checks/validation-report';
import type { ProjectConfig } from '../config/project-config';
import type { Fleet } from '../fleet/fleet';
import { loadSnapshots } from '../fleet/load-snapshots';
import { type FleetReading, readFleets } from '../fleet/read-fleets';
import type { AdapterDialect } from '../kubernetes/cluster-facts';
import { InputError } from '../source/input-error';
import { didYouMean } from '../source/nearest';
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
}

/** The report, and the input that could not be read: the rest was judged all the same. */
export interface Judgement {
  readonly report: ValidationReport;
  readonly errors: readonly InputError[];
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
  const reading = readFleets(inputs.files, project, {
    namespace,
    ...(kubernetes !== undefined && { kubernetes }),
    ...(dialect !== undefined && { dialect }),
  });
  const fleets = chosen(reading.fleets, options.cluster);
  const { snapshots, errors } = loadSnapshots(fleets, options.snapshot);
  const report = validate(fleets, {
    snapshots,
    project,
    now: options.now ?? terminal.now(),
    notModelled: reading.notModelled,
  });
  return {
    report,
    errors: [...inputs.errors, ...reading.errors, ...emptyFolders(inputs.byFolder, reading), ...errors],
  };
}

function chosen(fleets: readonly Fleet[], name: string | undefined): readonly Fleet[] {
  if (name === undefined) return fleets;
  const found = fleets.filter(({ context }) => context.name === name);
  if (found.length > 0) return found;
  const names = fleets.map(({ context }) => context.name);
  throw new InputError(
    'usage',
    `there is no cluster "${name}"${didYouMean(name, names)}`,
    `The clusters are: ${names.join(', ') || 'none'}.`,
  );
}

/** A folder with nothing that we know is a mistake in the call, not a clean result. */
function emptyFolders(byFolder: ReadonlyMap<string, readonly string[]>, reading: FleetReading): readonly InputError[] {
  const broken = new Set(reading.errors.map(({ at }) => (typeof at === 'object' ? at.file.name : at)));
  return [...byFolder]
    .filter(([, names]) => !names.some((name) => reading.recognisedFiles.has(name) || broken.has(name)))
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
