import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Discovery, discover } from '../../src/adapter/discovery';
import type { SelectorTerm } from '../../src/adapter/metric-selector';
import { customQuery, externalQuery, type QueryResult } from '../../src/adapter/queries';
import { loadAdapterConfig } from '../../src/adapter/rules/load';
import { isSameResource } from '../../src/adapter/rules/resource-association';
import { type ApiResource, BUILT_IN_RESOURCES, findResource } from '../../src/kubernetes/resource-table';
import { SeriesStore } from '../../src/series/series-store';

interface Request {
  readonly api: 'custom' | 'external';
  readonly group?: string;
  readonly resource?: string;
  readonly namespace?: string;
  readonly names?: readonly string[];
  readonly metric: string;
  readonly selector?: string;
}

interface Case {
  readonly name: string;
  readonly config: string;
  readonly series: readonly Readonly<Record<string, string>>[];
  readonly requests: readonly Request[] | null;
  readonly answer: {
    readonly error: string;
    readonly names?: readonly (readonly (readonly [string, string])[])[];
    readonly custom?: readonly string[];
    readonly external?: readonly string[];
    readonly queries?: readonly string[];
  };
}

interface Answers {
  readonly resources: readonly ApiResource[];
  readonly cases: readonly Case[];
}

// What the real code answers; the program that asked it stands beside the file.
const { resources, cases }: Answers = JSON.parse(
  readFileSync(join(__dirname, '../reference/adapter/answers.json'), 'utf8'),
);
const customResources = resources.filter(({ group }) => group === 'acme.io');
const table = [...BUILT_IN_RESOURCES, ...customResources];

function discovered({ config, series }: Case): Discovery {
  const store = SeriesStore.from(series.map((labels) => ({ labels, timestamps: [0], values: [1] })));
  return discover(loadAdapterConfig(config, { customResources }), store);
}

function answerTo(request: Request, { custom, external }: Discovery): string {
  const selector = termsOf(request.selector ?? '');
  const namespace = request.namespace ?? '';
  if (request.api === 'external') {
    const metric = external.metrics.find(({ name }) => name === request.metric);
    return metric ? promql(externalQuery(metric.rule, { seriesName: metric.seriesName, namespace, selector })) : '';
  }
  const resource = findResource({ group: request.group, resource: request.resource ?? '' }, table)!;
  const metric = custom.metrics.find(
    (one) =>
      one.name === request.metric && isSameResource(one.resource, resource) && one.namespaced === (namespace !== ''),
  );
  if (!metric) return '';
  const { seriesName } = metric;
  return promql(customQuery(metric.rule, { seriesName, resource, namespace, names: request.names ?? [], selector }));
}

function promql(result: QueryResult): string {
  if ('promql' in result) return result.promql;
  return result.failure === 'not-reproduced' ? `not reproduced: ${result.message}` : '';
}

/** Of the forms that the cases use: `k=v`, `k!=v`, `k in (a,b)`, `k notin (a)`, `k`, `!k`, `k>1`, `k<1`. */
function termsOf(selector: string): readonly SelectorTerm[] {
  return [...selector.matchAll(/(!?)([\w/]+)\s*(?:(in|notin) \(([^)]*)\)|([!=<>]+)([^,]*))?(?:,|$)/g)].map(
    ([, not, key = '', set, list = '', operator, value = '']): SelectorTerm => {
      if (set !== undefined) return { key, operator: set === 'in' ? 'In' : 'NotIn', values: list.split(',') };
      if (operator === undefined) return { key, operator: not === '!' ? 'DoesNotExist' : 'Exists', values: [] };
      const operators = { '=': '=', '!=': '!=', '>': 'Gt', '<': 'Lt' } as const;
      return { key, operator: operators[operator as '='], values: [value] };
    },
  );
}

describe('what the adapter itself answers', () => {
  it('is asked about at least 300 cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(300);
  });

  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const { answer } = one;
    const { errors } = loadAdapterConfig(one.config, { customResources });
    expect(errors.map(({ code, message }) => `${code} ${message}`)).toEqual(
      answer.error === '' ? [] : expect.arrayContaining([expect.any(String)]),
    );
    if (answer.error !== '') return;
    const discovery = discovered(one);
    expect(discovery.custom.metrics.map(({ entry, namespaced }) => `${entry} ${namespaced}`).sort()).toEqual(
      answer.custom ?? [],
    );
    expect(discovery.external.metrics.map(({ name }) => name).sort()).toEqual(answer.external ?? []);
    expect(
      discovery.rules.map(({ matched }) =>
        matched.map(({ name, apiName }) => [name, apiName]).sort((a, b) => (a[0]! < b[0]! ? -1 : 1)),
      ),
    ).toEqual(answer.names ?? []);
    expect((one.requests ?? []).map((request) => answerTo(request, discovery))).toEqual(answer.queries ?? []);
  });
});
