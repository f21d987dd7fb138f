import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FolderContents } from './output-folder';

const STAGING = '.foresail-staging';

/**
 * Replaces folders below the output folder. Everything is written beside them first, so that a full disk or a closed
 * folder leaves the old output as it was.
 */
export function replaceFolders(outputFolder: string, folders: ReadonlyMap<string, FolderContents>): void {
  const staging = join(outputFolder, STAGING);
  rmSync(staging, { recursive: true, force: true });
  try {
    for (const [folder, files] of folders) writeFiles(join(staging, folder), files);
    for (const folder of folders.keys()) {
      rmSync(join(outputFolder, folder), { recursive: true, force: true });
      renameSync(join(staging, folder), join(outputFolder, folder));
    }
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function writeFiles(folder: string, files: FolderContents): void {
  const made = new Set<string>();
  for (const [path, text] of files) {
    const file = join(folder, path);
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(file, text);
  }
}
