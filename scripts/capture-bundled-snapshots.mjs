// Takes the bundled snapshots from a real Prometheus. Run after `npm run build`, with `prometheus` installed (2.42 from Debian).
// The same generators and the same version of Prometheus give the same bytes.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SeriesStore } from 'foresail/snapshot';
import mark from '../lib/snapshot/synthetic-mark.js';
import { startServer } from '../test/reference/promql/prometheus-server.js';
import ack from './synthetic-snapshots/ack-snapshot.js';
import dcgmExporter from './synthetic-snapshots/dcgm-exporter-snapshot.js';

const SNAPSHOTS = {
  'ack.promsnap.gz': ack.ackSnapshot,
  'dcgm-exporter.promsnap.gz': dcgmExporter.dcgmExporterSnapshot,
};

/** The file names the host it was taken from: always this one. */
const PORT = 19_099;
const EXPORTER_PORT = 19_098;
const SCRAPE_TYPES = `scrape_configs:
  - {job_name: types, scrape_interval: 1s, static_configs: [{targets: ['127.0.0.1:${EXPORTER_PORT}']}]}
`;
const ROOT = fileURLToPath(new URL('..', import.meta.url));

for (const [name, generate] of Object.entries(SNAPSHOTS)) {
  const { header, metadata, series } = generate();
  const server = await startServer({ port: PORT, config: configOf(header) });
  try {
    // Remote write rather than promtool's backfill: OpenMetrics has no form for stale markers.
    await server.write([...SeriesStore.from(series).select([]), mark.syntheticMark(header.start, header.end)]);
    // Types come from targets that are scraped now. Once there are samples of now, older ones are refused: so this comes last.
    const exporter = await serveTypes(metadata);
    writeFileSync(join(server.folder, 'prometheus.yml'), configOf(header) + SCRAPE_TYPES);
    await server.restart();
    await untilTyped(server.url);
    capture(server.url, header, join(ROOT, 'snapshots', name));
    exporter.close();
  } finally {
    await server.close();
  }
}

function configOf({ scrapeIntervalMs, evaluationIntervalMs }) {
  return `global: {scrape_interval: ${scrapeIntervalMs / 1000}s, evaluation_interval: ${evaluationIntervalMs / 1000}s}\n`;
}

async function serveTypes(metadata) {
  const text = metadata
    .map(({ name, type, help }) => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} 0\n`)
    .join('');
  const exporter = createServer((_, response) => response.setHeader('Connection', 'close').end(text));
  await new Promise((resolve) => exporter.listen(EXPORTER_PORT, '127.0.0.1', resolve));
  return exporter;
}

async function untilTyped(url) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const { data } = await (await fetch(`${url}/api/v1/metadata`)).json();
    if (Object.keys(data).length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('prometheus scraped no types in 10 s');
}

function capture(url, { start, end, selectors }, output) {
  const time = ['--range', `${(end - start) / 1000}s`, '--end', String(end / 1000), '--now', String(end / 1000)];
  const select = selectors.flatMap((selector) => ['--select', selector]);
  const command = ['lib/cli/main.js', 'snapshot', 'capture', '--url', url, ...time, ...select, '-o', output];
  const { status } = spawnSync(process.execPath, command, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error(`the capture of ${output} ended with ${status}`);
}
