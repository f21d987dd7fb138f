import { existsSync } from 'node:fs';
import { InputError } from '../source/input-error';
import { readTextFile } from '../source/read-text-file';
import { SourceFile } from '../source/source-file';
import { EMPTY_PROJECT, type ProjectConfig } from './project-config';
import { readProjectFile } from './project-file';

const PROJECT_FILE = 'foresail.yaml';
const MISNAMED_FILE = 'foresail.yml';

/** The configuration of the working directory. Throws an InputError where it cannot be trusted. */
export function readProject(): ProjectConfig {
  if (existsSync(PROJECT_FILE)) return readProjectFile(new SourceFile(PROJECT_FILE, readTextFile(PROJECT_FILE)));
  if (existsSync(MISNAMED_FILE)) {
    throw new InputError(
      'configuration',
      `${MISNAMED_FILE} is not read: the configuration is ${PROJECT_FILE}`,
      `Rename it to ${PROJECT_FILE}.`,
      MISNAMED_FILE,
    );
  }
  return EMPTY_PROJECT;
}
