import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readSnapshot } from '../../src/snapshot/read-snapshot';
import { SnapshotError } from '../../src/snapshot/snapshot-error';
import type { SnapshotLimits } from '../../src/snapshot/snapshot-limits';
import { writeSnapshot } from '../../src/snapshot/write-snapshot';
import { CONTENTS, fileOf, LINES } from './sample-snapshot';

const HEADER = LINES[0]!;
const SERIES = '{"l":{"__name__":"up"},"n":2,"t":"5 2","v":"d0 1 0"}';

function failure(read: () => unknown): SnapshotError {
  try {
    read();
  } catch (error) {
    if (error instanceof SnapshotError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('readSnapshot', () => {
  it.each([
    ['plain', fileOf(LINES)],
    ['gzip', gzipSync(fileOf(LINES))],
    [
      'several gzip members',
      Buffer.concat([gzipSync(fileOf(LINES).subarray(0, 50)), gzipSync(fileOf(LINES).subarray(50))]),
    ],
  ])('reads a file, %s', (_, bytes) => {
    const { header, metadata, store, footer } = readSnapshot(bytes);
    expect(header).toEqual(CONTENTS.header);
    expect(metadata).toEqual([...CONTENTS.metadata!].reverse());
    expect(footer).toMatchObject({ series: 4, samples: 14, warnings: [] });
    expect(store.facts).toEqual({
      semantics: '2.42.0',
      lookbackMs: 300_000,
      evaluationIntervalMs: 60_000,
      start: 0,
      end: 100_000,
    });
    expect(
      store.select([]).map(({ labels, timestamps, values, stale }) => [labels, [...timestamps], [...values], stale]),
    ).toEqual([
      [{ __name__: 'load', job: 'a' }, [5, 7], [0.25, Number.POSITIVE_INFINITY], undefined],
      [{ __name__: 'load', job: 'b' }, [1000, 31000, 61000, 91000], [0.5, 0.25, 0.75, 0.75], undefined],
      [{ __name__: 'up', job: 'a', pod: 'é "😀"' }, [1000, 31000, 61000, 91000], [1, 1, 1, 1], Uint32Array.of(2)],
      [{ __name__: 'up', job: 'b', pod: 'x-1' }, [1000, 31000, 61000, 91000], [1, 1, 1, 0], undefined],
    ]);
  });

  it('decodes timestamps of series scraped together once', () => {
    const [, load, up] = readSnapshot(fileOf(LINES)).store.select([]);
    expect(load?.timestamps).toBe(up?.timestamps);
    expect(load?.values).toBe(load?.values);
  });

  it('reads a path, and names it in the error', () => {
    const folder = mkdtempSync(join(tmpdir(), 'foresail-'));
    try {
      const good = join(folder, 'good.promsnap.gz');
      writeFileSync(good, writeSnapshot(CONTENTS));
      expect(readSnapshot(good).store.size).toBe(4);
      const bad = join(folder, 'bad.promsnap');
      writeFileSync(bad, fileOf(LINES).subarray(0, 700));
      expect(failure(() => readSnapshot(bad))).toMatchObject({ code: 'snapshot', at: bad, line: 6 });
      expect(failure(() => readSnapshot(good, { fileBytes: 10 }))).toMatchObject({ at: good });
      expect(() => readSnapshot(join(folder, 'none'))).toThrow(
        expect.objectContaining({ code: 'not-found', at: join(folder, 'none') }),
      );
      expect(() => readSnapshot(folder)).toThrow(
        expect.objectContaining({ code: 'not-readable', help: expect.stringContaining('promtool tsdb dump') }),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('keeps a series without samples and label names that look like indexes', () => {
    const line = '{"l":{"10":"a","9":"b","__name__":"up"},"n":0,"t":"","v":"d0"}';
    const [series] = readSnapshot(fileOf([HEADER, line])).store.select([]);
    expect(series).toMatchObject({ length: 0, labels: { '9': 'b', '10': 'a', __name__: 'up' } });
    expect(series?.timestamps).toHaveLength(0);
  });
});

describe('readSnapshot refuses', () => {
  it('a single zero after the gzip data', () => {
    const bytes = Buffer.concat([gzipSync(fileOf(LINES)), Buffer.alloc(1)]);
    expect(failure(() => readSnapshot(bytes)).message).toBe('there are bytes after the gzip data');
  });

  it.each<[string, (file: Buffer) => Buffer, string]>([
    [
      'zeros after the gzip data',
      (file) => Buffer.concat([gzipSync(file), Buffer.alloc(9)]),
      'there are bytes after the gzip data',
    ],
    [
      'another gzip file behind',
      (file) => Buffer.concat([gzipSync(file), gzipSync('')]),
      'there are bytes after the gzip data',
    ],
    ['other bytes behind', (file) => Buffer.concat([gzipSync(file), Buffer.from('xy')]), 'the gzip data is broken'],
    ['a line after the footer', (file) => Buffer.concat([file, Buffer.from('{}\n')]), 'there is text after the footer'],
    ['bytes after the footer', (file) => Buffer.concat([file, Buffer.from(' ')]), 'the file ends within a line'],
    [
      'a footer with a space more',
      (file) => Buffer.from(file.toString().replace('{"end":true', '{"end": true')),
      'the footer is not written as a writer writes it',
    ],
  ])('%s', (_, change, message) => {
    expect(failure(() => readSnapshot(change(fileOf(LINES)))).message).toContain(message);
  });

  const series = (change: string, by: string) => [HEADER, SERIES.replace(change, by)];

  it.each<[string, string[], number, string]>([
    ['text that is no JSON', ['metric 1'], 1, 'this is not a Foresail snapshot: the first line is no JSON'],
    ['another JSON file', ['{"status":"success"}'], 1, 'this is not a Foresail snapshot'],
    ['a list', ['[1]'], 1, 'this is not a Foresail snapshot'],
    ['null', ['null'], 1, 'this is not a Foresail snapshot'],
    [
      'a later version',
      [HEADER.replace('"version":1', '"version":2')],
      1,
      'the snapshot has version 2 of the format; this program reads version 1',
    ],
    ['no version', [HEADER.replace('"version":1', '"edition":1')], 1, 'the version of the format is missing'],
    ['a fraction as version', [HEADER.replace('"version":1', '"version":1.5')], 1, 'the version of the format is 1.5'],
    ['no start', [HEADER.replace('"start"', '"begin"')], 1, 'the header has no start'],
    [
      'a start after the end',
      [HEADER.replace('"start":0', '"start":100001')],
      1,
      "the header's start 100001 is after its end 100000",
    ],
    [
      'a time as text',
      [HEADER.replace('"capturedAt":100000', '"capturedAt":"now"')],
      1,
      'the header\'s capturedAt is "now"',
    ],
    [
      'an unknown kind of source',
      [HEADER.replace('"http",', '"ftp"},"was":{')],
      1,
      `the header's source is {"kind":"ftp"}`,
    ],
    ['an unknown staleness', [HEADER.replace('"exact"', '"maybe"')], 1, 'the header\'s staleness is "maybe"'],
    [
      'a scrape interval of 0',
      [HEADER.replace('"scrapeIntervalMs":30000', '"scrapeIntervalMs":0')],
      1,
      "the header's scrapeIntervalMs is 0",
    ],
    ['selectors that are no list', [HEADER.replace('["load","up"]', '"up"')], 1, 'the header\'s selectors is "up"'],
    [
      'a deep header',
      [HEADER.replace('"test"', `${'['.repeat(50)}${']'.repeat(50)}`)],
      1,
      'the header is nested more than 16 levels deep',
    ],
    ['a line that is no JSON', [HEADER, SERIES.slice(0, -1)], 2, 'the line is no JSON'],
    ['a line of another kind', [HEADER, '{"x":1}'], 2, 'the line is neither metadata nor a series nor the footer'],
    ['a line that is no object', [HEADER, '7'], 2, 'the line is neither metadata nor a series nor the footer'],
    ['an empty line', [HEADER, ''], 2, 'the line is no JSON'],
    ['labels that are no object', series('{"__name__":"up"}', '[]'), 2, 'l is []; it is an object of labels'],
    [
      'a label that is a number',
      series('"up"', '5'),
      2,
      'the label "__name__" is 5; names and values are texts that are not empty',
    ],
    [
      'an empty label',
      series('"up"', '"up","pod":""'),
      2,
      'the label "pod" is ""; names and values are texts that are not empty',
    ],
    ['a series without a name', series('__name__', 'name'), 2, 'the labels have no __name__'],
    [
      'labels out of order',
      series('"__name__":"up"', '"__name__":"up","A":"b"'),
      2,
      'the labels are not sorted by name',
    ],
    ['no n', series('"n":2,', ''), 2, 'n is missing; it is the number of samples'],
    ['a negative n', series('"n":2', '"n":-2'), 2, 'n is -2; it is the number of samples'],
    ['t as a list', series('"t":"5 2"', '"t":[5,2]'), 2, 't is [5,2]; it is a text of timestamps'],
    ['no v', series(',"v":"d0 1 0"', ''), 2, 'v is missing; it is a text of values'],
    ['a wrong t', series('5 2', '5 -2'), 2, 't does not increase at sample 1'],
    ['a wrong v', series('d0 1 0', 'd0 1'), 2, 'v holds 1 values, but n is 2'],
    [
      'an empty s',
      series('"d0 1 0"', '"d0 1 0","s":[]'),
      2,
      's is []; it is a list of the indexes of stale markers, or not there',
    ],
    [
      'a stale index out of range',
      series('"d0 1 0"', '"d0 1 0","s":[2]'),
      2,
      's lists 2; stale markers are increasing indexes below 2',
    ],
    [
      'a stale index twice',
      series('"d0 1 0"', '"d0 1 0","s":[1,1]'),
      2,
      's lists 1; stale markers are increasing indexes below 2',
    ],
    ['an unknown key', series('"n":2', '"n":2,"x":1'), 2, 'a series line has no key "x"'],
    ['a series twice', [HEADER, SERIES, SERIES], 3, 'the series up is given twice'],
    ['series out of order', [HEADER, SERIES, SERIES.replace('up', 'a')], 3, 'the series a must stand before up'],
    ['metadata after a series', [HEADER, SERIES, LINES[1]!], 3, 'metadata stands after the first series'],
    [
      'an unknown metric type',
      [HEADER, LINES[1]!.replace('gauge', 'dial')],
      2,
      'the type is "dial"; types are counter, gauge, histogram, gaugehistogram, summary, info, stateset, unknown',
    ],
    [
      'metadata without help',
      [HEADER, '{"m":"up","type":"gauge","unit":""}'],
      2,
      'a metadata line has the texts m, type, unit and help',
    ],
  ])('%s', (_, lines, line, message) => {
    expect(failure(() => readSnapshot(fileOf(lines)))).toMatchObject({
      code: 'snapshot',
      line,
      message: `line ${line}: ${message}`,
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a wrong hash', { sha256: 'abc' }, 'the footer\'s sha256 is "abc"; the text before it has '],
    ['a wrong count of series', { series: 2 }, 'the footer counts 2 series; there are 1'],
    ['a wrong count of samples', { samples: 3 }, 'the footer counts 3 samples; there are 2'],
    ['a footer without warnings', { warnings: undefined }, 'a footer has "end":true'],
    ['a footer with another key', { more: 1 }, 'a footer has no key "more"'],
    ['a footer that does not end', { end: false }, 'a footer has "end":true'],
  ])('%s', (_, footer, message) => {
    const error = failure(() => readSnapshot(fileOf([HEADER, SERIES], footer)));
    expect(error).toMatchObject({ line: 3, message: expect.stringContaining(message) });
  });

  const whole = fileOf(LINES);
  it.each<[string, Uint8Array, number | undefined, string]>([
    ['nothing', new Uint8Array(), undefined, 'the snapshot is empty'],
    ['a file without footer', Buffer.from(`${LINES.join('\n')}\n`), 8, 'the file ends without a footer: it is cut off'],
    ['a file cut within a line', whole.subarray(0, whole.length - 1), 8, 'the file ends within a line'],
    ['text after the footer', Buffer.concat([whole, Buffer.from('x\n')]), 9, 'there is text after the footer'],
    [
      'text that is not UTF-8',
      Buffer.from([...whole.subarray(0, 400), 0xff, ...whole.subarray(400)]),
      2,
      'the text is not UTF-8',
    ],
    [
      'gzip that is cut off',
      gzipSync(whole).subarray(0, 100),
      undefined,
      'the gzip data is broken: unexpected end of file',
    ],
    [
      'gzip with a wrong checksum',
      withFlippedByte(gzipSync(whole), -6),
      undefined,
      'the gzip data is broken: incorrect data check',
    ],
  ])('%s', (_, bytes, line, message) => {
    const error = failure(() => readSnapshot(bytes));
    expect(error.line).toBe(line);
    expect(error.message).toBe(line === undefined ? message : `line ${line}: ${message}`);
    expect(error.help).not.toBe('');
  });
});

describe('readSnapshot bounds', () => {
  const small = fileOf([HEADER, LINES[1]!, LINES[2]!, SERIES]);
  const manyLabels = `{"__name__":"up",${Array.from({ length: 300 }, (_, index) => `"a${index}":"b"`)
    .sort()
    .join(',')}}`;

  it.each<[string, Uint8Array, Partial<SnapshotLimits>, string]>([
    ['bytes of the file', small, { fileBytes: 100 }, `the file has ${small.length} bytes; at most 100 are read`],
    [
      'bytes of the text',
      small,
      { textBytes: 100 },
      'the text has more than 100 bytes once inflated; no more are read',
    ],
    [
      'a gzip bomb',
      gzipSync(Buffer.alloc(50_000_000, 32)),
      { textBytes: 1_000_000 },
      'the text has more than 1000000 bytes once inflated; no more are read',
    ],
    ['bytes of a line', small, { lineBytes: 10 }, 'line 2: the line has 91 bytes; at most 10 are read'],
    [
      'bytes of the header',
      small,
      { headerBytes: 10 },
      `line 1: the line has ${HEADER.length} bytes; at most 10 are read`,
    ],
    ['metadata lines', small, { metadata: 1 }, 'line 3: there are more than 1 metadata lines'],
    ['series', fileOf(LINES), { series: 1 }, 'line 5: there are more than 1 series'],
    ['samples', fileOf(LINES), { samples: 5 }, 'line 5: there are more than 5 samples'],
    [
      'samples of a series',
      fileOf(LINES),
      { seriesSamples: 3 },
      'line 5: n is 4; at most 3 samples of a series are read',
    ],
    [
      'labels',
      fileOf([HEADER, SERIES.replace('{"__name__":"up"}', manyLabels)]),
      {},
      'line 2: the series "up" has 301 labels; at most 256 are read',
    ],
    [
      'the length of a label',
      fileOf([HEADER, SERIES.replace('"up"', `"${'u'.repeat(70_000)}"`)]),
      {},
      `line 2: the series "${'u'.repeat(56)}... has a label "__name__" of 70000 characters; at most 65536 are read`,
    ],
    [
      'brackets in a line',
      fileOf([HEADER, '['.repeat(2_000_000)]),
      {},
      'line 2: the line has 1000 brackets or more outside its texts',
    ],
    [
      'n',
      fileOf([HEADER, SERIES.replace('"n":2', '"n":1000000000000')]),
      {},
      'line 2: n is 1000000000000; at most 10000000 samples of a series are read',
    ],
    [
      'a run in t',
      fileOf([HEADER, SERIES.replace('5 2', '5 2 x1000000000000')]),
      {},
      'line 2: t holds more than the 2 timestamps that n says',
    ],
    [
      'a run in v',
      fileOf([HEADER, SERIES.replace('d0 1 0', 'd0 1 x1000000000000')]),
      {},
      'line 2: v holds more than the 2 values that n says',
    ],
  ])('%s', (_, bytes, limits, message) => {
    const before = process.memoryUsage().rss;
    expect(failure(() => readSnapshot(bytes, limits)).message).toBe(message);
    expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
  });
});

function withFlippedByte(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const index = at < 0 ? copy.length + at : at;
  copy[index] = copy[index]! ^ 0xff;
  return copy;
}
