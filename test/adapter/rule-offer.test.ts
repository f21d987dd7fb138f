import { answerOf, offerOf, resourcesOf, seriesForName } from '../../src/adapter/rule-offer';
import { type CompiledRule, loadAdapterConfig } from '../../src/adapter/rules/load';
import { findResource } from '../../src/kubernetes/resource-table';
import { SEED_CONFIG } from './seed-rules';

const PODS = findResource({ resource: 'pods' })!;
const NODES = findResource({ resource: 'nodes' })!;

function ruleOf(fields: object): CompiledRule {
  const { rules, errors } = loadAdapterConfig(
    JSON.stringify({ rules: [{ metricsQuery: 'sum(<<.Series>>)', ...fields }] }),
  );
  expect(errors).toEqual([]);
  return rules[0]!;
}

const POD = { resources: { overrides: { pod: { resource: 'pod' }, ns: { resource: 'namespace' } } } };

describe('offerOf', () => {
  it.each<[string, object, string | undefined, string | undefined, boolean]>([
    ['a name in front of the braces', { seriesQuery: 'm{a="b"}' }, 'm', 'm', false],
    ['a name as matcher', { seriesQuery: '{__name__="m"}' }, 'm', 'm', false],
    [
      'a renamed series',
      { seriesQuery: 'm_total', name: { matches: '^(.*)_total$', as: '${1}_rate' } },
      'm_total',
      'm_rate',
      false,
    ],
    [
      'a capture reference that gives nothing',
      { seriesQuery: 'm_total', name: { matches: '^(.*)_total$', as: '$1_rate' } },
      'm_total',
      '',
      false,
    ],
    ['a pattern', { seriesQuery: '{__name__=~"m.*"}' }, undefined, undefined, false],
    ['a pattern and a fixed name', { seriesQuery: '{__name__=~"m.*"}', name: { as: 'x' } }, undefined, 'x', false],
    ['no name at all', { seriesQuery: '{namespace!=""}' }, undefined, undefined, false],
    ['a filter that shuts the series out', { seriesQuery: 'm', seriesFilters: [{ isNot: '^m$' }] }, 'm', 'm', true],
    ['a name.matches that shuts the series out', { seriesQuery: 'm', name: { matches: '^x' } }, 'm', '', true],
    ['a query that Prometheus refuses', { seriesQuery: 'sum(m)' }, undefined, undefined, true],
  ])('reads %s', (_, fields, series, apiName, empty) => {
    expect(offerOf(ruleOf(fields))).toMatchObject({ series, apiName, empty });
  });
});

describe('answerOf', () => {
  it.each<[string, object, string, 'no' | 'perhaps' | 'other-resources']>([
    ['its own name', { seriesQuery: 'm', ...POD }, 'm', 'perhaps'],
    ['another name', { seriesQuery: 'm', ...POD }, 'n', 'no'],
    [
      'the name before renaming',
      { seriesQuery: 'm_total', name: { matches: '^(.*)_total$' }, ...POD },
      'm_total',
      'no',
    ],
    ['the name after renaming', { seriesQuery: 'm_total', name: { matches: '^(.*)_total$' }, ...POD }, 'm', 'perhaps'],
    ['a name that the pattern lets through', { seriesQuery: '{__name__=~"DCGM_.*"}', ...POD }, 'DCGM_X', 'perhaps'],
    ['a name that the pattern does not let through', { seriesQuery: '{__name__=~"DCGM_.*"}', ...POD }, 'http_x', 'no'],
    [
      'a name that a filter shuts out',
      { seriesQuery: '{a="b"}', seriesFilters: [{ isNot: '_total$' }], ...POD },
      'm_total',
      'no',
    ],
    [
      'a name without the literal end of as',
      { seriesQuery: '{a="b"}', name: { matches: '^(.*)_total$', as: '${1}_rate' }, ...POD },
      'm',
      'no',
    ],
    [
      'a name with the literal end of as',
      { seriesQuery: '{a="b"}', name: { matches: '^(.*)_total$', as: '${1}_rate' }, ...POD },
      'm_rate',
      'perhaps',
    ],
    ['a name without the literal start of as', { seriesQuery: '{a="b"}', name: { as: 'gpu_$0' }, ...POD }, 'm', 'no'],
    [
      'a name with the literal start of as',
      { seriesQuery: '{a="b"}', name: { as: 'gpu_$0' }, ...POD },
      'gpu_m',
      'perhaps',
    ],
    [
      'a name that is shorter than the literals of as',
      { seriesQuery: '{a="b"}', name: { as: 'aba${0}aba' }, ...POD },
      'aba',
      'no',
    ],
    [
      'any name, where as is one group',
      { seriesQuery: '{a="b"}', name: { matches: '^container_(.*)$' }, ...POD },
      'x',
      'perhaps',
    ],
    [
      'any name, where as is a named group',
      { seriesQuery: '{a="b"}', name: { matches: '^(?P<n>.*)_x$', as: '${n}' }, ...POD },
      'x',
      'perhaps',
    ],
    [
      'the name for another resource',
      { seriesQuery: 'm', resources: { overrides: { n: { resource: 'node' } } } },
      'm',
      'other-resources',
    ],
    [
      'a possible name for another resource',
      { seriesQuery: '{a="b"}', resources: { overrides: { n: { resource: 'node' } } } },
      'm',
      'no',
    ],
    ['the name without any resource', { seriesQuery: 'm' }, 'm', 'other-resources'],
    ['the name by a template', { seriesQuery: 'm', resources: { template: '<<.Resource>>' } }, 'm', 'perhaps'],
    ['its name, where Prometheus refuses the query', { seriesQuery: 'm offset 5m', ...POD }, 'm', 'no'],
  ])('about %s', (_, fields, name, expected) => {
    expect(answerOf(ruleOf(fields), name, PODS)).toBe(expected);
  });

  it('needs no resource for an external metric', () => {
    expect(answerOf(ruleOf({ seriesQuery: 'm' }), 'm', undefined)).toBe('perhaps');
  });

  it('knows that the first rule of the seed serves nodes alone', () => {
    const [first] = loadAdapterConfig(SEED_CONFIG).rules;
    expect(answerOf(first!, 'DCGM_FI_DEV_GPU_UTIL', PODS)).toBe('other-resources');
    expect(answerOf(first!, 'DCGM_FI_DEV_GPU_UTIL', NODES)).toBe('perhaps');
    expect(resourcesOf(first!)).toEqual(['nodes']);
  });
});

describe('seriesForName', () => {
  it.each<[string, object, string, string | undefined]>([
    ['the series that the query pins down', { seriesQuery: 'm_total', name: { as: 'x' } }, 'x', 'm_total'],
    ['the series of the same name', { seriesQuery: '{__name__=~"DCGM_.*"}' }, 'DCGM_X', 'DCGM_X'],
    [
      'the series of the same name, where a pattern matches all of it',
      { seriesQuery: '{a="b"}', name: { matches: '^m$' } },
      'm',
      'm',
    ],
    ['nothing, where the rule renames', { seriesQuery: '{a="b"}', name: { as: 'gpu_$0' } }, 'gpu_m', undefined],
    ['nothing, where the query does not let the name through', { seriesQuery: '{__name__=~"a.*"}' }, 'b', undefined],
  ])('is %s', (_, fields, name, expected) => {
    expect(seriesForName(ruleOf(fields), name)).toBe(expected);
  });
});
