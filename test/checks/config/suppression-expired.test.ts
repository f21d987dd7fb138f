import { findingsOf, helpOf, judgeSample, reasonsOf } from '../sample';
import { deployment, yamlOf } from '../sample-manifests';

const ID = 'config/suppression-expired';
const HIDDEN = 'manifest/duplicate-object';

/** A finding of `manifest/duplicate-object`, and its suppression up to a day. */
function judgeUntil(until: string | undefined, now: string) {
  const lines = [`check: ${HIDDEN}`, 'reason: the copy moves out next sprint', ...(until ? [`until: ${until}`] : [])];
  const files = {
    'foresail.yaml': `suppressions:\n  - ${lines.join('\n    ')}\n`,
    'bert.yaml': yamlOf(deployment(), deployment()),
  };
  return judgeSample({ files, now: Date.parse(now) });
}

it('config/suppression-expired finds a suppression past its last day, at its entry', () => {
  const report = judgeUntil('2026-11-20', '2026-11-21T00:00:00Z');
  expect(findingsOf(report, ID)).toEqual([
    `warning 2:5 the suppression of ${HIDDEN} ended on 2026-11-20, so its findings are reported again`,
  ]);
  expect(helpOf(report, ID)).toEqual(['Mend what it hid, or give it a new last day with a reason that still holds.']);
  expect(findingsOf(report, HIDDEN)).toHaveLength(1);
});

describe('config/suppression-expired lets a suppression hold', () => {
  it.each<[string, string | undefined, string, boolean]>([
    ['before its last day', '2026-11-21', '2026-11-20T12:00:00Z', true],
    ['at the first second of its last day', '2026-11-21', '2026-11-21T00:00:00Z', true],
    ['at the last second of its last day, in UTC', '2026-11-21', '2026-11-21T23:59:59Z', true],
    ['but not at midnight after it', '2026-11-21', '2026-11-22T00:00:00Z', false],
    ['for ever without a last day', undefined, '2099-01-01T00:00:00Z', true],
  ])('%s', (_, until, now, holds) => {
    const report = judgeUntil(until, now);
    expect(findingsOf(report, HIDDEN)).toHaveLength(holds ? 0 : 1);
    expect(findingsOf(report, ID)).toHaveLength(holds ? 0 : 1);
    expect(reasonsOf(report, HIDDEN)).toEqual(holds ? ['skipped: suppressed: the copy moves out next sprint'] : []);
    // What is past its last day is not called unused besides.
    expect(findingsOf(report, 'config/suppression-unused')).toEqual([]);
  });
});

it('config/suppression-expired counts a pair as skipped whose findings are all suppressed', () => {
  const held = judgeUntil(undefined, '2026-11-21').outcomes;
  const reported = judgeUntil('2026-11-20', '2026-11-21').outcomes;
  expect(held.skipped - reported.skipped).toBe(1);
  // The finding itself, and the suppression that ended.
  expect([held.failed, reported.failed]).toEqual([0, 2]);
});

it('config/suppression-expired has nothing to say without suppressions', () => {
  const report = judgeSample({ files: { 'bert.yaml': yamlOf(deployment()) } });
  expect(findingsOf(report, ID)).toEqual([]);
  // The clock always tells.
  expect(reasonsOf(report, ID)).toEqual([]);
});
