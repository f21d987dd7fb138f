import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readSnapshot } from '../../src/snapshot/read-snapshot';
import { SnapshotError } from '../../src/snapshot/snapshot-error';
import { mutate, randomFrom } from './mutate';
import { fileOf, LINES } from './sample-snapshot';

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
    const random = randomFrom(2026);
    let refused = 0;
    for (let round = 0; round < rounds; round++) {
      const bytes = mutated(random);
      if (!accepts(bytes)) refused++;
      else expect(hashFits(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes)).toBe(true);
    }
    expect(refused).toBeGreaterThan(rounds / 2);
  });
});
