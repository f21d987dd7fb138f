import { readSnapshot } from '../../src/snapshot/read-snapshot';
import { type RedactOptions, redactSnapshot } from '../../src/snapshot/redact-snapshot';
import { type SnapshotContents, writeSnapshot } from '../../src/snapshot/write-snapshot';

const CONTENTS: SnapshotContents = {
  header: {
    source: { kind: 'http' },
    capturedAt: 10,
    start: 0,
    end: 10,
    staleness: 'exact',
    resolution: 'raw',
    externalLabels: { node: 'node-a', cluster: 'c' },
    selectors: ['up', 'up{pod="bert-1"}', 'up{job=~"bert-1.*"}', 'up{job="x"}', 'sum(up)'],
    scrapeIntervals: { x: 15 },
    redacted: ['zone'],
    later: 'bert-1',
  },
  series: [
    { labels: { __name__: 'up', pod: 'bert-1', node: 'node-a' }, timestamps: [1, 2], values: [1, 1], stale: [1] },
    { labels: { __name__: 'up', pod: 'bert-2', node: 'node-a' }, timestamps: [1], values: [1] },
    { labels: { __name__: 'load', exported_pod: 'bert-1' }, timestamps: [1], values: [1] },
  ],
  warnings: ['no answer for bert-2', 'slow'],
};
const SNAPSHOT = readSnapshot(writeSnapshot(CONTENTS));

function redacted(options: Partial<RedactOptions> = {}): { text: string; snapshot: ReturnType<typeof readSnapshot> } {
  const bytes = writeSnapshot(
    redactSnapshot(SNAPSHOT, { labels: ['pod', 'exported_pod', 'node'], salt: 'secret', ...options }),
    { gzip: false },
  );
  return { text: Buffer.from(bytes).toString('utf8'), snapshot: readSnapshot(bytes) };
}

describe('redactSnapshot', () => {
  it('leaves no redacted value anywhere in the file', () => {
    const { text, snapshot } = redacted();
    expect(text).not.toMatch(/bert|node-a/);
    expect(snapshot.header).toMatchObject({
      externalLabels: { cluster: 'c', node: expect.stringMatching(/^[0-9a-f]{16}$/) },
      selectors: ['up', 'up{job="x"}'],
      scrapeIntervals: { x: 15 },
      redacted: ['exported_pod', 'node', 'pod', 'zone'],
    });
    expect(snapshot.header.later).toBeUndefined();
    expect(snapshot.footer.warnings).toEqual(['a warning that names a redacted value was left out', 'slow']);
  });

  it('gives one value one hash under every label, and keeps samples and stale markers', () => {
    const [load, ...up] = redacted().snapshot.store.select([]);
    const first = up.find((series) => series.length === 2);
    expect(first?.labels.pod).toBe(load?.labels.exported_pod);
    expect(first?.stale).toEqual(Uint32Array.of(1));
    expect(new Set(up.map(({ labels }) => labels.pod)).size).toBe(2);
    expect(new Set(up.map(({ labels }) => labels.node)).size).toBe(1);
  });

  it('gives the same file for the same salt and other hashes for another', () => {
    expect(redacted().text).toBe(redacted().text);
    const podsOf = (salt: string) => redacted({ salt }).snapshot.store.labelValues('pod');
    expect(podsOf('other')).toHaveLength(2);
    expect(podsOf('other').some((pod) => podsOf('secret').includes(pod))).toBe(false);
  });

  it('drops the intervals of jobs where jobs are redacted', () => {
    expect(redacted({ labels: ['job'] }).snapshot.header.scrapeIntervals).toBeUndefined();
  });

  it.each<[string, Partial<RedactOptions>, string]>([
    ['no label', { labels: [] }, 'the labels to redact are not given'],
    ['the metric name', { labels: ['__name__'] }, 'the labels to redact are not given'],
    ['no salt', { salt: '' }, 'the salt is empty'],
  ])('refuses %s', (_, options, message) => {
    expect(() => redacted(options)).toThrow(expect.objectContaining({ code: 'usage', message }));
  });
});
