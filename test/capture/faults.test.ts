import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { gzipSync } from 'node:zlib';
import { SeriesStore } from '../../src/series/series-store';
import { readSnapshot } from '../../src/snapshot/read-snapshot';
import { inEmptyFolder, type Outcome, run, write } from '../cli/run';
import { type LoopbackPrometheus, loopbackPrometheus, type Misbehave } from './loopback-prometheus';
import { END, recordedSeries } from './recorded-series';
import { samplesOf } from './same-samples';

inEmptyFolder();

const SECRET = 's3cr3t-t0ken-0f-the-test';
let server: LoopbackPrometheus | undefined;

beforeEach(() => {
  process.env.FORESAIL_PROMETHEUS_TOKEN = SECRET;
});
afterEach(async () => {
  delete process.env.FORESAIL_PROMETHEUS_TOKEN;
  await server?.close();
  server = undefined;
});

/** Captures from a server that misbehaves, with a credential that must show nowhere. */
async function capture(misbehave: Misbehave, more = ''): Promise<Outcome> {
  server = await loopbackPrometheus(misbehave);
  return captureAgain(more);
}

async function captureAgain(more = ''): Promise<Outcome> {
  const options = `--select {job="gpu"} --range 12h --end ${END / 1000} --retry-delay 1ms -o out.promsnap.gz`;
  const outcome = await run(`snapshot capture --url ${server!.url}/prom ${options} ${more}`);
  expect(server!.asked.every(({ headers }) => headers.authorization === `Bearer ${SECRET}`)).toBe(true);
  expect(outcome.out + outcome.err).not.toContain(SECRET);
  for (const file of readdirSync('.')) expect(readFileSync(file, 'latin1')).not.toContain(SECRET);
  return outcome;
}

