import { findingsOf, helpOf, judgeSample, reasonsOf, type Sample } from '../sample';
import { ackSeries, config, externalConfig, rule } from './rules';

const ID = 'adapter/name-collision';

const SERIES = ackSeries('DCGM_CUSTOM_PROCESS_SM_UTIL', 'DCGM_CUSTOM_PROCESS_MEM_USED');

const judge = (text: string, sample: Omit<Sample, 'files'> = {}) =>
  judgeSample({ files: { 'rules.yaml': text }, ...sample });

const mapped = (label: string, resource: string) => ({ resources: { overrides: { [label]: { resource } } } });
const SM = rule({ name: { as: 'gpu' } });
const MEM = rule({ seriesQuery: 'DCGM_CUSTOM_PROCESS_MEM_USED{PodName!=""}', name: { as: 'gpu' } });
const SM_MAX = rule({ name: { as: 'gpu' }, metricsQuery: 'max(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)' });

it('adapter/name-collision finds the second rule with a name, at its name', () => {
  const report = judge(config(SM, MEM), { series: SERIES });
  expect(findingsOf(report, ID)).toEqual([
    'error 20:5 this rule and the one at rules.yaml:2 both give the API metric pods/gpu; where both find series, only the last one in the file is served',
  ]);
  expect(helpOf(report, ID)).toEqual(['Give one of them another name.as, or delete it.']);
});

it('adapter/name-collision finds several series of one rule', () => {
  const report = judge(config(rule({ seriesQuery: '{__name__=~"DCGM_.*"}', name: { as: 'gpu' } })), { series: SERIES });
  expect(findingsOf(report, ID)).toEqual([
    'error 10:5 2 series of this rule become one API metric pods/gpu: DCGM_CUSTOM_PROCESS_MEM_USED, DCGM_CUSTOM_PROCESS_SM_UTIL; the one that Prometheus names last is served',
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Keep them apart in name.as with a capture group of name.matches, or narrow the seriesQuery to one of them.',
  ]);
});

describe('adapter/name-collision with a snapshot', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'finds a broad rule beside one for the same series',
      config(
        rule({ seriesQuery: '{PodName!=""}' }),
        rule({ metricsQuery: 'max(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)' }),
      ),
      ['pods/DCGM_CUSTOM_PROCESS_SM_UTIL'],
    ],
    ['finds two external rules', externalConfig(SM, MEM), ['gpu']],
    [
      'finds two external rules without mapping',
      externalConfig(rule({ name: { as: 'gpu' }, resources: undefined }), MEM),
      ['gpu'],
    ],
    ['finds three rules, at the second and the third', config(SM, MEM, SM_MAX), ['pods/gpu', 'pods/gpu']],
    [
      'finds rules that share one resource of two',
      config(rule({ name: { as: 'gpu' }, ...mapped('PodName', 'pod') }), MEM),
      ['pods/gpu'],
    ],
    [
      'passes rules for different resources',
      config(
        rule({ name: { as: 'gpu' }, ...mapped('PodName', 'pod') }),
        rule({ name: { as: 'gpu' }, seriesQuery: 'DCGM_CUSTOM_PROCESS_MEM_USED', ...mapped('NodeName', 'node') }),
      ),
      [],
    ],
    ['passes a rule that is written twice', config(SM, SM), []],
    [
      'passes a rule whose rival finds no series',
      config(SM, rule({ seriesQuery: 'tgi_queue_size', name: { as: 'gpu' } })),
      [],
    ],
    ['passes different names', config(rule(), rule({ seriesQuery: 'DCGM_CUSTOM_PROCESS_MEM_USED' })), []],
    ['passes rules that the ACK adapter ignores', externalConfig(SM, MEM), []],
  ])('%s', (title, text, expected) => {
    const dialect = title.includes('ACK') ? 'ack' : 'upstream';
    const report = judge(text, { series: SERIES, options: { dialect } });
    const metrics = report.diagnostics.filter(({ check }) => check === ID).map(({ evidence }) => evidence?.metric);
    expect(metrics).toEqual(expected);
    expect(reasonsOf(report, ID)).toEqual([]);
  });
});

