import { createHash } from 'node:crypto';
import type { SnapshotContents } from '../../src/snapshot/write-snapshot';

const timestamps = [1_000, 31_000, 61_000, 91_000];

/** A small snapshot that has a bit of everything. */
export const CONTENTS: SnapshotContents = {
  header: {
    source: { kind: 'http', prometheusVersion: '2.42.0', endpointHost: 'prometheus.example' },
    capturedAt: 100_000,
    start: 0,
    end: 100_000,
    scrapeIntervalMs: 30_000,
    evaluationIntervalMs: 60_000,
    lookbackMs: 300_000,
    externalLabels: { cluster: 'a' },
    selectors: ['load', 'up'],
    staleness: 'exact',
    resolution: 'raw',
    tool: 'test',
  },
  metadata: [
    { name: 'up', type: 'gauge', unit: '', help: 'Whether the target answered' },
    { name: 'load', type: 'gauge', unit: 'percent', help: 'Line\nbreak "quoted"', guessed: true },
  ],
  series: [
    { labels: { __name__: 'up', job: 'b', pod: 'x-1' }, timestamps, values: [1, 1, 1, 0] },
    { labels: { __name__: 'up', job: 'a', pod: 'é "😀"' }, timestamps, values: [1, 1, Number.NaN, 1], stale: [2] },
    { labels: { __name__: 'load', job: 'a' }, timestamps: [5, 7], values: [0.25, Number.POSITIVE_INFINITY] },
    { labels: { __name__: 'load', job: 'b' }, timestamps, values: [0.5, 0.25, 0.75, 0.75] },
  ],
  warnings: ['partial answer'],
};

/** Those contents as text, line by line. */
export const LINES = [
  '{"format":"foresail-snapshot","version":1,"source":{"kind":"http","prometheusVersion":"2.42.0","endpointHost":"prometheus.example"},"capturedAt":100000,"start":0,"end":100000,"scrapeIntervalMs":30000,"evaluationIntervalMs":60000,"lookbackMs":300000,"externalLabels":{"cluster":"a"},"selectors":["load","up"],"staleness":"exact","resolution":"raw","tool":"test"}',
  '{"m":"load","type":"gauge","unit":"percent","help":"Line\\nbreak \\"quoted\\"","guessed":true}',
  '{"m":"up","type":"gauge","unit":"","help":"Whether the target answered"}',
  '{"l":{"__name__":"load","job":"a"},"n":2,"t":"5 2","v":"f 0.25 +Inf"}',
  '{"l":{"__name__":"load","job":"b"},"n":4,"t":"1000 30000 x2","v":"d2 50 -25 50 0"}',
  '{"l":{"__name__":"up","job":"a","pod":"é \\"😀\\""},"n":4,"t":"1000 30000 x2","v":"d0 1 x3","s":[2]}',
  '{"l":{"__name__":"up","job":"b","pod":"x-1"},"n":4,"t":"1000 30000 x2","v":"d0 1 x2 -1"}',
];

/** Lines as a file with a footer that fits them; the footer's keys can be overridden. */
export function fileOf(lines: readonly string[], footer: Record<string, unknown> = {}): Buffer {
  const text = `${lines.join('\n')}\n`;
  const sha256 = createHash('sha256').update(text).digest('hex');
  const counted = lines.filter((line) => line.startsWith('{"l"'));
  const samples = counted.reduce((sum, line) => sum + Number(/"n":(-?[0-9]+)/.exec(line)?.[1] ?? 0), 0);
  return Buffer.from(
    `${text}${JSON.stringify({ end: true, series: counted.length, samples, warnings: [], sha256, ...footer })}\n`,
  );
}
