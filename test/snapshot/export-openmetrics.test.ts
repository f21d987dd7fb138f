import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeriesStore } from '../../src/series/series-store';
import { exportOpenMetrics } from '../../src/snapshot/export-openmetrics';
import { importSnapshot } from '../../src/snapshot/import/import-snapshot';
import { readSnapshot } from '../../src/snapshot/read-snapshot';
import type { Snapshot } from '../../src/snapshot/snapshot';
import { trimSnapshot } from '../../src/snapshot/trim-snapshot';
import { writeSnapshot } from '../../src/snapshot/write-snapshot';
import { runsWith } from '../require-program';
import { CONTENTS, fileOf, LINES } from './sample-snapshot';

/** Two hours of the bundled snapshot. */
function recorded(): Snapshot {
  const snapshot = readSnapshot(join(__dirname, '../../snapshots/ack.promsnap.gz'));
  return readSnapshot(writeSnapshot(trimSnapshot(snapshot, { start: snapshot.header.end - 7_200_000 })));
}

function* bytesOf(pieces: Iterable<string>): Generator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece);
}

/** Everything but stale markers, which OpenMetrics cannot say. */
function samplesOf(store: SeriesStore): unknown[] {
  return store.select([]).map(({ labels, timestamps, values, stale }) => {
    const ends = new Set(stale);
    const kept = Array.from(timestamps.keys()).filter((index) => !ends.has(index));
    return [labels, kept.map((index) => timestamps[index]), kept.map((index) => values[index])];
  });
}

describe('exportOpenMetrics', () => {
  it('writes families, samples in seconds, and an end', () => {
    expect([...exportOpenMetrics(readSnapshot(fileOf(LINES)))].join('')).toBe(`# HELP load Line\\nbreak \\"quoted\\"
# TYPE load gauge
load{job="a"} 0.25 0.005
load{job="a"} +Inf 0.007
load{job="b"} 0.5 1.000
load{job="b"} 0.25 31.000
load{job="b"} 0.75 61.000
load{job="b"} 0.75 91.000
# HELP up Whether the target answered
# TYPE up gauge
up{job="a",pod="é \\"😀\\""} 1 1.000
up{job="a",pod="é \\"😀\\""} 1 31.000
up{job="a",pod="é \\"😀\\""} 1 91.000
up{job="b",pod="x-1"} 1 1.000
up{job="b",pod="x-1"} 1 31.000
up{job="b",pod="x-1"} 1 61.000
up{job="b",pod="x-1"} 0 91.000
# EOF
`);
  });

  it('declares a counter without its ending, and quotes names outside the old alphabet', () => {
    const store = SeriesStore.from([
      { labels: { __name__: 'requests_total' }, timestamps: [-1], values: [Number.NaN] },
      { labels: { __name__: 'my.metric', 'a.b': 'c' }, timestamps: [1_700_000_000_001], values: [-0] },
      { labels: { __name__: 'latency_bucket', le: '1' }, timestamps: [1], values: [1] },
    ]);
    const metadata = [
      { name: 'requests_total', type: 'counter', unit: '', help: 'a\\b' },
      { name: 'latency_bucket', type: 'histogram', unit: '', help: '' },
    ] as const;
    expect([...exportOpenMetrics({ header: CONTENTS.header, store, metadata })].join('')).toBe(`# HELP latency_bucket 
# TYPE latency_bucket unknown
latency_bucket{le="1"} 1 0.001
{"my.metric","a.b"="c"} -0 1700000000.001
# HELP requests a\\\\b
# TYPE requests counter
requests_total NaN -0.001
# EOF
`);
  });

  it('gives back every sample when it is imported again', async () => {
    const snapshot = recorded();
    const contents = await importSnapshot([{ name: 'om', chunks: bytesOf(exportOpenMetrics(snapshot)) }], {
      now: 0,
      inferStale: false,
    });
    expect(samplesOf(SeriesStore.from(contents.series as Iterable<never>))).toEqual(samplesOf(snapshot.store));
    // A counter without the ending that OpenMetrics demands cannot be declared as one.
    const declared = snapshot.metadata.map((each) =>
      each.type === 'counter' && !each.name.endsWith('_total') ? { ...each, type: 'unknown' } : each,
    );
    expect(contents.metadata).toEqual(declared);
  });

  // Debian's package of Prometheus brings promtool.
  (runsWith('prometheus') ? it : it.skip)('goes through promtool and its TSDB without losing a sample', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'foresail-'));
    try {
      const snapshot = recorded();
      const file = join(folder, 'metrics.om');
      writeFileSync(file, [...exportOpenMetrics(snapshot)].join(''));
      execFileSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', file, join(folder, 'data')], {
        stdio: 'pipe',
      });
      // The dump wants a folder for a write-ahead log, which blocks alone do not have.
      mkdirSync(join(folder, 'data/wal'));
      const dump = execFileSync('promtool', ['tsdb', 'dump', join(folder, 'data')], { maxBuffer: 1e9 });
      const contents = await importSnapshot([{ name: 'dump', chunks: [dump] }], { now: 0, inferStale: false });
      expect(contents.header.source.kind).toBe('tsdb-dump');
      expect(samplesOf(SeriesStore.from(contents.series as Iterable<never>))).toEqual(samplesOf(snapshot.store));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('carries with the data that it is generated', async () => {
    const header = { ...CONTENTS.header, synthetic: true, start: 0, end: 5_400_000 };
    const store = SeriesStore.from([{ labels: { __name__: 'up' }, timestamps: [1000], values: [1] }]);
    const text = [...exportOpenMetrics({ header, store, metadata: [] })].join('');
    expect(text).toContain(
      'foresail_synthetic 1 0.000\nforesail_synthetic 1 3600.000\nforesail_synthetic 1 5400.000\n',
    );
    const contents = await importSnapshot([{ name: 'om', chunks: [Buffer.from(text)] }], { now: 0 });
    expect(contents.header).toMatchObject({ synthetic: true, start: 1000, end: 1000 });
    expect(contents.metadata).toEqual([]);
    expect(Array.from(contents.series as Iterable<{ labels: object }>, ({ labels }) => labels)).toEqual([
      { __name__: 'up' },
    ]);
  });

  it('writes text of a store without metadata', () => {
    const store = SeriesStore.from(CONTENTS.series as Iterable<never>);
    expect([...exportOpenMetrics({ header: CONTENTS.header, store, metadata: [] })].join('')).not.toContain('# TYPE');
  });
});
