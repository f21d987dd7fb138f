import { MAX_SNAPSHOT_AGE_MS } from '../../../src/checks/snapshot/too-old';
import { validate } from '../../../src/checks/validate';
import { EMPTY_PROJECT } from '../../../src/config/project-config';
import { readFleets } from '../../../src/fleet/read-fleets';
import { SeriesStore } from '../../../src/series/series-store';
import type { SnapshotHeader } from '../../../src/snapshot/snapshot-header';
import { findingsOf } from '../sample';

const ID = 'snapshot/too-old';
const END = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

function judge(ageMs: number, header: Partial<SnapshotHeader> = {}, maxSnapshotAgeMs?: number) {
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
  const { fleets } = readFleets([{ name: 'a.yaml', text }]);
  const snapshot = {
    header: {
      source: { kind: 'http' as const },
      capturedAt: END + 20 * DAY,
      start: END - DAY,
      end: END,
      staleness: 'exact' as const,
      resolution: 'raw' as const,
      ...header,
    },
    metadata: [],
    store: SeriesStore.from([]),
    footer: { series: 0, samples: 0, warnings: [], sha256: '' },
  };
  return validate(fleets, {
    snapshots: new Map([['default', { file: 'prod.promsnap.gz', snapshot }]]),
    project: EMPTY_PROJECT,
    now: END + ageMs,
    ...(maxSnapshotAgeMs !== undefined && { maxSnapshotAgeMs }),
  });
}

describe(ID, () => {
  it.each([
    ['at the limit', MAX_SNAPSHOT_AGE_MS, {}, undefined],
    ['of generated data', 1000 * DAY, { synthetic: true }, undefined],
    ['that is older than usual, where that is allowed', 40 * DAY, {}, 40 * DAY],
    ['from the future of --now', -DAY, {}, undefined],
  ])('passes a snapshot %s', (_, age, header, most) => {
    const report = judge(age, header, most);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(report.notChecked.filter(({ check }) => check === ID)).toEqual([]);
  });

  it('counts from the end of the recorded time, whenever the file was written', () => {
    expect(findingsOf(judge(MAX_SNAPSHOT_AGE_MS + 1), ID)).toEqual([
      'warning 1:1 prod.promsnap.gz ended 30 days ago, and is trusted for 30 days: series and labels may have changed since',
    ]);
  });

  it('takes another limit, and says it', () => {
    const [diagnostic] = judge(2 * DAY, {}, 3_600_000).diagnostics;
    expect(diagnostic).toMatchObject({
      check: ID,
      severity: 'warning',
      message: expect.stringContaining('ended 2 days ago, and is trusted for 1 hour'),
      evidence: { ageDays: 2, maxAgeDays: 1 / 24 },
    });
    expect(diagnostic!.place.span.file.name).toBe('prod.promsnap.gz');
  });

  it('does not run without a snapshot', () => {
    const { fleets } = readFleets([{ name: 'a.yaml', text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n' }]);
    const report = validate(fleets, { now: END });
    expect(report.notChecked.filter(({ check }) => check === ID)).toEqual([]);
  });
});
