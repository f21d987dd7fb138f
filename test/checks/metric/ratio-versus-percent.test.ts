import { ackSeries, config, rule } from '../adapter/rules';
import { faultsOf, findingsOf, helpOf, judgeSample, reasonsOf, type Sample } from '../sample';
import { deployment, hpa, yamlOf } from '../sample-manifests';
import { judgeRules, rule as ruleOf } from '../sample-rules';

const ID = 'metric/ratio-versus-percent';

interface Given extends Omit<Sample, 'files'> {
  readonly rules?: string;
  readonly apiVersion?: string;
}

function judge(metric: object, { rules, apiVersion, ...sample }: Given = {}) {
  const manifest = hpa({ ...(apiVersion !== undefined && { apiVersion }), spec: { metrics: [metric] } });
  return judgeSample({
    files: { 'hpa.yaml': yamlOf(manifest), ...(rules !== undefined && { 'rules.yaml': rules }) },
    ...sample,
  });
}

const pods = (name: string, averageValue: unknown) => ({
  type: 'Pods',
  pods: { metric: { name }, target: { type: 'AverageValue', averageValue } },
});

const RATIO = 'DCGM_CUSTOM_PROCESS_GPU_MEM_USED_RATIO';
const SM = 'DCGM_CUSTOM_PROCESS_SM_UTIL';
const S = '<<.Series>>{<<.LabelMatchers>>}';
const USED = 'DCGM_CUSTOM_PROCESS_MEM_USED{PodName!=""}';
const QUOTIENT = `sum(${S}) by (<<.GroupBy>>) / sum(DCGM_CUSTOM_CONTAINER_MEM_ALLOCATED{<<.LabelMatchers>>}) by (<<.GroupBy>>)`;

/** The rule of the vendor's page. */
const SEED = rule({
  seriesQuery: USED,
  name: { matches: '^(.*)_MEM_USED', as: '${1}_GPU_MEM_USED_RATIO' },
  metricsQuery: QUOTIENT,
});
const served = (fields: object) => config(rule({ seriesQuery: USED, name: { as: 'gpu_memory' }, ...fields }));

it('metric/ratio-versus-percent finds a target in percent for a ratio, at the target', () => {
  const report = judge(pods(RATIO, '80'), { rules: config(SEED) });
  expect(findingsOf(report, ID)).toEqual([
    `error 19:25 ${RATIO} is a ratio from 0 to 1, and the target is 80: it is never reached, and the service never scales out`,
  ]);
  expect(helpOf(report, ID)).toEqual(['For 80 % write 800m.']);
});

it('metric/ratio-versus-percent finds a ratio as target of a percentage', () => {
  const report = judge(pods(SM, '800m'), { rules: config(rule()) });
  expect(findingsOf(report, ID)).toEqual([
    `warning 19:25 ${SM} is in percent, and the target is 0.8 %: almost any load exceeds it, and the service stands at maxReplicas`,
  ]);
  expect(helpOf(report, ID)).toEqual(['If 80 % is meant, write 80.']);
});

describe('metric/ratio-versus-percent on a ratio', () => {
  it.each<[unknown, string | undefined]>([
    ['800m', undefined],
    ['1', undefined],
    [1, undefined],
    ['0.8', undefined],
    ['1001m', 'For 1.001 % write 10m.'],
    ['12.5', 'For 12.5 % write 125m.'],
    [80, 'For 80 % write 800m.'],
    ['100', 'For 100 % write 1.'],
    ['1k', 'Write a target from 0 to 1, such as 800m for 80 %.'],
  ])('a target of %p: %p', (target, help) => {
    expect(helpOf(judge(pods(RATIO, target), { rules: config(SEED) }), ID)).toEqual(help === undefined ? [] : [help]);
  });
});

describe('metric/ratio-versus-percent on a percentage', () => {
  it.each<[unknown, string | undefined]>([
    ['20', undefined],
    [20, undefined],
    ['1100m', undefined],
    ['1', 'If 100 % is meant, write 100.'],
    ['70m', 'If 7 % is meant, write 7.'],
    ['0.55', 'If 55 % is meant, write 55.'],
  ])('a target of %p: %p', (target, help) => {
    expect(helpOf(judge(pods(SM, target), { rules: config(rule()) }), ID)).toEqual(help === undefined ? [] : [help]);
  });
});

describe('metric/ratio-versus-percent follows the rule', () => {
  it.each<[string, string, object, string, readonly string[]]>([
    ['a quotient under another name', 'gpu_memory', { metricsQuery: QUOTIENT }, '80', ['error']],
    ['a quotient under another name, with a ratio', 'gpu_memory', { metricsQuery: QUOTIENT }, '800m', []],
    ['a quotient times 100', 'gpu_memory', { metricsQuery: `100 * ${QUOTIENT}` }, '80', []],
    ['a quotient times 100, with a ratio', 'gpu_memory', { metricsQuery: `100 * ${QUOTIENT}` }, '800m', ['warning']],
    [
      'a quotient times 100 that is called a ratio',
      RATIO,
      { name: { as: RATIO }, metricsQuery: `100 * ${QUOTIENT}` },
      '80',
      [],
    ],
    [
      'a percentage divided by 100',
      SM,
      { seriesQuery: SM, name: undefined, metricsQuery: `avg(${S}) by (<<.GroupBy>>) / 100` },
      '80',
      ['error'],
    ],
  ])('%s', (_, name, fields, target, severities) => {
    const report = judge(pods(name, target), { rules: served(fields) });
    expect(report.diagnostics.filter(({ check }) => check === ID).map(({ severity }) => severity)).toEqual(severities);
    expect(reasonsOf(report, ID)).toEqual([]);
  });

  it('a broad rule that keeps the names', () => {
    const rules = config(rule({ seriesQuery: '{__name__=~"DCGM_.*"}' }));
    expect(findingsOf(judge(pods(SM, '800m'), { rules }), ID)).toHaveLength(1);
  });

  it('the series that a snapshot has', () => {
    const rules = config(rule({ seriesQuery: '{__name__=~"DCGM_.*_UTIL"}', name: { as: 'gpu' } }));
    expect(reasonsOf(judge(pods('gpu', '800m'), { rules }), ID)).toEqual([
      'notCheckable: the unit of gpu is not known',
    ]);
    expect(findingsOf(judge(pods('gpu', '800m'), { rules, series: ackSeries(SM) }), ID)).toHaveLength(1);
  });
});

