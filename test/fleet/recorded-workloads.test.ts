import { isRecorded } from '../../src/fleet/observed/recorded-workloads';
import { SeriesStore } from '../../src/series/series-store';
import { deployment, fleetOf } from './reading';

/** Whether `bert` is in a snapshot with one series. */
function isBertRecorded(labels: { readonly [name: string]: string }, redacted: readonly string[] = []): boolean {
  const fleet = fleetOf(deployment('bert'));
  const header = {
    source: { kind: 'synthetic' as const },
    capturedAt: 1,
    start: 0,
    end: 1,
    staleness: 'exact' as const,
    resolution: 'raw' as const,
    redacted,
  };
  const store = SeriesStore.from([{ labels: { __name__: 'a', ...labels }, timestamps: [1], values: [1] }]);
  const footer = { series: 1, samples: 1, warnings: [], sha256: '' };
  return isRecorded(fleet.workloads[0]!, fleet, { file: 's', snapshot: { header, metadata: [], store, footer } });
}

describe('isRecorded', () => {
  it.each([
    [{ namespace: 'default', pod: 'bert-7b486f6bf-f7zwr' }, true],
    [{ NamespaceName: 'default', PodName: 'bert-7b486f6bf-f7zwr' }, true],
    [{ pod: 'bert-7b486f6bf-f7zwr' }, true],
    [{ namespace: 'other', pod: 'bert-7b486f6bf-f7zwr' }, false],
    [{ namespace: 'default', pod: 'albert-7b486f6bf-f7zwr' }, false],
    [{ namespace: 'default', container: 'bert' }, false],
  ])('of %j is %s', (labels, expected) => {
    expect(isBertRecorded(labels)).toBe(expected);
  });

  it.each([
    [['pod'], true],
    [['NamespaceName'], true],
    [['node'], false],
  ])('where %j are hashes, is %s: nobody knows whose pods they name', (redacted, expected) => {
    expect(isBertRecorded({ namespace: 'default', pod: '5f2b6c' }, redacted)).toBe(expected);
  });
});
