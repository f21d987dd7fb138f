import { existsSync } from 'node:fs';
import { InputError } from '../source/input-error';
import { readTextFile } from '../source/read-text-file';
import { SourceFile } from '../source/source-file';
import { configurationError } from './decode';
import { EMPTY_PROJECT, PROJECT_FILE_NAME, type ProjectCluster, type ProjectConfig } from './project-config';
import { readProjectFile } from './project-file';

const MISNAMED_FILE = 'foresail.yml';

/** The configuration of the working directory. Throws an InputError where it cannot be trusted. */
export function readProject(): ProjectConfig {
  if (existsSync(PROJECT_FILE_NAME)) {
    const project = readProjectFile(new SourceFile(PROJECT_FILE_NAME, readTextFile(PROJECT_FILE_NAME)));
    InputError.throwAll(project.clusters.flatMap(missingPaths));
    return project;
  }
  if (existsSync(MISNAMED_FILE)) {
    throw new InputError(
      'configuration',
      `${MISNAMED_FILE} is not read: the configuration is ${PROJECT_FILE_NAME}`,
      `Rename it to ${PROJECT_FILE_NAME}.`,
      MISNAMED_FILE,
    );
  }
  return EMPTY_PROJECT;
}

/** Of what is not there nothing can be judged, and a typo would leave its cluster to the defaults. */
function missingPaths({ name, paths, at }: ProjectCluster): readonly InputError[] {
  return paths
    .filter((path) => !existsSync(path))
    .map((path) =>
      configurationError(
        `the cluster "${name}" has the path ${path}, which does not exist`,
        `Write a path from the folder of ${PROJECT_FILE_NAME} on, or remove it.`,
        at,
      ),
    );
}
