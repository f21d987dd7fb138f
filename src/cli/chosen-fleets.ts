import type { Fleet } from '../fleet/fleet';
import { displayName } from '../source/display-name';
import { InputError } from '../source/input-error';
import { didYouMean } from '../source/nearest';

/** The fleets that a command is to look at. */
export function chosenFleets(fleets: readonly Fleet[], name: string | undefined): readonly Fleet[] {
  return name === undefined ? fleets : fleets.filter(({ context }) => context.name === name);
}

/** A name that none of the fleets has. */
export function unknownCluster(fleets: readonly Fleet[], name: string | undefined): readonly InputError[] {
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
export function emptyFolders(
  byFolder: ReadonlyMap<string, readonly string[]>,
  recognised: ReadonlySet<string>,
  unread: readonly InputError[],
): readonly InputError[] {
  const broken = namesIn(unread);
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

/** A file with nothing in it that was given by name is a mistake too: a redirection that failed, or another file was meant. */
export function emptyFiles(
  named: ReadonlySet<string>,
  empty: ReadonlySet<string>,
  unread: readonly InputError[],
): readonly InputError[] {
  const broken = namesIn(unread);
  return [...named]
    .filter((name) => empty.has(name) && !broken.includes(name))
    .map(
      (name) =>
        new InputError(
          'nothing-recognised',
          `${name} has nothing in it`,
          'Give a file with manifests, adapter rules or Helm values of an adapter.',
          name,
        ),
    );
}

/** The files that errors are about. */
function namesIn(errors: readonly InputError[]): readonly string[] {
  return errors.flatMap(({ at }) =>
    at === undefined ? [] : [typeof at === 'object' ? at.file.name : displayName(at)],
  );
}
