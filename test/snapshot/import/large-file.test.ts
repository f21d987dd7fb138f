import { importSnapshot } from '../../../src/snapshot/import/import-snapshot';

const MEBIBYTE = 1024 * 1024;

/** More than 2 GiB of OpenMetrics, made while it is read: long comments, and a sample at every MiB. */
function* largeFile(mebibytes: number): Generator<Uint8Array> {
  const comment = `# ${'x'.repeat(1021)}\n`;
  const filling = Buffer.from(comment.repeat(MEBIBYTE / comment.length));
  for (let at = 0; at < mebibytes; at++) {
    yield filling;
    yield Buffer.from(`up{job="a"} ${at} ${at * 30}\n`);
  }
  yield Buffer.from('# EOF\n');
}

it('imports a text of more than 2 GiB in a bounded memory', async () => {
  const before = process.memoryUsage().rss;
  const contents = await importSnapshot([{ name: 'large', chunks: largeFile(2100) }], { now: 0 });
  const [series] = contents.series as readonly { values: ArrayLike<number> }[];
  expect(series!.values).toHaveLength(2100);
  expect(series!.values[2099]).toBe(2099);
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * MEBIBYTE);
}, 60_000);
