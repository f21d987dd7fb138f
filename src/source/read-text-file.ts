import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { InputError } from './input-error';

/** The most bytes that are read of one text. */
export const TEXT_LIMIT = 16 * 1024 * 1024;

const CHUNK = 64 * 1024;
const STANDARD_INPUT = 0;

/** Reads a UTF-8 text, without its byte order mark. Throws an InputError for what is no text, too large or not readable. */
export function readTextFile(path: string, limit: number = TEXT_LIMIT): string {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    throw notReadable(path, error);
  }
  try {
    return decode(readAll(descriptor, path, limit), path);
  } finally {
    closeSync(descriptor);
  }
}

/** Reads standard input to its end, by the same rules. */
export function readStandardInput(limit: number = TEXT_LIMIT): string {
  return decode(readAll(STANDARD_INPUT, 'standard input', limit), 'standard input');
}

/** What a failed access to a file tells the user. */
export function notReadable(path: string, error: unknown): InputError {
  return new InputError(
    'not-readable',
    `${path} cannot be read (${reasonOf(error)})`,
    'Check the path and its permissions.',
    path,
  );
}

/** The system's name for what went wrong, such as `EACCES`. */
export function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

/** In chunks, because the size of a pipe or a device is not known before. */
function readAll(descriptor: number, name: string, limit: number): Buffer {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const read = readChunk(descriptor, chunk, name);
    if (read === 0) return Buffer.concat(chunks, total);
    total += read;
    if (total > limit) {
      throw new InputError(
        'too-large',
        `${name} has more than ${limit} bytes, which is the most that is read`,
        'Split it into several files.',
        name,
      );
    }
    chunks.push(chunk.subarray(0, read));
  }
}

function readChunk(descriptor: number, chunk: Buffer, name: string): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const reason = reasonOf(error);
      // Windows reports the end of a pipe so.
      if (reason === 'EOF') return 0;
      // A pipe that its writer opened as non-blocking has nothing yet.
      if (reason !== 'EAGAIN') throw notReadable(name, error);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function decode(bytes: Buffer, name: string): string {
  if (bytes.includes(0) || !isUtf8(bytes)) {
    throw new InputError('not-readable', `${name} is not UTF-8 text`, 'Give YAML or JSON, written as UTF-8.', name);
  }
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
