import { createReadStream } from 'node:fs';
import { printable } from '../../report/printable';
import type { ImportFile } from '../../snapshot/import/import-file';
import { importSnapshot } from '../../snapshot/import/import-snapshot';
import { writeSnapshot } from '../../snapshot/write-snapshot';
import { notReadable } from '../../source/read-text-file';
import { ExitCode } from '../exit-code';
import type { Terminal } from '../terminal';
import { checkOutput } from './check-output';
import { writeVerified } from './write-verified';

/** The options of the command line. Times in ms. */
export interface ImportCommandOptions {
  readonly output: string;
  readonly at?: number;
  readonly inferStale: boolean;
  readonly prometheusVersion?: string;
  readonly now?: number;
}

/** Imports files, a piece at a time. */
export async function runImport(
  files: readonly string[],
  { output, at, inferStale, prometheusVersion, now }: ImportCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  checkOutput(output);
  const contents = await importSnapshot(files.map(openFile), {
    now: now ?? terminal.now(),
    inferStale,
    ...(at !== undefined && { at }),
    ...(prometheusVersion !== undefined && { prometheusVersion }),
  });
  const bytes = writeSnapshot(contents);
  terminal.err(writeVerified(output, bytes));
  for (const warning of contents.warnings ?? []) terminal.err(`note: ${printable(warning)}\n`);
  return ExitCode.clean;
}

function openFile(path: string): ImportFile {
  return path === '-' ? { name: 'standard input', chunks: process.stdin } : { name: path, chunks: chunksOf(path) };
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 1024 * 1024 });
  } catch (error) {
    throw notReadable(path, error);
  }
}
