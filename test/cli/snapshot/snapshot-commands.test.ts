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

describe('snapshot info', () => {
  it('says what, when, from where, how old, which labels, which gaps', async () => {
    const { code, out } = await run(`snapshot info ${BUNDLED} --now 2026-11-20T03:00:00Z`);
    expect(code).toBe(0);
    expect(out.replace(BUNDLED, 'FILE')).toBe(`FILE
  recorded       2026-11-19T00:00:00Z to 2026-11-20T00:00:00Z (1d)
  taken          2026-11-20T00:00:00Z; its end is 3 h old
  from           Prometheus 2.42.0 at 127.0.0.1:19099 (http)
  size           264 series of 4 metrics, 184.7 k samples
  scrapes        every 30s; lookback 5m
  stale markers  exact: recorded by the server
  labels         dcgmExporter (exported_namespace, exported_pod, Hostname)
  selectors      {__name__=~"DCGM_.+"}
  synthetic      generated data, not measured

METRIC                         TYPE   SERIES  SAMPLES  GAPS  LONGEST            WITHOUT POD
DCGM_FI_DEV_FB_FREE            gauge      66    46080     0        -  66.8 % (exported_pod)
DCGM_FI_DEV_FB_USED            gauge      66    46080     0        -  66.8 % (exported_pod)
DCGM_FI_DEV_GPU_UTIL           gauge      66    46080     0        -  66.8 % (exported_pod)
DCGM_FI_PROF_GR_ENGINE_ACTIVE  gauge      66    46080     0        -  66.8 % (exported_pod)
`);
  });

  it('says it as JSON, by its schema', async () => {
    const { report } = await runJson(`snapshot info ${BUNDLED} --now 2026-11-20T03:00:00Z`);
    expectSchema('snapshot-info', report);
    expect(report).toMatchObject({ ageSeconds: 10_800, synthetic: true, labelConventions: ['dcgmExporter'] });
    expect(report.metrics[0]).toMatchObject({ podLabel: 'exported_pod', emptyPodShare: 30_764 / 46_080 });
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
