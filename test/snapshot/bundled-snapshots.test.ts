import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Labels, labelValue } from '../../src/series/labels';
import { equalityMatcher } from '../../src/series/matcher';
import type { Series } from '../../src/series/series';
import { readSnapshot } from '../../src/snapshot/read-snapshot';
import type { SnapshotContents } from '../../src/snapshot/write-snapshot';
import { samplesOf } from '../capture/same-samples';

const ROOT = join(__dirname, '../..');
const { ackSnapshot } = require('../../scripts/synthetic-snapshots/ack-snapshot') as {
  ackSnapshot(): SnapshotContents;
};
const { dcgmExporterSnapshot } = require('../../scripts/synthetic-snapshots/dcgm-exporter-snapshot') as {
  dcgmExporterSnapshot(): SnapshotContents;
};

function bytesOf(name: string): Buffer {
  return readFileSync(join(ROOT, 'snapshots', `${name}.promsnap.gz`));
}

function seriesOf(name: string, metric: string): readonly Series[] {
  return readSnapshot(bytesOf(name)).store.select([equalityMatcher('__name__', metric)]);
}

/** Values that were measured, without stale markers, by time. */
function valuesByTime(series: Series): Map<number, number> {
  const stale = new Set(series.stale);
  const indexes = Array.from(series.timestamps.keys()).filter((index) => !stale.has(index));
  return new Map(indexes.map((index) => [series.timestamps[index]!, series.values[index]!]));
}

function rangeOf(series: readonly Series[]): [number, number] {
  const values = series.flatMap((each) => [...valuesByTime(each).values()]);
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}

describe.each([
  ['ack', ackSnapshot],
  ['dcgm-exporter', dcgmExporterSnapshot],
])('the bundled snapshot %s', (name, generate) => {
  it('holds what its generator made: every sample, stale marker and type', () => {
    const { store, metadata, header } = readSnapshot(bytesOf(name));
    const generated = generate();
    expect(samplesOf(store)).toEqual(samplesOf(generated.series));
    expect(metadata).toEqual([...generated.metadata!].sort((a, b) => (a.name < b.name ? -1 : 1)));
    const { start, end, capturedAt, selectors, scrapeIntervalMs, evaluationIntervalMs } = generated.header;
    expect(header).toMatchObject({ start, end, capturedAt, scrapeIntervalMs, evaluationIntervalMs });
    expect(header.selectors).toEqual([...selectors!].sort());
  });

  it('is small, was captured, says that it is synthetic, and covers 24 hours at 30 s', () => {
    const bytes = bytesOf(name);
    expect(bytes.length).toBeLessThan(500_000);
    const { header, store } = readSnapshot(bytes);
    expect(header).toMatchObject({
      synthetic: true,
      source: { kind: 'http', prometheusVersion: '2.42.0' },
      staleness: 'exact',
      scrapeIntervalMs: 30_000,
    });
    expect(header.end - header.start).toBe(24 * 3_600_000);
    expect(header.capturedAt).toBe(Date.parse('2026-11-20T00:00:00Z'));
    for (const { timestamps } of store.select([])) {
      expect(timestamps[0]).toBeGreaterThanOrEqual(header.start);
      expect(timestamps.at(-1)).toBeLessThanOrEqual(header.end);
    }
  });
});

