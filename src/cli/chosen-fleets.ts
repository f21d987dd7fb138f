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
