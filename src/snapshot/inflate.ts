import { isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { SnapshotError, TAKE_AGAIN } from './snapshot-error';
import type { SnapshotLimits } from './snapshot-limits';

/** The text of a snapshot as bytes: gzip is recognised by its first two bytes, and inflating stops at the limit. */
export function inflate(bytes: Uint8Array, limits: SnapshotLimits): Buffer {
  if (bytes.length > limits.fileBytes) {
    throw new SnapshotError(`the file has ${bytes.length} bytes; at most ${limits.fileBytes} are read`, SMALLER);
  }
  const text = isGzip(bytes) ? gunzip(bytes, limits) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (text.length > limits.textBytes) throw tooLarge(limits);
  if (text.length === 0) throw new SnapshotError('the snapshot is empty', TAKE_AGAIN);
  if (!isUtf8(text)) throw new SnapshotError('the text is not UTF-8', TAKE_AGAIN, lineOfBadText(text));
  return text;
}

const SMALLER = 'Take fewer series or a shorter time.';

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function gunzip(bytes: Uint8Array, limits: SnapshotLimits): Buffer {
  try {
    const text = gunzipSync(bytes, { maxOutputLength: limits.textBytes });
    if (hasBytesBehind(bytes, text.length, limits)) {
      throw new SnapshotError('there are bytes after the gzip data', TAKE_AGAIN);
    }
    return text;
  } catch (error) {
    if (error instanceof SnapshotError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limits);
    throw new SnapshotError(`the gzip data is broken: ${(error as Error).message}`, TAKE_AGAIN);
  }
}

/**
 * zlib passes over zeros behind the data, and over a last member that is empty. RFC 1952: the last four bytes are the length of the
 * last member; where that is not the length of all, there are several members, or a byte that can be left out.
 */
function hasBytesBehind(bytes: Uint8Array, length: number, limits: SnapshotLimits): boolean {
  const stated = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).readUInt32LE(bytes.length - 4);
  if (stated === length % 2 ** 32) return false;
  if (stated === 0) return true;
  try {
    gunzipSync(bytes.subarray(0, -1), { maxOutputLength: limits.textBytes });
    return true;
  } catch {
    return false;
  }
}

function tooLarge(limits: SnapshotLimits): SnapshotError {
  return new SnapshotError(`the text has more than ${limits.textBytes} bytes once inflated; no more are read`, SMALLER);
}

function lineOfBadText(text: Buffer): number {
  let line = 1;
  for (let start = 0; ; line++) {
    const end = text.indexOf(10, start);
    if (end === -1 || !isUtf8(text.subarray(start, end))) return line;
    start = end + 1;
  }
}