describe('the bundled snapshot ack', () => {
  const utilization = seriesOf('ack', 'DCGM_CUSTOM_PROCESS_SM_UTIL');

  it.each([
    ['default', 'bert-intent-detection-7b486f6bf-'],
    ['ahpa', 'bert-intent-detection-ahpa-5d9c8f7d4b-'],
  ])('has the pods of the service in %s, some of them at the end', (namespace, prefix) => {
    const pods = utilization.filter(({ labels }) => labelValue(labels, 'NamespaceName') === namespace);
    const names = new Set(pods.map(({ labels }) => labelValue(labels, 'PodName')));
    expect(names.size).toBeGreaterThan(10);
    expect([...names].filter((pod) => !pod.startsWith(prefix))).toEqual([]);
    expect(pods.filter(({ stale }) => stale === undefined)).toHaveLength(4);
    expect(rangeOf(pods)[1]).toBeLessThanOrEqual(60);
  });

  it('uses no more memory than is allocated, per pod and time', () => {
    const allocated = new Map(
      seriesOf('ack', 'DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED').map((series) => [
        labelValue(series.labels, 'PodName'),
        valuesByTime(series),
      ]),
    );
    const used = seriesOf('ack', 'DCGM_CUSTOM_PROCESS_MEM_USED');
    expect(used).toHaveLength(allocated.size);
    for (const series of used) {
      const limit = allocated.get(labelValue(series.labels, 'PodName'))!;
      expect([...valuesByTime(series)].filter(([time, value]) => !(value <= limit.get(time)!))).toEqual([]);
    }
  });

  it('has a card at least as busy as the process on it, and cards that no pod uses', () => {
    const cards = new Map(
      seriesOf('ack', 'DCGM_FI_DEV_GPU_UTIL').map((series) => [
        labelValue(series.labels, 'UUID'),
        valuesByTime(series),
      ]),
    );
    for (const series of utilization) {
      const card = cards.get(labelValue(series.labels, 'UUID'))!;
      expect([...valuesByTime(series)].filter(([time, value]) => !(card.get(time)! >= value))).toEqual([]);
    }
    const used = new Set(utilization.map(({ labels }) => labelValue(labels, 'UUID')));
    const idle = [...cards].filter(([uuid]) => !used.has(uuid));
    expect(idle.length).toBeGreaterThanOrEqual(4);
    expect(idle.flatMap(([, values]) => [...values.values()]).every((value) => value === 0)).toBe(true);
  });
});

describe('the bundled snapshot dcgm-exporter', () => {
  const has = (labels: Labels, name: string) => labelValue(labels, name) !== '';

  it('names the pod on the card apart from the exporter, and leaves it out for idle cards', () => {
    for (const { labels } of readSnapshot(bytesOf('dcgm-exporter')).store.select([])) {
      if (labelValue(labels, 'job') !== 'dcgm-exporter') continue;
      expect(labelValue(labels, 'pod')).toMatch(/^dcgm-exporter-/);
      expect(labelValue(labels, 'namespace')).toBe('monitoring');
      expect(has(labels, 'exported_pod')).toBe(labelValue(labels, 'exported_namespace') === 'default');
    }
    const cards = seriesOf('dcgm-exporter', 'DCGM_FI_DEV_GPU_UTIL');
    expect(cards.some(({ labels }) => has(labels, 'exported_pod'))).toBe(true);
    expect(cards.some(({ labels }) => !has(labels, 'exported_pod'))).toBe(true);
  });

  it('gives ratios from 0 to 1, percentages from 0 to 100, and memory that adds up', () => {
    expect(rangeOf(seriesOf('dcgm-exporter', 'DCGM_FI_PROF_GR_ENGINE_ACTIVE'))[1]).toBeLessThanOrEqual(1);
    expect(rangeOf(seriesOf('dcgm-exporter', 'DCGM_FI_DEV_GPU_UTIL'))[1]).toBeLessThanOrEqual(100);
    const key = ({ labels }: Series) => `${labelValue(labels, 'UUID')} ${labelValue(labels, 'exported_pod')}`;
    const free = new Map(
      seriesOf('dcgm-exporter', 'DCGM_FI_DEV_FB_FREE').map((series) => [key(series), valuesByTime(series)]),
    );
    for (const series of seriesOf('dcgm-exporter', 'DCGM_FI_DEV_FB_USED')) {
      const left = free.get(key(series))!;
      expect([...valuesByTime(series)].filter(([time, value]) => value + left.get(time)! !== 15_109)).toEqual([]);
    }
  });
});
