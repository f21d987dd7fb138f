import { existsSync } from 'node:fs';
import { InputError } from '../source/input-error';
import { readTextFile } from '../source/read-text-file';
import { SourceFile } from '../source/source-file';
import { EMPTY_PROJECT, PROJECT_FILE_NAME, type ProjectConfig } from './project-config';
import { readProjectFile } from './project-file';

const MISNAMED_FILE = 'foresail.yml';

/** The configuration of the working directory. Throws an InputError where it cannot be trusted. */
export function readProject(): ProjectConfig {
  if (existsSync(PROJECT_FILE_NAME))
    return readProjectFile(new SourceFile(PROJECT_FILE_NAME, readTextFile(PROJECT_FILE_NAME)));
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
