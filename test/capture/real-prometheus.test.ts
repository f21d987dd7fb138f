import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readSnapshot } from '../../src/snapshot/read-snapshot';
import { inEmptyFolder, run } from '../cli/run';
import { installedVersion, type Server, startServer } from '../reference/promql/prometheus-server';
import { runsWith } from '../require-program';
import { freePort } from './free-port';
import { END, recordedSeries, START } from './recorded-series';
import { samplesOf } from './same-samples';

const CONFIG = `global:
  scrape_interval: 30s
  evaluation_interval: 15s
  external_labels: {cluster: prod}
scrape_configs:
  - {job_name: gpu, scrape_interval: 20s}
  - {job_name: other, scrape_interval: 10s}
`;

inEmptyFolder();

(runsWith('prometheus') ? describe : describe.skip)('capturing from a real Prometheus', () => {
  const whole = samplesOf(recordedSeries());
  let server: Server;

  beforeAll(async () => {
    expect(installedVersion()).toBeDefined();
    server = await startServer({ port: await freePort(), config: CONFIG, more: ['--query.lookback-delta=4m'] });
    await server.write(recordedSeries(), 3_600_000);
  });
  afterAll(() => server?.close());

  const capture = (more = '', url = server.url) =>
    run(`snapshot capture --url ${url} --select {job="gpu"} --range 12h --end ${END / 1000} -o out.promsnap ${more}`);

  it('takes every sample and every stale marker that it holds, once', async () => {
    expect((await capture()).code).toBe(0);
    const { header, store } = readSnapshot('out.promsnap');
    expect(samplesOf(store)).toEqual(whole);
    expect(header).toEqual({
      source: { kind: 'http', prometheusVersion: installedVersion(), endpointHost: server.url.replace('http://', '') },
      capturedAt: Date.UTC(2026, 10, 21),
      start: START,
      end: END,
      scrapeIntervalMs: 30_000,
      scrapeIntervals: { gpu: 20_000 },
      evaluationIntervalMs: 15_000,
      lookbackMs: 240_000,
      externalLabels: { cluster: 'prod' },
      selectors: ['{job="gpu"}'],
      staleness: 'exact',
      resolution: 'raw',
      tool: 'foresail snapshot capture',
    });
  });

  it('takes nothing twice where selectors overlap, and cuts at the ends', async () => {
    const line = `--select gpu_util --select gpu_util{pod=~"a|b"} --select gpu_util{pod!="a"} --range 90m --end ${END / 1000 - 3600}`;
    expect((await run(`snapshot capture --url ${server.url} ${line} -o part.promsnap`)).code).toBe(0);
    const { store } = readSnapshot('part.promsnap');
    const from = END - 2.5 * 3_600_000;
    const expected = new Map(
      [...whole]
        .filter(([key]) => key.startsWith('gpu_util'))
        .map(([key, samples]): [string, readonly string[]] => [
          key,
          samples.filter((text) => Number(text.split(' ')[0]) >= from && Number(text.split(' ')[0]) <= END - 3_600_000),
        ])
        .filter(([, samples]) => samples.length > 0),
    );
    expect(samplesOf(store)).toEqual(expected);
  });

  it('goes on while the server is restarted in the middle, and where a connection is cut in the middle of an answer', async () => {
    let answers = 0;
    const proxy = await startProxy(async (pass) => {
      answers++;
      if (answers === 8) await server.restart();
      pass(answers === 6 ? 200 : undefined);
    });
    const { code, err } = await capture('--retry-delay 100ms', proxy.url);
    await proxy.close();
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('asking again in 0.1 s') });
    expect(samplesOf(readSnapshot('out.promsnap').store)).toEqual(whole);
  });

  it('halves its questions where the server caps samples', async () => {
    const capped = await startServer({ port: await freePort(), maxSamples: 700 });
    try {
      await capped.write(recordedSeries(), 3_600_000);
      expect((await capture('', capped.url)).code).toBe(0);
      expect(samplesOf(readSnapshot('out.promsnap').store)).toEqual(whole);
    } finally {
      await capped.close();
    }
  });

  it('redacts pods consistently, so that joins still work', async () => {
    process.env.FORESAIL_REDACT_SALT = 'salt';
    expect((await capture('--redact pod,node')).code).toBe(0);
    delete process.env.FORESAIL_REDACT_SALT;
    const { header, store } = readSnapshot('out.promsnap');
    expect(header.redacted).toEqual(['Hostname', 'NodeName', 'PodName', 'exported_pod', 'hostname', 'node', 'pod']);
    const pods = new Map(store.select([]).map(({ labels }) => [labels.__name__, labels.pod]));
    expect(pods.get('gpu_odd')).toMatch(/^[0-9a-f]{16}$/);
    expect(pods.get('requests_total')).toBe(pods.get('gpu_odd'));
    expect(readFileSync('out.promsnap', 'latin1')).not.toContain('n\\"1');
  });

  it('loses nothing on the way out through promtool, a server of its own and back, and stays synthetic', async () => {
    const bundled = join(__dirname, '../../snapshots/dcgm-exporter.promsnap.gz');
    const end = readSnapshot(bundled).header.end;
    expect((await run(`snapshot trim ${bundled} --start ${end / 1000 - 5400} -o small.promsnap.gz`)).code).toBe(0);
    expect((await run('snapshot export small.promsnap.gz --openmetrics -o small.om')).code).toBe(0);
    execFileSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', 'small.om', 'blocks'], { stdio: 'pipe' });
    const other = await startServer({ port: await freePort(), config: CONFIG });
    try {
      for (const block of readdirSync('blocks'))
        cpSync(join('blocks', block), join(other.folder, 'data', block), { recursive: true });
      await other.restart();
      const line = `--url ${other.url} --select {__name__=~".+"} --range 90m --end ${end / 1000} --staleness none -o back.promsnap.gz`;
      expect(await run(`snapshot capture ${line}`)).toMatchObject({ code: 0 });
    } finally {
      await other.close();
    }
    const [before, back] = [readSnapshot('small.promsnap.gz'), readSnapshot('back.promsnap.gz')];
    const withoutMarkers = [...samplesOf(before.store)].map(([key, samples]) => [
      key,
      samples.filter((text) => !text.endsWith('stale')),
    ]);
    expect([...samplesOf(back.store)]).toEqual(withoutMarkers);
    expect(back.header).toMatchObject({
      synthetic: true,
      source: { kind: 'http', prometheusVersion: installedVersion() },
    });
  });

  /** Passes requests on to the server. `answer` says when, and after how many bytes to cut. */
  async function startProxy(answer: (pass: (bytes?: number) => void) => Promise<void>) {
    const proxy = createServer((incoming, outgoing) => {
      void answer((bytes) => {
        const onward = request(
          server.url + incoming.url,
          { method: incoming.method!, headers: incoming.headers },
          (response) => {
            outgoing.writeHead(response.statusCode!, response.headers);
            if (bytes === undefined) response.pipe(outgoing);
            else
              response.once('data', (data: Buffer) =>
                outgoing.write(data.subarray(0, bytes), () => outgoing.destroy()),
              );
          },
        );
        onward.on('error', () => outgoing.destroy());
        incoming.pipe(onward);
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const close = () => {
      proxy.closeAllConnections();
      return new Promise<void>((resolve) => proxy.close(() => resolve()));
    };
    return { url: `http://127.0.0.1:${port}`, close };
  }
});
