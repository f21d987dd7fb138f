import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readSnapshot } from '../../src/snapshot/read-snapshot';
import { SnapshotError } from '../../src/snapshot/snapshot-error';
import { fileOf, LINES } from './sample-snapshot';

/** A small seeded generator: the same mutations on every machine. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const WORDS = [
  'x1000000000000',
  '-',
  ' ',
  '"',
  '{',
  '[',
  '\n',
  '1e999',
  'null',
  '__proto__',
  'NaN',
  '\u0000',
  '99999999999999999',
];

function mutate(bytes: Buffer, random: (below: number) => number): Buffer {
  const at = random(bytes.length);
  const other = random(bytes.length);
  const [from, to] = at < other ? [at, other] : [other, at];
  switch (random(7)) {
    case 0: {
      const copy = Buffer.from(bytes);
      copy[at] = random(256);
      return copy;
    }
    case 1: {
      const copy = Buffer.from(bytes);
      copy[at] = copy[at]! ^ (1 << random(8));
      return copy;
    }
    case 2:
      return bytes.subarray(0, at);
    case 3:
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(Math.min(to, from + 40))]);
    case 4:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from, Math.min(to, from + 200)), bytes.subarray(to)]);
    case 5:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(WORDS[random(WORDS.length)]!), bytes.subarray(at)]);
    default:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(String(random(10))), bytes.subarray(at + 1)]);
  }
}

/** Gives a mutated text a footer that fits it again, so that the mutation reaches what stands behind the hash. */
function withFittingHash(bytes: Buffer): Buffer {
  const footer = bytes.lastIndexOf('{"end":true');
  if (footer === -1) return bytes;
  const sha256 = createHash('sha256').update(bytes.subarray(0, footer)).digest('hex');
  return Buffer.from(bytes.toString('latin1').replace(/"sha256":"[^"]*"/, `"sha256":"${sha256}"`), 'latin1');
}

/** Reads and decodes everything; false for a SnapshotError, a failed test for any other. */
function accepts(bytes: Buffer): boolean {
  try {
    const { store, footer } = readSnapshot(bytes);
    const samples = store.select([]).reduce((sum, series) => sum + series.timestamps.length + series.values.length, 0);
    expect(samples).toBe(2 * footer.samples);
    return true;
  } catch (error) {
    if (error instanceof SnapshotError) return false;
    throw error;
  }
}

function hashFits(text: Buffer): boolean {
  const footer = text.lastIndexOf('{"end":true');
  const sha256 = createHash('sha256').update(text.subarray(0, footer)).digest('hex');
  return footer > 0 && text.subarray(footer).includes(`"sha256":"${sha256}"`);
}

describe('readSnapshot on mutated files', () => {
  const plain = fileOf(LINES);
  const compressed = gzipSync(plain);

  it.each([
    ['plain text', 6000, (random: (below: number) => number) => mutate(plain, random)],
    ['text whose hash fits', 6000, (random: (below: number) => number) => withFittingHash(mutate(plain, random))],
    ['gzip', 3000, (random: (below: number) => number) => mutate(compressed, random)],
    ['twice mutated text', 3000, (random: (below: number) => number) => mutate(mutate(plain, random), random)],
  ])('%s: never fails but with a SnapshotError, never takes a wrong hash', (_, rounds, mutated) => {
    const random = generator(2026);
    let refused = 0;
    for (let round = 0; round < rounds; round++) {
      const bytes = mutated(random);
      if (!accepts(bytes)) refused++;
      else expect(hashFits(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes)).toBe(true);
    }
    expect(refused).toBeGreaterThan(rounds / 2);
  });
});
