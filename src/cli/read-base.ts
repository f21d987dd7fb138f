import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BaseReading } from '../checks/base-reading';
import { PROJECT_FILE_NAME, type ProjectConfig } from '../config/project-config';
import { readProjectFile } from '../config/project-file';
import { type ReadFleetsOptions, readFleets } from '../fleet/read-fleets';
import { InputError } from '../source/input-error';
import { readTextFile } from '../source/read-text-file';
import { SourceFile } from '../source/source-file';
import { counterpartsIn } from './base-counterparts';
import { readInputs } from './read-inputs';

/** The target branch as far as it could be read, and what is to be said about the rest. */
export interface ReadBase {
  readonly reading: BaseReading;
  readonly notes: readonly string[];
}

/**
 * Reads on the target branch what stands at the same paths. What cannot be read there is said and fails nothing. Throws an
 * InputError only for a base that does not fit the paths.
 */
export function readBase(
  base: string,
  paths: readonly string[],
  options: ReadFleetsOptions,
  project: ProjectConfig,
): ReadBase {
  const { paths: there, missing, root, nameHere } = counterpartsIn(base, paths);
  const errors: InputError[] = [];
  const inputs = readInputs(there, () => '');
  const files = inputs.files.map(({ name, text }) => ({ name: nameHere(name), text }));
  const projectThere = (root !== undefined && projectOf(root, errors)) || project;
  const { fleets, errors: unreadable } = readFleets(files, projectThere, options);
  errors.push(...inputs.errors, ...unreadable);
  return {
    reading: { path: base, fleets, project: projectThere, unread: [...new Set(errors.map(fileOf))] },
    notes: [
      ...missing.map((path) => `the base ${base} has no ${path}: all of it counts as new`),
      ...errors.map(
        (error) => `in the base ${base}: ${error.message} (${placeOf(error)}); what it hides counts as new`,
      ),
    ],
  };
}

/** The configuration there; undefined, with the reason in `errors`, where it cannot be trusted. */
function projectOf(root: string, errors: InputError[]): ProjectConfig | undefined {
  const path = join(root, PROJECT_FILE_NAME);
  if (!existsSync(path)) return undefined;
  try {
    return readProjectFile(new SourceFile(PROJECT_FILE_NAME, readTextFile(path)));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    errors.push(...error.all);
    return undefined;
  }
}

function fileOf({ at }: InputError): string {
  return typeof at === 'object' ? at.file.name : (at ?? '');
}

function placeOf(error: InputError): string {
  const { at } = error;
  return typeof at === 'object' ? `${at.file.name}:${at.file.positionAt(at.start).line}` : fileOf(error);
}
