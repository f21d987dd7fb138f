import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { InputError } from '../source/input-error';
import { notReadable, reasonOf } from '../source/read-text-file';

/** Keeps two captures from writing one journal at once. A file beside it names the process that writes. */
export class JournalLock {
  private constructor(private readonly path: string) {}

  /** @throws InputError where another process holds it; a lock whose process has ended is taken over */
  public static take(journal: string): JournalLock {
    const path = `${journal}.lock`;
    if (!create(path)) {
      const [pid = '', host = ''] = readHolder(path).split(' ');
      if (host !== hostname() || runs(Number(pid))) throw held(path, pid, host);
      rmSync(path, { force: true });
      if (!create(path)) throw held(path, pid, host);
    }
    return new JournalLock(path);
  }

  public release(): void {
    rmSync(this.path, { force: true });
  }
}

function create(path: string): boolean {
  try {
    writeFileSync(path, `${process.pid} ${hostname()}`, { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (reasonOf(error) === 'EEXIST') return false;
    throw new InputError(
      'not-writable',
      `${path} cannot be written (${reasonOf(error)})`,
      'Check that its folder exists, may be written to and has space left.',
      path,
    );
  }
}

function readHolder(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw notReadable(path, error);
  }
}

function runs(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function held(path: string, pid: string, host: string): InputError {
  return new InputError(
    'usage',
    `another capture writes to the same file: process ${pid.slice(0, 20) || 'unknown'} on ${JSON.stringify(host.slice(0, 100))}`,
    `Wait for it to end, or write to another file. If there is no such process, remove ${path}.`,
    path,
  );
}
