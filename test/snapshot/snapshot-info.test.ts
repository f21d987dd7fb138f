import { readSnapshot } from '../../src/snapshot/read-snapshot';
import { snapshotInfo } from '../../src/snapshot/snapshot-info';
import { writeSnapshot } from '../../src/snapshot/write-snapshot';
import { CONTENTS } from './sample-snapshot';

describe('snapshotInfo', () => {
  const every30 = (seconds: number[]) => seconds.map((second) => second * 1000);
  const series = [
    {
      labels: { __name__: 'up', pod: 'a' },
      timestamps: every30([0, 30, 60, 90, 300, 330]),
      values: [1, 1, 1, 1, 1, 1],
    },
    { labels: { __name__: 'up' }, timestamps: every30([0, 30]), values: [1, 1] },
    {
      labels: { __name__: 'load', pod: 'a' },
      timestamps: every30([0, 30, 60, 90, 300]),
      values: [1, 1, 1, 1, 1],
      stale: [3],
    },
  ];
  const info = snapshotInfo(readSnapshot(writeSnapshot({ ...CONTENTS, series })), {
    now: 160_000,
    labels: ['pod', 'PodName'],
  });

  it('says how much there is, how old, and what the writer warned of', () => {
    expect(info).toMatchObject({
      series: 3,
      samples: 13,
      ageMs: 60_000,
      warnings: ['partial answer'],
      header: CONTENTS.header,
    });
  });

  it('describes each metric: series, samples, gaps without a stale marker, labels, and how often one is absent', () => {
    expect(info.metrics).toEqual([
      {
        name: 'load',
        series: 1,
        samples: 4,
        gaps: 0,
        longestGapMs: 0,
        labelNames: ['__name__', 'pod'],
        withoutLabel: new Map([
          ['pod', 0],
          ['PodName', 1],
        ]),
      },
      {
        name: 'up',
        series: 2,
        samples: 8,
        gaps: 1,
        longestGapMs: 210_000,
        labelNames: ['__name__', 'pod'],
        withoutLabel: new Map([
          ['pod', 0.25],
          ['PodName', 1],
        ]),
      },
    ]);
  });
});
