import { faultsOf, findingsOf, helpOf, judgeObjects, judgeSample, reasonsOf } from '../sample';
import { ahpa, period, yamlOf } from '../sample-manifests';

const ID = 'ahpa/bounds-expired';

const ALWAYS = [['* * ? * *', 2, 8]] as const;
const until = (endTime: string) => period(ALWAYS, '2026-01-01 00:00:00', endTime);
const withPeriods = (...instanceBounds: readonly object[]) => ahpa({ spec: { instanceBounds } });

/** Midnight in Asia/Shanghai, the zone that is assumed. */
const MIDNIGHT = Date.parse('2026-11-21T00:00:00+08:00');
const SECOND = 1_000;

it('ahpa/bounds-expired finds periods that are over, at the last endTime', () => {
  const report = judgeObjects([withPeriods(until('2026-03-01 00:00:00'), until('2026-06-01 00:00:00'))]);
  expect(findingsOf(report, ID)).toEqual([
    'error 31:16 the last period of instanceBounds has ended (2026-06-01 00:00 in Asia/Shanghai, which is assumed; 2026-05-31 16:00 in UTC): since then only minReplicas 1 and maxReplicas 10 apply',
  ]);
  expect(helpOf(report, ID)).toEqual(['Set a later endTime, or remove instanceBounds.']);
});

describe('ahpa/bounds-expired at the edges', () => {
  it.each<[string, string, number, string | undefined]>([
    ['a second before its end', '2026-11-21 00:00:00', MIDNIGHT - SECOND, 'warning'],
    ['at its end', '2026-11-21 00:00:00', MIDNIGHT, 'error'],
    ['90 days before its end', '2027-02-19 00:00:00', MIDNIGHT, 'warning'],
    ['90 days and a second before its end', '2027-02-19 00:00:01', MIDNIGHT, undefined],
  ])('%s', (_, endTime, now, severity) => {
    const report = judgeObjects([withPeriods(until(endTime))], { now });
    expect(report.diagnostics.filter(({ check }) => check === ID).map((found) => found.severity)).toEqual(
      severity === undefined ? [] : [severity],
    );
  });
});

it('ahpa/bounds-expired announces an end within 90 days', () => {
  expect(faultsOf(judgeObjects([withPeriods(until('2026-12-31 00:00:00'))]), ID)).toEqual([
    'warning /spec/instanceBounds/0/endTime the last period of instanceBounds ends within 90 days (2026-12-31 00:00 in Asia/Shanghai, which is assumed; 2026-12-30 16:00 in UTC): from then on only minReplicas 1 and maxReplicas 10 apply',
  ]);
});

describe('ahpa/bounds-expired judges in the zone of', () => {
  const object = withPeriods(until('2026-11-21 00:00:00'));
  const now = Date.parse('2026-11-20T20:00:00Z');

  it.each([
    ['the cluster', 'UTC', undefined, 'warning'],
    ['the cluster, which wins', 'UTC', 'Asia/Shanghai', 'warning'],
    ['the annotation', undefined, 'America/New_York', 'warning'],
    ['the annotation', undefined, 'Asia/Tokyo', 'error'],
    ['a sibling controller where none is declared', undefined, undefined, 'error'],
    ['a sibling controller where the declared one does not exist', undefined, 'Mars/Olympus', 'error'],
  ])('%s', (_, clusterZone, annotated, severity) => {
    const zone = clusterZone === undefined ? '' : `    ahpaTimeZone: ${clusterZone}\n`;
    const annotations = annotated === undefined ? undefined : { 'foresail.dev/bounds-timezone': annotated };
    const files = {
      'foresail.yaml': `clusters:\n  - name: prod\n    paths: [.]\n${zone}`,
      'ahpa.yaml': yamlOf({ ...object, metadata: { name: 'bert', ...(annotations && { annotations }) } }),
    };
    const found = judgeSample({ files, now }).diagnostics.filter(({ check }) => check === ID);
    expect(found.map((diagnostic) => diagnostic.severity)).toEqual([severity]);
  });
});

it.each<[string, readonly object[]]>([
  ['a period that runs for years', [until('2030-01-01 00:00:00')]],
  ['a period that has not started', [period(ALWAYS, '2027-01-01 00:00:00', '2027-02-01 00:00:00')]],
  ['an old period beside one that runs', [until('2026-06-01 00:00:00'), until('2030-01-01 00:00:00')]],
  ['no bounds', []],
])('ahpa/bounds-expired passes %s', (_, periods) => {
  const report = judgeObjects([withPeriods(...periods)]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

describe('ahpa/bounds-expired cannot tell', () => {
  it.each<[string, readonly object[], string]>([
    ['where no period can be read', [until('soon')], 'no period of instanceBounds could be read'],
    [
      'where the last period may be the one that cannot be read',
      [until('2026-06-01 00:00:00'), until('2030')],
      'a period of instanceBounds could not be read',
    ],
  ])('%s', (_, periods, reason) => {
    const report = judgeObjects([withPeriods(...periods)]);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([`notCheckable: ${reason}`]);
  });
});
