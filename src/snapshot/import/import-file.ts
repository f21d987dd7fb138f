import { constants, gunzipSync } from 'node:zlib';
import { SnapshotError } from '../snapshot-error';

/** A file to import: its name for messages, and its bytes in pieces of any size. */
export interface ImportFile {
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** What tells one kind of file from another stands in its first bytes. */
const START_BYTES = 200;

/** The same bytes with a first piece that is long enough to tell the kind of the file. */
export async function* withWholeStart(chunks: ImportFile['chunks']): AsyncGenerator<Uint8Array> {
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (!start) yield chunk;
    else {
      start = Buffer.concat([start, chunk]);
      if (start.length < START_BYTES) continue;
      yield start;
      start = undefined;
    }
  }
  if (start) yield start;
}

/** JSON of the HTTP API starts with an object whose first key is one of its own; a dump starts with a label. */
export function startsAsJson(chunk: Uint8Array): boolean {
  const start = Buffer.from(chunk.subarray(0, START_BYTES)).toString('latin1').trimStart();
  if (startsAsSnapshot(start) || startsAsSnapshot(unpackedStart(chunk))) {
    throw new SnapshotError('this is already a snapshot', 'Use it as it is; nothing needs to be imported.', 1);
  }
  if (start.startsWith('\x1f\x8b')) {
    throw new SnapshotError('the file is compressed', 'Unpack it first, for instance with "gzip -d".', 1);
  }
  if (start.startsWith('<')) {
    throw new SnapshotError(
      'the file is a web page, not samples',
      'The address may need a login, or a path such as /metrics.',
      1,
    );
  }
  return /^\{\s*("(status|data|resultType|result|error|errorType|warnings|infos|isPartial)"\s*:|\}|$)/.test(start);
}

function startsAsSnapshot(start: string): boolean {
  return /^\{\s*"format"\s*:\s*"foresail-snapshot"/.test(start);
}

/** What the first bytes of a compressed file hold; empty for any other. */
function unpackedStart(chunk: Uint8Array): string {
  if (chunk[0] !== 0x1f || chunk[1] !== 0x8b) return '';
  try {
    return gunzipSync(chunk.subarray(0, START_BYTES), { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1');
  } catch {
    return '';
  }
}