it('metric/ratio-versus-percent goes by the name where no rule is among the files, and says so', () => {
  expect(findingsOf(judge(pods(RATIO, '80')), ID)).toEqual([
    `error 19:25 ${RATIO}, as its name says, is a ratio from 0 to 1, and the target is 80: it is never reached, and the service never scales out`,
  ]);
});

describe('metric/ratio-versus-percent looks at the target of', () => {
  const described = { apiVersion: 'v1', kind: 'Service', name: 'bert' };

  it.each<[string, object, string, string]>([
    [
      'an External metric as value',
      { type: 'External', external: { metric: { name: RATIO }, target: { type: 'Value', value: '80' } } },
      'autoscaling/v2',
      '/spec/metrics/0/external/target/value',
    ],
    [
      'an External metric as averageValue',
      { type: 'External', external: { metric: { name: RATIO }, target: { type: 'AverageValue', averageValue: '80' } } },
      'autoscaling/v2',
      '/spec/metrics/0/external/target/averageValue',
    ],
    [
      'an Object metric',
      {
        type: 'Object',
        object: { metric: { name: RATIO }, describedObject: described, target: { type: 'Value', value: '80' } },
      },
      'autoscaling/v2',
      '/spec/metrics/0/object/target/value',
    ],
    [
      'a Pods metric of v2beta1',
      { type: 'Pods', pods: { metricName: RATIO, targetAverageValue: '80' } },
      'autoscaling/v2beta1',
      '/spec/metrics/0/pods/targetAverageValue',
    ],
  ])('%s', (_, metric, apiVersion, path) => {
    expect(faultsOf(judge(metric, { apiVersion }), ID).map((fault) => fault.split(' ')[1])).toEqual([path]);
  });
});

describe('metric/ratio-versus-percent cannot tell', () => {
  it.each<[string, object, Given, string]>([
    [
      'the unit of a metric that nobody knows',
      pods('http_requests', '80'),
      {},
      'notCheckable: the unit of http_requests is not known',
    ],
    [
      'the unit of a quotient of unlike things',
      pods('gpu_memory', '80'),
      { rules: served({ metricsQuery: `sum(${S}) / sum(x)` }) },
      'notCheckable: the unit of gpu_memory is not known',
    ],
    [
      'the unit of a rate',
      pods(SM, '80'),
      {
        rules: config(
          rule({
            name: { as: SM },
            seriesQuery: 'http_requests_total',
            metricsQuery: `sum(rate(${S}[2m])) by (<<.GroupBy>>)`,
          }),
        ),
      },
      `notCheckable: the unit of ${SM} is not known`,
    ],
    ['a target that is no quantity', pods(RATIO, 'eighty'), {}, 'notCheckable: the target cannot be read'],
    [
      'a target that is missing',
      { type: 'Pods', pods: { metric: { name: RATIO } } },
      {},
      'notCheckable: the target cannot be read',
    ],
    [
      'a metric without a name',
      { type: 'Pods', pods: { target: { type: 'AverageValue', averageValue: '80' } } },
      {},
      'notCheckable: the target cannot be read',
    ],
  ])('%s', (_, metric, given, reason) => {
    const report = judge(metric, given);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([reason]);
  });
});

describe('metric/ratio-versus-percent by the recorded range', () => {
  const judged = (name: string, averageValue: string, values: string) =>
    judgeRules({
      rules: [ruleOf({ seriesQuery: name })],
      objects: [
        deployment(),
        hpa({
          spec: {
            metrics: [{ type: 'Pods', pods: { metric: { name }, target: { type: 'AverageValue', averageValue } } }],
          },
        }),
      ],
      series: `${name}{namespace="default",pod="bert-6c5d8b9f47-2lkp9"} ${values}`,
    });

  it('finds a target in percent for values from 0 to 1', () => {
    expect(faultsOf(judged('cache_usage', '80', '0.2 0.5 0.93'), ID)).toEqual([
      'error /spec/metrics/0/pods/target/averageValue cache_usage is never above 0.93 where it was recorded, as a ratio from 0 to 1, and the target is 80: it is never reached, and the service never scales out',
    ]);
  });

  it('warns of a ratio as target for values up to 100', () => {
    expect(faultsOf(judged('cache_usage', '800m', '20 50 93'), ID)).toEqual([
      'warning /spec/metrics/0/pods/target/averageValue cache_usage was recorded up to 93, as a percentage, and the target is 0.8: almost any load exceeds it, and the service stands at maxReplicas',
    ]);
  });

  it.each([
    ['a quiet rate', 'requests_per_second', '50', '0.2 0.5 0.9'],
    ['whole numbers', 'slots_usage', '5', '0 1 0'],
  ])('cannot tell from %s', (_, name, target, values) => {
    const report = judged(name, target, values);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([`notCheckable: the unit of ${name} is not known`]);
  });

  it('passes a target and values that are both above 1', () => {
    const report = judged('cache_usage', '60', '20 50 93');
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});
