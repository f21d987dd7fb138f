import { type ImportOptions, importSnapshot } from '../../../src/snapshot/import/import-snapshot';
import { readSnapshot } from '../../../src/snapshot/read-snapshot';
import type { Snapshot } from '../../../src/snapshot/snapshot';
import { SnapshotError } from '../../../src/snapshot/snapshot-error';
import { writeSnapshot } from '../../../src/snapshot/write-snapshot';

const NOW = 1_700_000_100_000;

/** Cut into pieces of 7 bytes, so that lines and characters are torn. */
function fileOf(text: string, name = 'metrics.txt') {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => bytes.subarray(at * 7, at * 7 + 7));
  return { name, chunks };
}

async function imported(texts: string[], options: Partial<ImportOptions> = {}): Promise<Snapshot> {
  const contents = await importSnapshot(
    texts.map((text, at) => fileOf(text, `file-${at}`)),
    { now: NOW, ...options },
  );
  return readSnapshot(writeSnapshot(contents));
}

function samplesOf({ store }: Snapshot): unknown[] {
  return store
    .select([])
    .map(({ labels, timestamps, values, stale }) => [
      labels,
      Array.from(timestamps, (time, index) => [time, values[index]]),
      ...(stale ? [[...stale]] : []),
    ]);
}

