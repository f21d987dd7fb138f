import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const repository = resolve(__dirname, '..', '..');
const modules = join(repository, 'node_modules');

/** What the compiler prints for files of a folder outside the repository that import `foresail`. */
export function typeCheck(folder: string, files: readonly string[]): string {
  const compilerOptions = {
    noEmit: true,
    rootDir: '/',
    types: ['node'],
    typeRoots: [join(modules, '@types')],
    paths: {
      foresail: [join(repository, 'src', 'index.ts')],
      'cdk8s-plus-28': [join(modules, 'cdk8s-plus-28')],
    },
  };
  const config = { extends: join(repository, 'tsconfig.json'), compilerOptions, files };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(modules, 'typescript', 'bin', 'tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return stdout;
}
