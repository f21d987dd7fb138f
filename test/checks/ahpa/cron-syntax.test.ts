import { findingsOf, helpOf, judgeObjects, judgeSample, reasonsOf } from '../sample';
import { ahpa, period } from '../sample-manifests';

const ID = 'ahpa/cron-syntax';

const withCron = (cron: unknown) => ahpa({ spec: { instanceBounds: [period([[cron as string, 1, 4]])] } });

it('ahpa/cron-syntax finds a range that runs backwards, at the range', () => {
  const report = judgeObjects([withCron('* 22-6 ? * *')]);
  expect(findingsOf(report, ID)).toEqual(['error 27:20 the range 22-6 runs backwards; a range does not wrap around']);
  expect(helpOf(report, ID)).toEqual(['Split it: 22-23,0-6.']);
});

it.each([
  ["'* 22-6 ? * *'", 18],
  ['"* 22-6 ? * *"', 18],
  ['"*\\u002022-6 ? * *"', 15],
])('ahpa/cron-syntax points into the quotes of %s', (cron, column) => {
  const bound = `{minReplicas: 1, maxReplicas: 4,\n        cron: ${cron}}`;
  const text = `apiVersion: autoscaling.alibabacloud.com/v1beta1
kind: AdvancedHorizontalPodAutoscaler
metadata: {name: bert}
spec:
  instanceBounds:
    - startTime: "2026-01-01 00:00:00"
      endTime: "2030-01-01 00:00:00"
      bounds: [${bound}]
`;
  const [found] = findingsOf(judgeSample({ files: { 'ahpa.yaml': text } }), ID);
  expect(found).toMatch(new RegExp(`^error 9:${column} `));
});

describe('ahpa/cron-syntax finds', () => {
  it.each([
    ['0 * 0-8 ? * *', 'field-count', 'Drop the seconds field, which only CronHPA has.'],
    ['* 0-8 ? *', 'field-count', 'Write five fields: minute, hour, day of month, month, day of week.'],
    ['@daily', 'unsupported', 'Write five fields: minute, hour, day of month, month, day of week.'],
    ['TZ=UTC * * ? * *', 'unsupported', 'Write five fields: minute, hour, day of month, month, day of week.'],
    ['* 24 ? * *', 'out-of-range', 'Use a number from 0 to 23.'],
    ['60 * ? * *', 'out-of-range', 'Use a number from 0 to 59.'],
    ['* * ? * 7', 'out-of-range', 'Write 0 or SUN for Sunday.'],
    ['* */0 ? * *', 'out-of-range', 'Use a step of 1 or more.'],
    ['* * ? * FRI-MON', 'wraparound', 'Split it: FRI-SAT,SUN-MON.'],
    ['? * * * *', 'syntax', 'Use *; ? stands for * in day of month and day of week only.'],
    ['* 0-8, ? * *', 'syntax', 'Use a number from 0 to 23, a range a-b, a step /n, or *.'],
    ['* * L * ?', 'unsupported', 'List the days as numbers or names.'],
    ['* * ? * MON#1', 'unsupported', 'List the days as numbers or names.'],
  ])('%s', (cron, code, help) => {
    const report = judgeObjects([withCron(cron)]);
    const found = report.diagnostics.filter(({ check }) => check === ID);
    expect(found.map(({ severity, evidence }) => [severity, evidence?.code])).toEqual([['error', code]]);
    expect(helpOf(report, ID)).toEqual([help]);
  });

  it('every fault of an expression', () => {
    expect(findingsOf(judgeObjects([withCron('60 24 ? * *')]), ID)).toHaveLength(2);
  });
});

it.each(['* 0-8 ? * MON-FRI', '*/15 8-18/2 ? * 1-5', '* * 1,15 * ?', '* 22-23,0-6 ? * sun,sat', '  * * ? jan-Mar *  '])(
  'ahpa/cron-syntax passes %p',
  (cron) => {
    const report = judgeObjects([withCron(cron)]);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  },
);

it.each([undefined, 8])('ahpa/cron-syntax leaves a cron that is %p to ahpa/bounds-period', (cron) => {
  const report = judgeObjects([withCron(cron)]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(findingsOf(report, 'ahpa/bounds-period')).toHaveLength(1);
});