describe('importSnapshot', () => {
  it('reads OpenMetrics in seconds, with its families, exemplars and escapes', async () => {
    const snapshot = await imported([
      `# HELP requests Answered "requests"\\nby code \\\\
# TYPE requests counter
# UNIT temperature celsius
# TYPE temperature gauge
requests_total{code="200",pod="é\\"\\n"} 5 1700000000.123 # {trace="1 # 2"} 0.5 1700000000.1
requests_total{code="200",pod="é\\"\\n"} 6 1700000030.123
requests_totals 1 1700000030.123
temperature -Inf 1700000000
# EOF
`,
    ]);
    expect(snapshot.header).toEqual({
      source: { kind: 'openmetrics' },
      capturedAt: NOW,
      start: 1_700_000_000_000,
      end: 1_700_000_030_123,
      staleness: 'inferred',
      inferredStaleMarkers: 0,
      resolution: 'raw',
    });
    expect(snapshot.metadata).toEqual([
      { name: 'requests_total', type: 'counter', unit: '', help: 'Answered "requests"\nby code \\' },
      { name: 'temperature', type: 'gauge', unit: 'celsius', help: '' },
    ]);
    expect(samplesOf(snapshot)).toEqual([
      [{ __name__: 'requests_totals' }, [[1_700_000_030_123, 1]]],
      [
        { __name__: 'requests_total', code: '200', pod: 'é"\n' },
        [
          [1_700_000_000_123, 5],
          [1_700_000_030_123, 6],
        ],
      ],
      [{ __name__: 'temperature' }, [[1_700_000_000_000, Number.NEGATIVE_INFINITY]]],
    ]);
  });

  it('reads a single scrape at the time that is given', async () => {
    const text = `# HELP DCGM_FI_DEV_GPU_UTIL GPU utilization (in %).\r
# TYPE DCGM_FI_DEV_GPU_UTIL gauge\r
DCGM_FI_DEV_GPU_UTIL{gpu="0",UUID="GPU-1"} 12\r
DCGM_FI_DEV_GPU_UTIL{gpu="1",UUID="GPU-2",pod=""} 1.5e1`;
    const snapshot = await imported([text], { at: 5000, prometheusVersion: '2.42.0' });
    expect(snapshot.header).toMatchObject({
      source: { kind: 'exposition', prometheusVersion: '2.42.0' },
      start: 5000,
      end: 5000,
    });
    expect(samplesOf(snapshot)).toEqual([
      [{ __name__: 'DCGM_FI_DEV_GPU_UTIL', UUID: 'GPU-1', gpu: '0' }, [[5000, 12]]],
      [{ __name__: 'DCGM_FI_DEV_GPU_UTIL', UUID: 'GPU-2', gpu: '1' }, [[5000, 15]]],
    ]);
  });

  it('reads the text format with times in milliseconds', async () => {
    const snapshot = await imported(['up{a="b"} 1 1000\nup{a="b"} 0 31000\nup{a="b"} NaN 61000\n'], {
      inferStale: false,
    });
    expect(snapshot.header).toMatchObject({ staleness: 'none', start: 1000, end: 61_000 });
    expect(samplesOf(snapshot)).toEqual([
      [
        { __name__: 'up', a: 'b' },
        [
          [1000, 1],
          [31_000, 0],
          [61_000, Number.NaN],
        ],
      ],
    ]);
  });

  it('reads what promtool dumps, and takes a NaN before a pause for a stale marker', async () => {
    const snapshot = await imported([
      '{__name__="up", a="b"} 1 1000\n{__name__="up", a="b"} NaN 31000\n{__name__="up", a="c"} 1 1000\n{__name__="up", a="c"} NaN 2000\n{__name__="up", a="c"} 2 3000\n',
    ]);
    expect(snapshot.header).toMatchObject({
      source: { kind: 'tsdb-dump' },
      staleness: 'inferred',
      inferredStaleMarkers: 1,
    });
    expect(samplesOf(snapshot)).toEqual([
      [
        { __name__: 'up', a: 'b' },
        [
          [1000, 1],
          [31_000, 1],
        ],
        [1],
      ],
      [
        { __name__: 'up', a: 'c' },
        [
          [1000, 1],
          [2000, Number.NaN],
          [3000, 2],
        ],
      ],
    ]);
  });

  it('reads answers of the HTTP API and joins them, once per time', async () => {
    const answer = (values: [number, string][]) =>
      JSON.stringify({
        status: 'success',
        data: { resultType: 'matrix', result: [{ metric: { __name__: 'up' }, values }] },
        warnings: ['partial'],
      });
    const first = answer([
      [1, '1'],
      [31.5, '+Inf'],
    ]);
    const second = answer([
      [31.5, '+Inf'],
      [61, '-Inf'],
    ]);
    const vector = JSON.stringify({
      data: { resultType: 'vector', result: [{ metric: { __name__: 'down' }, value: [1, '1e3'] }] },
    });
    const snapshot = await imported([first, second, vector]);
    expect(snapshot.header).toMatchObject({ source: { kind: 'http' }, resolution: 'raw', staleness: 'inferred' });
    expect(snapshot.footer.warnings).toEqual(['partial', 'partial']);
    expect(samplesOf(snapshot)).toEqual([
      [{ __name__: 'down' }, [[1000, 1000]]],
      [
        { __name__: 'up' },
        [
          [1000, 1],
          [31_500, Number.POSITIVE_INFINITY],
          [61_000, Number.NEGATIVE_INFINITY],
        ],
      ],
    ]);
  });

  it('takes the markers of a dump beside a file of another kind', async () => {
    const dump = '{__name__="up", a="b"} 1 1000\n{__name__="up", a="b"} NaN 31000\n';
    const snapshot = await imported([dump, 'down 1 1000\ndown 1 31000\ndown 1 901000\n']);
    expect(snapshot.header).toMatchObject({ source: { kind: 'exposition' }, inferredStaleMarkers: 1 });
    expect(snapshot.store.select([]).map(({ labels, stale }) => [labels.__name__, stale && [...stale]])).toEqual([
      ['down', undefined],
      ['up', [1]],
    ]);
  });

  it('reads a last line that ends with a carriage return alone', async () => {
    const { header } = await imported(['up 1 1790812800.5\r\n# EOF\r']);
    expect(header).toMatchObject({ source: { kind: 'openmetrics' }, start: 1_790_812_800_500 });
  });

  it('sees a compressed snapshot too', async () => {
    const file = {
      name: 'a.promsnap.gz',
      chunks: [writeSnapshot({ header: (await imported(['up 1 1'])).header, series: [] })],
    };
    await expect(importSnapshot([file], { now: NOW })).rejects.toThrow('this is already a snapshot');
  });

  it('takes several resampled answers for resampled to the largest step', async () => {
    const answer = (times: number[]) =>
      JSON.stringify({
        data: {
          resultType: 'matrix',
          result: [{ metric: { __name__: 'up' }, values: times.map((time) => [time, '1']) }],
        },
      });
    const { header } = await imported([answer([0, 60, 120]), answer([1007, 1107, 1207])]);
    expect(header.resolution).toBe(100_000);
  });

  it('keeps a partial answer and its remarks as warnings', async () => {
    const data = { resultType: 'vector', result: [{ metric: { __name__: 'up' }, value: [1, '1'] }] };
    const answer = { status: 'success', isPartial: true, warnings: 'store down', infos: ['no counter'], data };
    const { footer } = await imported([JSON.stringify(answer)]);
    expect(footer.warnings).toEqual(['store down', 'the answer is partial ("isPartial": true)', 'no counter']);
  });

  it('takes a matrix on one grid for a resampled one', async () => {
    const result = ['a', 'b'].map((pod, at) => ({
      metric: { __name__: 'up', pod },
      values: [60, 120, 180].slice(at).map((time) => [time, '1']),
    }));
    const { header } = await imported([JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } })]);
    expect(header.resolution).toBe(60_000);
  });

  it('sorts samples that are out of order and says so', async () => {
    const snapshot = await imported(['up 3 3000\nup 1 1000\nup 2 2000\nup 2 2000\nup 9 1000\n']);
    expect(snapshot.footer.warnings).toEqual([
      'samples out of order in their series, sorted by the import: 4',
      'samples with a time that their series already has and another value, left out: 1',
    ]);
    expect(samplesOf(snapshot)).toEqual([
      [
        { __name__: 'up' },
        [
          [1000, 1],
          [2000, 2],
          [3000, 3],
        ],
      ],
    ]);
  });

  it.each<[string, string, number | undefined, string]>([
    ['a scrape without times', '# a\nup 1\n', 2, 'the sample has no timestamp'],
    ['text behind the end', 'up 1 1\n# EOF\nup 1 2\n', 3, 'there is text after # EOF'],
    ['a value that is none', 'up one 1\n', 1, '"one" is no value'],
    ['no value', 'up{a="b"}\n', 1, '"" is no value'],
    ['a time that is none', 'up 1 now\n', 1, '"now" is no timestamp'],
    [
      'OpenMetrics that is cut off',
      'up 1 1790812800.000\nup 1 1790812830.000\n',
      1,
      'the timestamp is a fraction, as OpenMetrics writes seconds, and there is no # EOF: the file is cut off',
    ],
    ['a snapshot', '{"format":"foresail-snapshot","version":1}\n', 1, 'this is already a snapshot'],
    ['too many fields', 'up 1 2 3\n', 1, 'the sample has 3 fields behind its labels'],
    ['bad labels', 'up{a} 1 2\n', 1, 'an "=" is missing at column 5'],
    [
      'an unknown type',
      '# TYPE up dial\n',
      1,
      'the type is "dial"; types are counter, gauge, histogram, gaugehistogram, summary, info, stateset, unknown',
    ],
    ['nothing', '', undefined, 'there are no samples to import'],
    ['comments alone', '# HELP up\n', undefined, 'there are no samples to import'],
    ['a web page', '<html></html>', 1, 'the file is a web page, not samples'],
    ['gzip', '\x1f\x8b\x08\x00', 1, 'the file is compressed'],
    [
      'an error answer',
      '{"status":"error","errorType":"bad_data","error":"parse error"}',
      undefined,
      'the answer is an error: "parse error"',
    ],
    [
      'a scalar answer',
      '{"status":"success","data":{"resultType":"scalar","result":[1,"1"]}}',
      undefined,
      'the answer has the result type "scalar"',
    ],
    [
      'broken JSON',
      '{"status":"success","data":',
      undefined,
      'the file is no answer of the Prometheus HTTP API: it is no JSON object',
    ],
    [
      'a series without a name',
      '{"data":{"resultType":"vector","result":[{"metric":{"a":"b"},"value":[1,"1"]}]}}',
      undefined,
      'the series {"a":"b"} has no name',
    ],
    [
      'a native histogram',
      '{"data":{"resultType":"vector","result":[{"metric":{"__name__":"b"},"histogram":[1,{}]}]}}',
      undefined,
      'the series {"__name__":"b"} is a native histogram',
    ],
    [
      'a bad sample',
      '{"data":{"resultType":"vector","result":[{"metric":{"__name__":"b"},"value":[1,1]}]}}',
      undefined,
      'the series {"__name__":"b"} has the sample [1,1]',
    ],
  ])('refuses %s', async (_, text, line, message) => {
    const file = { name: 'bad.txt', chunks: [Buffer.from(text, text.startsWith('\x1f') ? 'latin1' : 'utf8')] };
    const expected = line === undefined ? message : `line ${line}: ${message}`;
    const failure = await importSnapshot([file], { now: NOW }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SnapshotError);
    expect(failure).toMatchObject({ message: expected, help: expect.stringMatching(/.+/) });
  });

  it('names the file of an error, and bounds what it reads', async () => {
    const limited = (text: string, limits: ImportOptions['limits']) =>
      importSnapshot([fileOf(text, 'a.txt')], { now: NOW, limits: limits! });
    await expect(limited('up 1 1\ndown 1 1\n', { series: 1 })).rejects.toMatchObject({ at: 'a.txt', line: 2 });
    await expect(limited('up 1 1\nup 1 2\n', { samples: 1 })).rejects.toMatchObject({ at: 'a.txt', line: 2 });
    await expect(limited('x'.repeat(100), { lineBytes: 50 })).rejects.toMatchObject({ at: 'a.txt', line: 1 });
    await expect(limited('up{a="b"} 1 1', { labels: 1 })).rejects.toMatchObject({ at: 'a.txt', line: 1 });
    await expect(limited('up{a="bcdef"} 1 1', { labelLength: 3 })).rejects.toMatchObject({ at: 'a.txt', line: 1 });
  });
});