const error = (status: number, text: string, headers = {}) => ({
  status,
  headers,
  body: JSON.stringify({ status: 'error', errorType: 'execution', error: text }),
});
const isSamples: (asked: Parameters<Misbehave>[0]) => boolean = ({ path, parameters }) =>
  path === 'query' && /gpu_util.*\[/.test(parameters.get('query') ?? '');

/** Every answer to a question for samples is this one. */
const samples =
  (instead: ReturnType<Misbehave>): Misbehave =>
  (asked) =>
    isSamples(asked) ? instead : undefined;
/** Every answer at all is this one. */
const always =
  (instead: ReturnType<Misbehave>): Misbehave =>
  () =>
    instead;

describe('a server that never gets well', () => {
  const html = { headers: { 'Content-Type': 'text/html' }, body: '<!DOCTYPE html><title>Sign in</title>' };
  it.each<[string, Misbehave, string, string]>([
    ['401', always(error(401, 'no')), 'wants other credentials: status 401: no', 'FORESAIL_PROMETHEUS_TOKEN'],
    ['403', always(error(403, 'no')), 'answers with status 403: no', 'ask for the right to query'],
    [
      '404',
      always({ status: 404, body: '404 page not found' }),
      'there is no Prometheus HTTP API at this address',
      'in front of /api/v1',
    ],
    [
      'a redirect',
      always({ status: 302, headers: { Location: `https://login.example/?t=${SECRET}` }, body: '' }),
      'redirects to https://login.example,',
      '--url',
    ],
    [
      'HTML instead of JSON',
      always(html),
      'answers with a web page instead of JSON',
      'a login or to a page for people',
    ],
    ['an empty answer', always({ body: '' }), 'answers with nothing instead of JSON', '/api/v1'],
    ['other JSON', always({ body: '{"hello":1}' }), 'answers with JSON that is none of Prometheus', '/api/v1'],
    [
      'an answer of another shape',
      samples({ body: '{"status":"success","data":{"resultType":"scalar","result":[1,"1"]}}' }),
      'the result is no matrix but "scalar"',
      '/api/v1',
    ],
    [
      'a sample that is none',
      samples({
        body: '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"a"},"values":[[1,"x"]]}]}}',
      }),
      'a sample is [1,"x"]',
      '/api/v1',
    ],
    ['400', samples(error(400, 'bad')), 'answers with status 400: bad', 'speaks the Prometheus HTTP API'],
    ['503', samples({ status: 503, body: 'upstream down' }), 'answers with status 503', '--resume'],
    [
      '429',
      samples(error(429, 'slow down', { 'Retry-After': '0' })),
      'answers with status 429: slow down',
      '--concurrency',
    ],
    [
      '422 for the shortest time',
      samples(error(422, 'too many samples')),
      'a limit of 127.0.0.1',
      '--query.max-samples',
    ],
    [
      'a connection cut in the body',
      samples((response) => {
        response.writeHead(200, { 'Content-Length': '1000' });
        response.write('{"status":"succ');
        setTimeout(() => response.destroy(), 5);
      }),
      'broke off',
      '--resume',
    ],
    [
      'a connection cut at once',
      samples((response) => void response.destroy()),
      'cannot be reached: socket hang up',
      'server runs',
    ],
    [
      'JSON that ends early',
      samples({ body: '{"status":"success","data":{' }),
      'its JSON ends too early or is damaged',
      '--resume',
    ],
    [
      'gzip that is broken',
      samples({ headers: { 'Content-Encoding': 'gzip' }, body: gzipSync('{"status":"success"}').subarray(0, 20) }),
      'its gzip data is broken',
      '--resume',
    ],
    [
      'another encoding',
      samples({ headers: { 'Content-Encoding': 'br' }, body: 'xyz' }),
      'answers with data in the encoding "br", which was not asked for, instead of JSON',
      '/api/v1',
    ],
    [
      'a status in another encoding',
      samples({ status: 400, headers: { 'Content-Encoding': 'br' }, body: 'xyz' }),
      'answers with status 400',
      'HTTP API',
    ],
    [
      'gzip that is none',
      samples({ headers: { 'Content-Encoding': 'gzip' }, body: '{}' }),
      'its gzip data is broken',
      '--resume',
    ],
    [
      'a warning',
      samples({ body: '{"status":"success","warnings":["store down"],"data":{"resultType":"matrix","result":[]}}' }),
      'warns that its answer is not complete: store down',
      '--allow-partial',
    ],
    ...(['"isPartial":true', '"warnings":"store down"', '"warnings":[{"store":"down"}]'] as const).map(
      (part): [string, Misbehave, string, string] => [
        `${part} as a warning`,
        samples({ body: `{"status":"success",${part},"data":{"resultType":"matrix","result":[]}}` }),
        'warns that its answer is not complete: ',
        '--allow-partial',
      ],
    ),
    ['status "error" with 200', samples(error(200, 'oops')), 'answers with status 200: oops', 'HTTP API'],
    [
      'native histograms',
      samples({
        body: '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"h"},"histograms":[]}]}}',
      }),
      'native histograms, which a snapshot cannot hold: h',
      'classic buckets',
    ],
    [
      'a secret in a warning',
      samples({
        body: `{"status":"success","warnings":["no ${SECRET}"],"data":{"resultType":"matrix","result":[]}}`,
      }),
      'not complete: no ***',
      '--allow-partial',
    ],
    [
      'a secret in an odd sample',
      samples({
        body: `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"a"},"values":[[1,"${'x'.repeat(40)} ${SECRET}"]]}]}}`,
      }),
      'xxx ***"]',
      '/api/v1',
    ],
    ['a secret where its words are cut', samples(error(400, `${'x'.repeat(480)} ${SECRET}`)), 'xxx ***', 'HTTP API'],
    ['a secret in its words', samples(error(400, `bad token ${SECRET}`)), 'bad token ***', 'HTTP API'],
  ])('%s: exit code 2, what to do, and no file', async (_, misbehave, message, help) => {
    const { code, err } = await capture(misbehave, '--retries 2');
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err.slice(err.lastIndexOf('error: '))).toContain(help);
    expect(err).not.toMatch(/\n\s+at /);
    expect(readdirSync('.').filter((file) => file !== 'out.promsnap.gz.resume')).toEqual([]);
  });

  it('nothing listens: exit code 2 at once', async () => {
    server = await loopbackPrometheus();
    await server.close();
    const { code, err } = await captureAgain();
    expect(code).toBe(2);
    expect(err).toMatch(
      /^error: 127\.0\.0\.1:\d+ cannot be reached: connect ECONNREFUSED .*, asked for a first answer\n/,
    );
    expect(readdirSync('.')).toEqual([]);
  });

  it('slow: a time-out', async () => {
    const { code, err } = await capture(
      samples(() => {}),
      '--timeout 60ms --retries 0 --range 1m',
    );
    expect(code).toBe(2);
    expect(err).toContain('did not answer in time');
    expect(err).toContain('--timeout');
  });

  it('dripping: a time-out all the same', async () => {
    const drip: Misbehave = samples((response) => {
      const timer = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(timer));
    });
    expect((await capture(drip, '--timeout 60ms --retries 0 --range 1m')).err).toContain('did not answer in time');
  });

  it.each([
    [3_600_000, 'is 3600 s ahead of the clock of this machine', '--end 2026-11-21T01:00:00.000Z'],
    [-90_000, 'is 90 s behind the clock of this machine', '--end 2026-11-20T23:58:30.000Z'],
  ])('a clock that is %s ms off: the end must be named', async (skew, message, help) => {
    // The clock of the test's terminal stands at this time.
    const now = Date.UTC(2026, 10, 21);
    server = await loopbackPrometheus((_, right) => ({
      ...right(),
      headers: { Date: new Date(now + skew).toUTCString() },
    }));
    const { code, err } = await run(`snapshot capture --url ${server.url} --select up -o a.promsnap`);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain(help);
    const future = await run(`snapshot capture --url ${server.url} --select up -o a.promsnap --end 2027-01-01`);
    expect(future.err).toContain('is in the future of');
  });
});

