import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const COMMAND = join(__dirname, '..', '..', 'lib', 'cli', 'main.js');

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The words behind `foresail` of each line of a page that calls it, where variables and redirections end. */
export function foresailCalls(script: string): readonly (readonly string[])[] {
  return [...script.matchAll(/(?:^|[\s|])(?:npx )?foresail ((?:[\w.\-/]+ ?)+)/gm)].map(([, words]) =>
    words!.trim().split(' '),
  );
}

/** Runs the built command. */
export function foresail(words: readonly string[], cwd: string, input = ''): Outcome {
  const env = { PATH: process.env.PATH, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...words], {
    cwd,
    input,
    encoding: 'utf8',
    env,
  });
  return { status, stdout, stderr };
}
