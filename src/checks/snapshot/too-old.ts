import type { FleetSnapshot } from '../../fleet/fleet-snapshot';
import { SourceFile } from '../../source/source-file';
import { spanOf, wholeFile } from '../../source/source-text';
import { defineCheck, failed, passed, type Subject } from '../check';

const DAY_MS = 86_400_000;

/**
 * Exporters, drivers and their labels change with releases that come about monthly; and a month is long enough that a scheduled
 * capture that failed once does not warn.
 */
export const MAX_SNAPSHOT_AGE_MS = 30 * DAY_MS;

interface JudgedSnapshot extends Subject {
  readonly used: FleetSnapshot;
}

/** A snapshot that may no longer be what Prometheus holds. Generated data does not age: it never was what a Prometheus held. */
export const tooOld = defineCheck<JudgedSnapshot>({
  id: 'snapshot/too-old',
  severity: 'warning',
  title: 'the snapshot is too old to stand for what Prometheus holds today',
  subjects: (_, used) => (used ? [{ used, place: { span: startOf(used.file), path: '' } }] : []),
  run({ used: { file, snapshot } }, { now, maxSnapshotAgeMs }) {
    const { synthetic, end } = snapshot.header;
    const age = now - end;
    if (synthetic || age <= maxSnapshotAgeMs) return passed;
    return failed({
      message: `${file} ended ${ageText(age)} ago, and is trusted for ${ageText(maxSnapshotAgeMs)}: series and labels may have changed since`,
      help: 'Take it again with "foresail snapshot capture"; allow more with --max-age where nothing changes that fast.',
      evidence: { ageDays: age / DAY_MS, maxAgeDays: maxSnapshotAgeMs / DAY_MS },
    });
  },
});

/** A snapshot is one thing, and its text is for machines: its beginning stands for it. */
function startOf(file: string) {
  return spanOf(wholeFile(new SourceFile(file, '')), 0, 0);
}

/** The largest whole unit. */
function ageText(ms: number): string {
  const [count, unit] = ms < DAY_MS ? [Math.floor(ms / 3_600_000), 'hour'] : [Math.floor(ms / DAY_MS), 'day'];
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}