describe('a server that gets well', () => {
  const whole = samplesOf(recordedSeries());

  function expectWhole({ code, err }: Outcome): void {
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('wrote out.promsnap.gz: 9 series') });
    expect(samplesOf(readSnapshot('out.promsnap.gz').store)).toEqual(whole);
    expect(readdirSync('.')).toEqual(['out.promsnap.gz']);
  }

  it('is captured to the last sample and stale marker', async () => expectWhole(await capture(() => undefined)));

  it('is asked for gzip alone, and may write its name in any case', async () => {
    const outcome = await capture((_, right) => ({
      headers: { 'Content-Encoding': 'GZip' },
      body: gzipSync(right().body),
      status: right().status,
    }));
    expectWhole(outcome);
    expect(new Set(server!.asked.map(({ headers }) => headers['accept-encoding']))).toEqual(new Set(['gzip']));
  });

  it('is waited for where it is only starting', async () => {
    const outcome = await capture(({ number }) =>
      number < 2 ? { status: 503, body: 'Service Unavailable' } : undefined,
    );
    expectWhole(outcome);
    expect(outcome.err).toContain('asking again in 0.002 s');
  });

  it.each<[string, ReturnType<Misbehave>]>([
    ['a cut connection', (response) => void response.destroy()],
    ['503', { status: 503, body: '' }],
    ['429', { status: 429, headers: { 'Retry-After': '0.001' }, body: '' }],
    ['torn JSON', { body: '{"status":' }],
  ])('after %s, everywhere once', async (_, instead) => {
    const seen = new Set<string>();
    const outcome = await capture(({ path, parameters, number }) => {
      const key = `${path} ${parameters}`;
      if (number === 0 || seen.has(key)) return undefined;
      seen.add(key);
      return instead;
    });
    expectWhole(outcome);
    expect(outcome.err).toContain('asking again in 0.001 s');
  });

  it.each([
    ['422', error(422, 'query processing would load too many samples into memory in query execution')],
    ['413', { status: 413, body: '' }],
    [
      '503 that means a time-out',
      { status: 503, body: '{"status":"error","errorType":"timeout","error":"query timed out"}' },
    ],
  ])('with %s for more than 20 minutes: slices are halved', async (_, instead) => {
    const limit = 20 * 60_000;
    const outcome = await capture((asked) => {
      const minutes = /\[(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?\]$/.exec(asked.parameters.get('query') ?? '');
      if (!isSamples(asked) || !minutes) return undefined;
      const [, h = 0, m = 0, s = 0, ms = 0] = minutes.map(Number).map((part) => part || 0);
      return h * 3_600_000 + m * 60_000 + s * 1000 + ms > limit ? instead : undefined;
    });
    expectWhole(outcome);
    expect(outcome.err).not.toContain('asking again');
  });

  it('goes on with --resume where it stopped, and asks for nothing twice', async () => {
    let down = false;
    const first = await capture((asked) => {
      down ||= isSamples(asked) && server!.asked.filter(isSamples).length > 1;
      return down ? { status: 502, body: '' } : undefined;
    }, '--retries 0 --concurrency 1');
    expect(first.code).toBe(2);
    expect(readdirSync('.')).toEqual(['out.promsnap.gz.resume']);
    const fetched = server!.asked.filter(isSamples).map(({ parameters }) => String(parameters));
    await server!.close();
    const url = server!.url;
    server = await loopbackPrometheus();
    // Another port is another address: what was fetched is of the first one.
    expect((await captureAgain('--resume')).err).toContain(
      'the capture to go on with is of something else: the address changed',
    );
    const journal = readFileSync('out.promsnap.gz.resume', 'utf8');
    write({ 'out.promsnap.gz.resume': `${withAddress(journal, `${url}/prom`, `${server.url}/prom`)}{"unit":"torn` });
    expectWhole(await captureAgain('--resume'));
    const again = server.asked.filter(isSamples).map(({ parameters }) => String(parameters));
    expect(again).not.toContain(fetched[0]);
    expect(again.length).toBeGreaterThan(0);
  });

  it('begins anew where there is nothing to go on with, and says so', async () => {
    const outcome = await capture(() => undefined, '--resume');
    expect(outcome.err).toContain('there is no out.promsnap.gz.resume to go on with');
    expectWhole(outcome);
  });

  it('goes on for the same tenant alone', async () => {
    await capture(samples({ status: 503, body: '' }), '--retries 0');
    process.env.FORESAIL_PROMETHEUS_TENANT = 'team-b';
    const { code, err } = await captureAgain('--resume');
    delete process.env.FORESAIL_PROMETHEUS_TENANT;
    expect(code).toBe(2);
    expect(err).toContain('something else: the tenant or another header changed');
  });

  it('checks the clock where there is nothing to go on with', async () => {
    const date = new Date(Date.UTC(2026, 10, 21) + 3_600_000).toUTCString();
    server = await loopbackPrometheus((_, right) => ({ ...right(), headers: { Date: date } }));
    const { err } = await run(`snapshot capture --url ${server.url} --select up -o a.promsnap --resume`);
    expect(err).toContain('is 3600 s ahead of the clock of this machine');
  });

  it('is captured to a file by one process at once', async () => {
    write({ 'out.promsnap.gz.resume.lock': `${process.pid} ${hostname()}` });
    const { code, err } = await capture(() => undefined);
    expect(code).toBe(2);
    expect(err).toContain(`another capture writes to the same file: process ${process.pid} on`);
    expect(readdirSync('.')).toEqual(['out.promsnap.gz.resume.lock']);
  });

  it('takes over from a process that has ended', async () => {
    // No system gives a process this number.
    write({ 'out.promsnap.gz.resume.lock': `${2 ** 31 - 1} ${hostname()}` });
    expectWhole(await capture(() => undefined));
  });

  it('goes on with no line of another capture', async () => {
    await capture(samples({ status: 503, body: '' }), '--retries 0');
    const [plan] = readFileSync('out.promsnap.gz.resume', 'utf8').split('\n');
    write({ 'out.promsnap.gz.resume': `${plan}\n{"plan":"0","unit":"a","warnings":[],"series":[]}\n` });
    expect((await captureAgain('--resume')).err).toContain('cannot be read: it is of another capture');
  });

  it('refuses a damaged file of what was fetched, and other options than before', async () => {
    await capture(samples({ status: 503, body: '' }), '--retries 0');
    expect((await captureAgain('--resume --select up')).err).toContain('something else: the selectors changed');
    expect((await captureAgain('--resume --range 6h')).err).toContain('something else: the time changed');
    const plan = readFileSync('out.promsnap.gz.resume', 'utf8').split('\n')[0];
    write({ 'out.promsnap.gz.resume': `${plan}\n{"unit":"a","warnings":[],"series":[{"l":1}]}\n` });
    expect((await captureAgain('--resume')).err).toContain('line 2 of out.promsnap.gz.resume cannot be read');
  });

  it('is taken with its warnings where that is allowed', async () => {
    const outcome = await capture((asked, right) => {
      if (!isSamples(asked)) return undefined;
      return { body: right().body.replace('{', '{"warnings":["store down"],') };
    }, '--allow-partial');
    expectWhole(outcome);
    expect(readSnapshot('out.promsnap.gz').footer.warnings).toEqual(['store down']);
  });

  it('notes a remark once', async () => {
    const outcome = await capture((asked, right) =>
      isSamples(asked) ? { body: right().body.replace('{', '{"infos":["no counter"],') } : undefined,
    );
    expectWhole(outcome);
    expect(outcome.err.split('remarks: no counter')).toHaveLength(2);
  });

  it('writes no secret of a warning into the file', async () => {
    const outcome = await capture((asked, right) => {
      if (!isSamples(asked)) return undefined;
      return { body: right().body.replace('{', `{"warnings":["no ${SECRET}"],`) };
    }, '--allow-partial');
    expectWhole(outcome);
    expect(readSnapshot('out.promsnap.gz').footer.warnings).toEqual(['no ***']);
  });

  it('is asked again for what was short, once that is no longer allowed', async () => {
    const short: Misbehave = (asked, right) =>
      isSamples(asked) ? { body: right().body.replace('{', '{"warnings":["store down"],') } : undefined;
    const first = await capture(short, '--allow-partial --max-file-size 1B');
    expect([first.code, readdirSync('.')]).toEqual([2, ['out.promsnap.gz.resume']]);
    expect((await captureAgain('--resume')).err).toContain('warns that its answer is not complete: store down');
    expect((await captureAgain('--resume --allow-partial')).code).toBe(0);
    expect(readSnapshot('out.promsnap.gz').footer.warnings).toEqual(['store down']);
  });

  it('leaves native histograms out where that is allowed, and not silently after --resume', async () => {
    const native: Misbehave = (asked, right) =>
      isSamples(asked)
        ? { body: right().body.replace('"result":[', '"result":[{"metric":{"__name__":"h"},"histograms":[[1,{}]]},') }
        : undefined;
    expect((await capture(native)).err).toContain('native histograms, which a snapshot cannot hold: h');
    expect((await captureAgain('--resume')).err).toContain('native histograms, which a snapshot cannot hold: h');
    expect((await captureAgain('--resume --allow-partial')).code).toBe(0);
    expect(readSnapshot('out.promsnap.gz').footer.warnings).toEqual(['native histograms were left out: h']);
    expect(samplesOf(readSnapshot('out.promsnap.gz').store)).toEqual(whole);
  });

  it('may keep its configuration, flags, version and types to itself', async () => {
    const outcome = await capture(({ path }) =>
      path === 'query' || path === 'series' ? undefined : { status: 403, body: 'no' },
    );
    expect(outcome.code).toBe(0);
    const { header, metadata } = readSnapshot('out.promsnap.gz');
    expect(header).toMatchObject({ scrapeIntervalMs: 30_000, staleness: 'exact' });
    expect(Object.keys(header)).not.toContain('lookbackMs');
    expect(header.source).toEqual({ kind: 'http', endpointHost: server!.url.replace('http://', '') });
    expect(metadata.map(({ guessed }) => guessed)).toEqual([true, true, true]);
  });
});

