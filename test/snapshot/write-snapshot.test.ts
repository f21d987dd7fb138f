import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { canonicalLabels } from '../../src/series/labels';
import { readSnapshot } from '../../src/snapshot/read-snapshot';
import { writeSnapshot } from '../../src/snapshot/write-snapshot';
import { CONTENTS, LINES } from './sample-snapshot';

describe('writeSnapshot', () => {
  it('writes header, metadata, series and footer as the format says', () => {
    const lines = Buffer.from(writeSnapshot(CONTENTS, { gzip: false }))
      .toString('utf8')
      .split('\n');
    expect(lines.slice(0, LINES.length)).toEqual(LINES);
    const sha256 = createHash('sha256')
      .update(`${LINES.join('\n')}\n`)
      .digest('hex');
    expect(lines.slice(LINES.length)).toEqual([
      `{"end":true,"series":4,"samples":14,"warnings":["partial answer"],"sha256":"${sha256}"}`,
      '',
    ]);
  });

  it('compresses by default, without the time or the machine in the bytes', () => {
    const bytes = writeSnapshot(CONTENTS);
    expect([...bytes.subarray(0, 3), ...bytes.subarray(4, 8), bytes[9]]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 255]);
    expect(gunzipSync(bytes)).toEqual(Buffer.from(writeSnapshot(CONTENTS, { gzip: false })));
  });

  it('writes the same bytes whatever the order of the input', () => {
    const shuffled = {
      ...CONTENTS,
      header: Object.fromEntries(Object.entries(CONTENTS.header).reverse()) as typeof CONTENTS.header,
      metadata: [...CONTENTS.metadata!].reverse(),
      series: [...(CONTENTS.series as Iterable<never>)].reverse(),
    };
    expect(writeSnapshot(shuffled)).toEqual(writeSnapshot(CONTENTS));
  });

  it('writes what was read, and keeps header keys it does not know', () => {
    const header = { ...CONTENTS.header, zone: { of: ['later'] }, synthetic: true };
    const bytes = writeSnapshot({ ...CONTENTS, header });
    const { store, metadata, footer, ...snapshot } = readSnapshot(bytes);
    expect(snapshot.header).toEqual(header);
    expect(writeSnapshot({ header: snapshot.header, metadata, series: store, warnings: footer.warnings })).toEqual(
      bytes,
    );
  });

  it.each([
    [
      'a series without a name',
      [{ labels: { job: 'a' }, timestamps: [1], values: [1] }],
      'the series {job="a"} has no __name__',
    ],
    [
      'the same labels twice',
      [
        { labels: { __name__: 'up' }, timestamps: [1], values: [1] },
        { labels: { __name__: 'up', pod: '' }, timestamps: [1], values: [1] },
      ],
      'two series have the labels up',
    ],
  ])('refuses %s', (_, series, message) => {
    expect(() => writeSnapshot({ ...CONTENTS, series })).toThrow(expect.objectContaining({ code: 'usage', message }));
  });

  it('refuses a header that could not be read again', () => {
    const header = { ...CONTENTS.header, start: 5, end: 4 };
    expect(() => writeSnapshot({ ...CONTENTS, header })).toThrow("the header's start 5 is after its end 4");
  });

  it('gives back every series, to the last bit', () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double());
    const samples = fc.uniqueArray(fc.tuple(fc.integer(), value, fc.boolean()), { selector: ([time]) => time });
    const labels = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), { maxKeys: 4 });
    const series = fc.tuple(labels, samples).map(([set, list]) => {
      const sorted = [...list].sort(([a], [b]) => a - b);
      return {
        labels: { ...set, __name__: 'm' },
        timestamps: sorted.map(([time]) => time),
        values: sorted.map(([, each]) => each),
        stale: sorted.flatMap(([, , isStale], index) => (isStale ? [index] : [])),
      };
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(series, { selector: (each) => canonicalLabels(each.labels), maxLength: 5 }),
        (inputs) => {
          const { store } = readSnapshot(writeSnapshot({ ...CONTENTS, series: inputs }, { gzip: false }));
          const expected = [...inputs].sort((a, b) => (canonicalLabels(a.labels) < canonicalLabels(b.labels) ? -1 : 1));
          expect(store.size).toBe(inputs.length);
          for (const [at, read] of store.select([]).entries()) {
            const { timestamps, values, stale } = expected[at]!;
            expect(Object.entries(read.labels).sort()).toEqual(Object.entries(expected[at]!.labels).sort());
            expect([...read.timestamps]).toEqual(timestamps);
            expect([...(read.stale ?? [])]).toEqual(stale);
            expect(values.every((each, index) => stale.includes(index) || Object.is(each, read.values[index]))).toBe(
              true,
            );
          }
        },
      ),
      { numRuns: 200, seed: 9 },
    );
  });
});
