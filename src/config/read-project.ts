import { existsSync, readFileSync } from 'node:fs';
import { SourceFile } from '../source/source-file';
import { EMPTY_PROJECT, type ProjectConfig } from './project-config';
import { readProjectFile } from './project-file';

const PROJECT_FILE = 'foresail.yaml';

/** The configuration of the working directory. Throws an InputError where it cannot be trusted. */
export function readProject(): ProjectConfig {
  if (!existsSync(PROJECT_FILE)) return EMPTY_PROJECT;
  return readProjectFile(new SourceFile(PROJECT_FILE, readFileSync(PROJECT_FILE, 'utf8')));
}
