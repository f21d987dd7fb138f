import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { readSnapshot } from '../../../src/snapshot/read-snapshot';
import { fileOf, LINES } from '../../snapshot/sample-snapshot';
import { inEmptyFolder, run, runJson, write } from '../run';

inEmptyFolder();

const SCHEMAS = join(__dirname, '../../../docs/schemas');
const BUNDLED = join(__dirname, '../../../snapshots/dcgm-exporter.promsnap.gz');

function expectSchema(name: string, json: unknown): void {
  const ajv = new Ajv({ allErrors: true, strict: false });
  const validate = ajv.compile(JSON.parse(readFileSync(join(SCHEMAS, `${name}.schema.json`), 'utf8')));
  validate(json);
  expect(validate.errors ?? []).toEqual([]);
}

/** A small capture of a GPU exporter: a card with a pod, one without, and a metric of a service with a gap. */
const GPUS = fileOf([
  '{"format":"foresail-snapshot","version":1,"source":{"kind":"http","prometheusVersion":"2.42.0","endpointHost":"prometheus:9090"},"capturedAt":1790856060000,"start":1790812800000,"end":1790856000000,"scrapeIntervalMs":30000,"scrapeIntervals":{"vllm":15000},"lookbackMs":300000,"selectors":["DCGM_FI_DEV_GPU_UTIL","vllm:num_requests_running"],"staleness":"exact","resolution":"raw","synthetic":true}',
  '{"m":"DCGM_FI_DEV_GPU_UTIL","type":"gauge","unit":"","help":"GPU utilization"}',
  '{"m":"vllm:num_requests_running","type":"gauge","unit":"","help":"","guessed":true}',
  '{"l":{"Hostname":"n1","__name__":"DCGM_FI_DEV_GPU_UTIL","exported_namespace":"default","exported_pod":"bert-0","pod":"dcgm-x"},"n":4,"t":"1790812800000 30000 x2","v":"d0 1 x3"}',
  '{"l":{"Hostname":"n1","__name__":"DCGM_FI_DEV_GPU_UTIL","pod":"dcgm-x"},"n":5,"t":"1790812800000 30000 x3","v":"d0 1 x4","s":[4]}',
  '{"l":{"__name__":"vllm:num_requests_running","pod":"vllm-0"},"n":4,"t":"1790812800000 15000 0 285000","v":"d0 1 x3"}',
]);

describe('snapshot info', () => {
  it('says what, when, from where, how old, which labels, which gaps', async () => {
    write({ 'prod.promsnap': GPUS });
    expect(await run('snapshot info prod.promsnap --now 2026-10-01T15:00:00Z')).toEqual({
      code: 0,
      err: '',
      out: `prod.promsnap
  recorded       2026-10-01T00:00:00Z to 2026-10-01T12:00:00Z (12h)
  taken          2026-10-01T12:01:00Z; its end is 3 h old
  from           Prometheus 2.42.0 at prometheus:9090 (http)
  size           3 series of 2 metrics, 13 samples
  scrapes        every 30s; vllm every 15s; lookback 5m
  stale markers  exact: recorded by the server
  labels         dcgmExporter (exported_namespace, exported_pod, Hostname)
  selectors      DCGM_FI_DEV_GPU_UTIL
                 vllm:num_requests_running
  synthetic      generated data, not measured

METRIC                     TYPE    SERIES  SAMPLES  GAPS  LONGEST            WITHOUT POD
DCGM_FI_DEV_GPU_UTIL       gauge        2        8     0        -  50.0 % (exported_pod)
vllm:num_requests_running  gauge?       1        4     1       5m            0.0 % (pod)
`,
    });
  });

  it('says it as JSON, by its schema', async () => {
    write({ 'prod.promsnap': GPUS });
    const { report } = await runJson('snapshot info prod.promsnap --now 2026-10-01T15:00:00Z');
    expectSchema('snapshot-info', report);
    expect(report).toMatchObject({ ageSeconds: 10_800, synthetic: true, labelConventions: ['dcgmExporter'] });
    expect(report.metrics).toMatchObject([
      { podLabel: 'exported_pod', emptyPodShare: 0.5, gaps: 0 },
      { podLabel: 'pod', emptyPodShare: 0, gaps: 1, longestGapSeconds: 300, typeGuessed: true },
    ]);
    expectSchema('snapshot-info', (await runJson(`snapshot info ${BUNDLED}`)).report);
  });

  it('says it of a file with little in its header, with times that no date can have', async () => {
    const header =
      '{"format":"foresail-snapshot","version":1,"source":{"kind":"openmetrics"},"capturedAt":9007199254740991,"start":-9007199254740991,"end":9007199254740991,"staleness":"none","resolution":60000}';
    write({ a: fileOf([header, '{"l":{"__name__":"a"},"n":0,"t":"","v":"f"}']) });
    const { code, out } = await run('snapshot info a');
    expect(code).toBe(0);
    expect(out).toContain('9007199254740991 ms');
    expect(out).toContain('resampled to 1m: rates cannot be trusted');
    expectSchema('snapshot-info', (await runJson('snapshot info a')).report);
  });

  it('shows no control characters of a file', async () => {
    write({ a: fileOf(LINES.map((line) => line.replace('"load","up"', '"\\u001b[31mred"'))) });
    expect((await run('snapshot info a')).out).not.toContain('\u001b');
  });
});

