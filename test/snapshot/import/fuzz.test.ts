import { importSnapshot } from '../../../src/snapshot/import/import-snapshot';
import { readSnapshot } from '../../../src/snapshot/read-snapshot';
import { writeSnapshot } from '../../../src/snapshot/write-snapshot';
import { InputError } from '../../../src/source/input-error';
import { mutate, randomFrom } from '../mutate';

const SEEDS = [
  '# HELP up help\n# TYPE up gauge\nup{a="b",c="d\\n"} 1 1700000000\nup{a="b",c="d\\n"} NaN 1700000030\n# EOF\n',
  '{__name__="up", a="b"} 1 1000\n{__name__="up", a="b"} 2 31000\n{__name__="up", a="c"} NaN 61000\n',
  '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up","a":"b"},"values":[[1,"1"],[31,"NaN"],[61.5,"+Inf"]]}]}}',
];

describe('importSnapshot on mutated files', () => {
  it.each(SEEDS)('never fails but with an InputError, and what it takes can be written and read: %s', async (text) => {
    const random = randomFrom(4);
    let taken = 0;
    for (let round = 0; round < 2000; round++) {
      const once = mutate(Buffer.from(text), random);
      const bytes = round % 2 === 0 ? once : mutate(once, random);
      try {
        const contents = await importSnapshot([{ name: 'f', chunks: [bytes] }], { now: 0, at: 5000 });
        expect(readSnapshot(writeSnapshot(contents, { gzip: false })).store.size).toBeGreaterThan(0);
        taken++;
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
      }
    }
    expect(taken).toBeGreaterThan(20);
    expect(taken).toBeLessThan(1900);
  });
});
