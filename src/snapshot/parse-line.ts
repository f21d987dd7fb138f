import { SnapshotError, TAKE_AGAIN } from './snapshot-error';
import type { SnapshotLimits } from './snapshot-limits';

/** More brackets than this in one line cost memory without being a snapshot. */
const BRACKETS = 1000;

/** The JSON of a line, unless it is longer, deeper or wider than the limits. */
export function parseLine(bytes: Buffer, number: number, limits: SnapshotLimits): unknown {
  const most = number === 1 ? limits.headerBytes : limits.lineBytes;
  if (bytes.length > most) {
    throw new SnapshotError(
      `the line has ${bytes.length} bytes; at most ${most} are read`,
      'Take a shorter time.',
      number,
    );
  }
  if (number > 1 && hasTooMany(bytes)) {
    throw new SnapshotError(`the line has ${BRACKETS} brackets or more outside its texts`, TAKE_AGAIN, number);
  }
  const line = parseJson(bytes, number);
  if (number === 1 && isDeeper(line, limits.depth)) {
    throw new SnapshotError(`the header is nested more than ${limits.depth} levels deep`, TAKE_AGAIN, number);
  }
  return line;
}

function parseJson(bytes: Buffer, number: number): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    const isFirst = number === 1;
    throw new SnapshotError(
      isFirst ? 'this is not a Foresail snapshot: the first line is no JSON' : 'the line is no JSON',
      isFirst ? 'A snapshot is made by "foresail snapshot capture" or "foresail snapshot import".' : TAKE_AGAIN,
      number,
    );
  }
}

function countWithin(bytes: Buffer, byte: number, most: number): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at !== -1 && count < most; at = bytes.indexOf(byte, at + 1)) count++;
  return count;
}

/** The quick count takes those inside texts too; only where it is too high are texts told apart. */
function hasTooMany(bytes: Buffer): boolean {
  const quick = [SQUARE, CURLY].map((byte) => countWithin(bytes, byte, BRACKETS));
  if (quick.every((count) => count < BRACKETS)) return false;
  let square = 0;
  let curly = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (inText && byte === BACKSLASH) at++;
    else if (byte === QUOTE) inText = !inText;
    else if (!inText && byte === SQUARE) square++;
    else if (!inText && byte === CURLY) curly++;
  }
  return square >= BRACKETS || curly >= BRACKETS;
}

const SQUARE = 91;
const CURLY = 123;
const BACKSLASH = 92;
const QUOTE = 34;

function isDeeper(root: unknown, depth: number): boolean {
  let level: unknown[] = [root];
  for (let deep = 0; level.length > 0; deep++) {
    if (deep > depth) return true;
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return false;
}