describe('adapter/name-collision without a snapshot', () => {
  const pattern = (fields: object = {}) => rule({ seriesQuery: '{__name__=~"DCGM_.*"}', ...fields });
  const SKIPPED = 'skipped: no snapshot was given';

  it.each<[string, string, readonly string[], readonly string[]]>([
    ['is sure of two rules for one series', config(SM, SM_MAX), ['error'], []],
    ['warns of two rules for two series, of which one may not exist', config(SM, MEM), ['warning'], []],
    [
      'is sure of two external rules for one series',
      externalConfig(rule({ name: { as: 'gpu' }, resources: undefined }), SM_MAX),
      ['error'],
      [],
    ],
    ['passes a rule that is written twice', config(SM, SM), [], []],
    [
      'passes rules for different resources',
      config(
        rule({ name: { as: 'gpu' }, ...mapped('PodName', 'pod') }),
        rule({ seriesQuery: 'x', name: { as: 'gpu' }, ...mapped('NodeName', 'node') }),
      ),
      [],
      [],
    ],
    ['passes different names', config(rule(), rule({ seriesQuery: 'x' })), [], []],
    ['cannot tell of a pattern', config(pattern()), [], [SKIPPED]],
    ['cannot tell of a pattern with one name', config(pattern({ name: { as: 'gpu' } })), [], [SKIPPED]],
    ['cannot tell of a rule beside a pattern', config(rule(), pattern()), [], [SKIPPED]],
    [
      'cannot tell of templates',
      config(
        rule({ name: { as: 'gpu' }, resources: { template: '<<.Resource>>' } }),
        rule({ seriesQuery: 'x', name: { as: 'gpu' }, resources: { template: '<<.Resource>>' } }),
      ),
      [],
      [SKIPPED],
    ],
  ])('%s', (_, text, severities, reasons) => {
    const report = judge(text);
    expect(report.diagnostics.filter(({ check }) => check === ID).map(({ severity }) => severity)).toEqual(severities);
    expect(reasonsOf(report, ID)).toEqual(reasons);
  });

  it('passes a rule whose name no pattern beside it can give', () => {
    const report = judge(config(rule({ seriesQuery: 'tgi_queue_size' }), pattern()));
    const places = report.notChecked.filter(({ check }) => check === ID).map(({ place }) => place.path);
    expect(places).toEqual(['/rules/1']);
  });
});

describe('adapter/name-collision cannot tell which of two configurations runs', () => {
  const judgeTwo = (first: string, second: string, sample: Omit<Sample, 'files'> = {}) =>
    judgeSample({ files: { 'a.yaml': first, 'b.yaml': second }, ...sample });
  const reason = (key: string) =>
    `notCheckable: the rule at a.yaml:2 of another adapter configuration gives the API metric ${key} too; which of the two runs is not known`;

  it.each<[string, string, string, Omit<Sample, 'files'>, string]>([
    ['by the text', config(SM), config(MEM), {}, 'gpu'],
    ['by a snapshot', config(SM), config(MEM), { series: SERIES }, 'gpu'],
    [
      'by a snapshot, of a broad rule',
      config(rule({ seriesQuery: '{PodName!=""}' })),
      config(rule({ metricsQuery: 'max(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)' })),
      { series: SERIES },
      'DCGM_CUSTOM_PROCESS_SM_UTIL',
    ],
    ['of external metrics', externalConfig(SM), externalConfig(MEM), { series: SERIES }, 'gpu'],
  ])('%s', (_, first, second, sample, key) => {
    const report = judgeTwo(first, second, sample);
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID).filter((text) => !text.startsWith('skipped'))).toEqual([reason(key)]);
  });

  it.each<[string, string, string]>([
    ['one rule in both', config(SM), config(SM)],
    [
      'different names',
      config(SM),
      config(rule({ seriesQuery: 'DCGM_CUSTOM_PROCESS_MEM_USED', name: { as: 'memory' } })),
    ],
    ['a custom and an external metric', config(SM), externalConfig(MEM)],
  ])('but passes %s', (_, first, second) => {
    const report = judgeTwo(first, second, { series: SERIES });
    expect(findingsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });

  it('and finds what is wrong within one of them all the same', () => {
    expect(findingsOf(judgeTwo(config(SM), config(MEM, SM_MAX), { series: SERIES }), ID)).toHaveLength(1);
  });
});