describe('snapshot verify', () => {
  it('says that a file is sound', async () => {
    write({ a: fileOf(LINES) });
    expect(await run('snapshot verify a')).toEqual({
      code: 0,
      out: expect.stringMatching(/^a is sound: 4 series, 14 samples, sha256 [0-9a-f]{64}\n$/),
      err: '',
    });
    const { report } = await runJson('snapshot verify a');
    expectSchema('snapshot-verify', report);
    expect(report).toMatchObject({ sound: true, series: 4, samples: 14 });
  });

  it.each([
    ['a wrong hash', fileOf(LINES, { sha256: '0'.repeat(64) }), 'sha256'],
    ['a cut', fileOf(LINES).subarray(0, 900), 'line'],
    ['a wrong order', fileOf([LINES[0]!, LINES[4]!, LINES[3]!]), 'must stand before'],
  ])('refuses %s with exit code 2', async (_, content, message) => {
    write({ a: content });
    const { code, out, err } = await run('snapshot verify a');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    const { code: jsonCode, report } = await runJson('snapshot verify a');
    expectSchema('snapshot-verify', report);
    expect([jsonCode, report.sound]).toEqual([2, false]);
  });

  it('names a file that is not there', async () => {
    const { code, report } = await runJson('snapshot verify nowhere');
    expectSchema('snapshot-verify', report);
    expect([code, report.error.code]).toEqual([2, 'not-found']);
  });
});

describe('snapshot import and export', () => {
  it('makes one snapshot of several files, and says what was guessed', async () => {
    write({
      'scrape.txt': 'up{job="a"} 1\n',
      'answer.json':
        '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up","job":"b"},"values":[[1,"1"],[31,"2"],[61,"2"],[400,"3"]]}]}}',
    });
    const { code, err } = await run(
      'snapshot import scrape.txt answer.json --at 1970-01-01T00:10:00Z -o out.promsnap --prometheus-version 2.42.0',
    );
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(
        /^wrote out\.promsnap: 2 series, 7 samples, \d+B, from Prometheus 2\.42\.0; stale markers: inferred, 2 guessed\n$/,
      ),
    ]);
    expect(readSnapshot('out.promsnap').header).toMatchObject({
      start: 1000,
      end: 600_000,
      capturedAt: Date.UTC(2026, 10, 21),
    });
  });

  it('guesses nothing where that is not wanted', async () => {
    write({ a: 'up 1 1000\nup 1 31000\nup 1 900000\n' });
    expect((await run('snapshot import a --no-infer-stale -o b --now 5')).code).toBe(0);
    const { header, footer } = readSnapshot('b');
    expect([header.staleness, header.inferredStaleMarkers, header.capturedAt, footer.samples]).toEqual([
      'none',
      undefined,
      5000,
      3,
    ]);
  });

  it.each([
    ['a single scrape without its time', 'up 1\n', 'a', 'say which with --at'],
    ['a web page', '<html>', 'a', 'web page'],
    ['a file that is not there', '', 'nowhere', 'nowhere cannot be read (ENOENT)'],
    ['a folder', '', '.', 'cannot be read (EISDIR)'],
  ])('refuses %s, and writes nothing', async (_, content, file, message) => {
    write({ a: content });
    const { code, err } = await run(`snapshot import ${file} -o out`);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(readdirSync('.')).toEqual(['a']);
  });

  it('exports text that is imported again, to a file or to standard output', async () => {
    write({ a: fileOf(LINES) });
    const toFile = await run('snapshot export a --openmetrics -o a.om');
    expect(toFile).toEqual({
      code: 0,
      out: '',
      err: 'note: 1 stale markers were left out: OpenMetrics has no form for them\n',
    });
    const text = readFileSync('a.om', 'utf8');
    expect(text.endsWith('# EOF\n')).toBe(true);
    expect((await run('snapshot export a --openmetrics')).out).toBe(text);
    expect((await run('snapshot import a.om -o b')).code).toBe(0);
    expect(readSnapshot('b').store.size).toBe(4);
  });

  it('asks for the form to export', async () => {
    write({ a: fileOf(LINES) });
    expect(await run('snapshot export a')).toMatchObject({ code: 2, err: expect.stringContaining('--openmetrics') });
  });
});

