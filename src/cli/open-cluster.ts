import type { ProjectConfig } from '../config/project-config';
import { readProject } from '../config/read-project';
import { ClusterView } from '../fleet/cluster-view';
import type { Fleet } from '../fleet/fleet';
import { loadSnapshots } from '../fleet/load-snapshots';
import { readFleets } from '../fleet/read-fleets';
import { InputError } from '../source/input-error';
import { didYouMean } from '../source/nearest';
import type { ClusterOptions } from './cluster-options';
import { readInputs } from './read-inputs';
import { timeNotes } from './recording-notes';
import type { Terminal } from './terminal';

/** One cluster of the paths that were given. */
export interface OpenCluster {
  readonly fleet: Fleet;
  readonly project: ProjectConfig;
  /** Undefined where no snapshot is given or named. */
  readonly view: ClusterView | undefined;
  /** Files that could not be read; the rest was. */
  readonly errors: readonly InputError[];
  /** What is to be said of the time that was asked for. */
  readonly notes: readonly string[];
}

/**
 * Reads the paths and opens the one cluster that is meant, with its snapshot.
 *
 * @throws InputError where several clusters are there and none is named, or the snapshot cannot be read
 */
export function openCluster(paths: readonly string[], options: ClusterOptions, terminal: Terminal): OpenCluster {
  const project = readProject();
  const inputs = readInputs(paths, terminal.readStandardInput);
  const { fleets, errors } = readFleets(inputs.files, project, {
    ...(options.namespace !== undefined && { namespace: options.namespace }),
    ...(options.kubernetes !== undefined && { kubernetes: options.kubernetes }),
    ...(options.dialect !== undefined && { dialect: options.dialect }),
  });
  const unread = [...inputs.errors, ...errors];
  const fleet = oneOf(fleets, options.cluster, paths, unread);
  const loaded = loadSnapshots([fleet], options.snapshot);
  const [failed] = loaded.errors;
  if (failed) throw failed;
  const snapshot = loaded.snapshots.get(fleet.context.name);
  const view = snapshot && new ClusterView(fleet, project, snapshot, options.at ?? snapshot.snapshot.header.end);
  const notes = view
    ? timeNotes(view.snapshot.file, view.snapshot.snapshot.header, { from: view.time, until: view.time })
    : [];
  return { fleet, project, view, errors: unread, notes };
}

function oneOf(
  fleets: readonly Fleet[],
  name: string | undefined,
  paths: readonly string[],
  unread: readonly InputError[],
): Fleet {
  const names = fleets.map(({ context }) => context.name);
  if (name !== undefined) {
    const named = fleets.find(({ context }) => context.name === name);
    if (named) return named;
    throw new InputError(
      'usage',
      `there is no cluster "${name}"${didYouMean(name, names)}`,
      `The clusters are: ${names.join(', ') || 'none'}.`,
    );
  }
  const [only, another] = fleets;
  if (another) {
    throw new InputError(
      'usage',
      `the files hold ${fleets.length} clusters: ${names.join(', ')}`,
      'Say with --cluster which one is meant.',
    );
  }
  if (only) return only;
  const [first] = unread;
  throw (
    first ??
    new InputError(
      'nothing-recognised',
      `${paths.join(', ')} holds no manifest, no adapter configuration and no Helm values of an adapter`,
      'Give the folder with the manifests.',
    )
  );
}
