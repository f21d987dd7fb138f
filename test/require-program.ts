import { spawnSync } from 'node:child_process';

/** Where a program does not know `--version`. */
const VERSION_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  openssl: ['version'],
  kubectl: ['version', '--client'],
};

/** Whether a program can be run here. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, VERSION_ARGUMENTS[program] ?? ['--version']).status === 0;
}

/**
 * Whether tests with a real program run: where it is installed, or where FORESAIL_REQUIRE names it, so that its absence fails them.
 * Elsewhere they are reported as skipped, by name.
 */
export function runsWith(program: string): boolean {
  const required = (process.env.FORESAIL_REQUIRE ?? '').split(',').includes(program);
  return required || isInstalled(program);
}