describe('snapshot trim', () => {
  it('keeps a part', async () => {
    write({ a: fileOf(LINES) });
    expect((await run('snapshot trim a -o b --start 30 --end 1970-01-01T00:01:01Z --select up')).code).toBe(0);
    const { header, footer } = readSnapshot('b');
    expect(header).toMatchObject({ start: 30_000, end: 61_000, selectors: ['up'] });
    expect(footer).toMatchObject({ series: 2, samples: 4 });
  });

  it.each([
    ['--start 200', 'nothing is left from 1970-01-01T00:03:20.000Z'],
    ['--select sum(up)', 'is no selector'],
    ['--start never', 'It must be Unix seconds'],
  ])('refuses %s', async (option, message) => {
    write({ a: fileOf(LINES) });
    const { code, err } = await run(`snapshot trim a -o b ${option}`);
    expect([code, existsSync('b')]).toEqual([2, false]);
    expect(err).toContain(message);
  });
});

describe('snapshot redact', () => {
  afterEach(() => {
    delete process.env.FORESAIL_REDACT_SALT;
  });

  it('replaces the labels of every convention, in the same way for the same secret', async () => {
    process.env.FORESAIL_REDACT_SALT = 'secret of the test';
    expect(await run(`snapshot redact ${BUNDLED} --redact pod,node -o a`)).toMatchObject({ code: 0 });
    writeFileSync('salt', 'secret of the test\n');
    delete process.env.FORESAIL_REDACT_SALT;
    expect(await run(`snapshot redact ${BUNDLED} --labels pod,node --salt-file salt -o b`)).toMatchObject({ code: 0 });
    expect(readFileSync('a').equals(readFileSync('b'))).toBe(true);
    const names = (file: string) =>
      readSnapshot(file)
        .store.select([])
        .map(({ labels }) => `${labels.exported_pod} ${labels.Hostname} ${labels.pod}`);
    const [before, after] = [names(BUNDLED), names('a')];
    expect(after.filter((text) => /ip-10|bert|exporter-/.test(text))).toEqual([]);
    // As many different ones as before: no two names became one, and none became two.
    expect(new Set(after).size).toBe(new Set(before).size);
    expect(readSnapshot('a').header.redacted).toContain('exported_pod');
  });

  it('takes a random secret where none is given, and says so', async () => {
    write({ a: fileOf(LINES) });
    const { code, err } = await run('snapshot redact a --redact pod -o b');
    expect(code).toBe(0);
    expect(err).toContain('note: hashes are made with a random secret: set FORESAIL_REDACT_SALT');
    await run('snapshot redact a --redact pod -o c');
    expect(readFileSync('b').equals(readFileSync('c'))).toBe(false);
  });

  it.each([
    ['--redact __name__', 'labels other than __name__'],
    ['--redact pod,', 'names with commas'],
    ['--redact pod --salt-file empty', 'empty is empty'],
  ])('refuses %s', async (option, message) => {
    write({ a: fileOf(LINES), empty: '\n' });
    expect(await run(`snapshot redact a ${option} -o b`)).toMatchObject({
      code: 2,
      err: expect.stringContaining(message),
    });
    expect(existsSync('b')).toBe(false);
  });
});