describe('options of a capture that cannot work', () => {
  it('an output that is a folder: nothing is asked', async () => {
    write({ 'out.promsnap.gz/a': '' });
    server = await loopbackPrometheus();
    const { code, err } = await run(`snapshot capture --url ${server.url} --select up -o out.promsnap.gz`);
    expect([code, server.asked]).toEqual([2, []]);
    expect(err).toContain('out.promsnap.gz is a folder');
  });

  it('a wait that no timer has', async () => {
    const { code, err } = await run('snapshot capture --url http://127.0.0.1:1 --select up -o a --timeout 30d');
    expect(code).toBe(2);
    expect(err).toContain('It must be at most 24 days.');
  });

  it('a tenant that no header carries', async () => {
    process.env.FORESAIL_PROMETHEUS_TENANT = 'a\nb';
    const { code, err } = await run('snapshot capture --url http://127.0.0.1:1 --select up -o a');
    delete process.env.FORESAIL_PROMETHEUS_TENANT;
    expect(code).toBe(2);
    expect(err).toContain('FORESAIL_PROMETHEUS_TENANT holds characters that a header cannot carry');
  });
});

describe('limits of a capture', () => {
  const wide = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`l${at}`, 'x']));
  it.each<[string, Record<string, string>, string]>([
    ['a label that is too long', { long: 'x'.repeat(70_000) }, 'the series "a" has a label "long" of 70000 characters'],
    ['too many labels', wide, 'the series "a" has 301 labels; at most 256 are read'],
  ])('%s: the file that is there stays, and what was fetched too', async (_, labels, message) => {
    write({ 'out.promsnap.gz': 'the one before' });
    const series = [{ labels: { __name__: 'a', ...labels }, timestamps: [END], values: [1] }];
    server = await loopbackPrometheus(undefined, SeriesStore.from(series));
    const line = `snapshot capture --url ${server.url} --select a --range 1h --end ${END / 1000} -o out.promsnap.gz`;
    const { code, err } = await run(line);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toContain('damaged');
    expect(readFileSync('out.promsnap.gz', 'utf8')).toBe('the one before');
    expect(readdirSync('.')).toEqual(['out.promsnap.gz', 'out.promsnap.gz.resume']);
  });

  it('takes a label with any number of brackets', async () => {
    const series = [{ labels: { __name__: 'a', text: '{"\\['.repeat(1200) }, timestamps: [END], values: [1] }];
    server = await loopbackPrometheus(undefined, SeriesStore.from(series));
    const line = `snapshot capture --url ${server.url} --select a --range 1h --end ${END / 1000} -o out.promsnap.gz`;
    expect((await run(line)).code).toBe(0);
    expect(samplesOf(readSnapshot('out.promsnap.gz').store)).toEqual(samplesOf(series));
  });

  it.each([
    ['--max-samples 5000', 'there are more than 5000 samples'],
    ['--max-file-size 500B', 'and --max-file-size allows 500'],
  ])('%s', async (option, message) => {
    const { code, err } = await capture(() => undefined, option);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(existsSync('out.promsnap.gz')).toBe(false);
  });
});

function withAddress(journal: string, before: string, after: string): string {
  const hash = (text: string) => require('node:crypto').createHash('sha256').update(text).digest('hex');
  expect(journal).toContain(hash(before));
  const moved = journal.replace(hash(before), hash(after));
  const [old, now] = [journal, moved].map((text) => {
    const { endpoint, headers, selectors, from, to } = JSON.parse(text.split('\n')[0]!);
    return hash(JSON.stringify([endpoint, headers, selectors, from, to])).slice(0, 16);
  });
  return moved.replaceAll(`"plan":"${old}"`, `"plan":"${now}"`);
}
