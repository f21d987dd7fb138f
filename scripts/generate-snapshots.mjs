// Writes the bundled snapshots. Run after `npm run build`; the same code gives the same bytes.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeSnapshot } from 'foresail/snapshot';
import ack from './synthetic-snapshots/ack-snapshot.js';
import dcgmExporter from './synthetic-snapshots/dcgm-exporter-snapshot.js';

const SNAPSHOTS = {
  'ack.promsnap.gz': ack.ackSnapshot,
  'dcgm-exporter.promsnap.gz': dcgmExporter.dcgmExporterSnapshot,
};

for (const [name, generate] of Object.entries(SNAPSHOTS)) {
  const path = fileURLToPath(new URL(`../snapshots/${name}`, import.meta.url));
  writeFileSync(path, writeSnapshot(generate()));
  console.log(`wrote ${path}`);
}
