import { metricTypes } from '../../src/capture/metric-types';
import { readBuild, readFlags, readServerConfig } from '../../src/capture/server-facts';

describe('what a server says about itself', () => {
  it.each([
    ['Prometheus', { version: '2.42.0+ds', revision: 'a' }, { prometheusVersion: '2.42.0' }],
    ['Prometheus 3', { version: '3.14.0', revision: 'a' }, { prometheusVersion: '3.14.0' }],
    ['Thanos', { version: '0.34.1', revision: 'a' }, {}],
    ['Mimir', { application: 'Grafana Mimir', version: '2.10.0' }, {}],
    ['VictoriaMetrics', { version: '2.24.0' }, {}],
    ['nothing', null, {}],
  ])('%s has the version of PromQL %#', (_, data, facts) => expect(readBuild(data)).toEqual(facts));

  it('reads flags that change PromQL, and no others', () => {
    expect(
      readFlags({ 'query.lookback-delta': '1m30s', 'enable-feature': 'promql-negative-offset,exemplar-storage' }),
    ).toEqual({
      lookbackMs: 90_000,
      features: ['promql-negative-offset'],
    });
    expect(readFlags({ 'query.lookback-delta': 'soon' })).toEqual({});
  });

  it('reads intervals, of jobs too, and external labels; not given is a minute', () => {
    const yaml =
      'global: {evaluation_interval: 15s, external_labels: {cluster: a, shard: 1}}\nscrape_configs:\n- {job_name: a, scrape_interval: 20s}\n- {job_name: b}\n';
    expect(readServerConfig({ yaml })).toEqual({
      scrapeIntervalMs: 60_000,
      evaluationIntervalMs: 15_000,
      jobIntervals: new Map([
        ['a', 20_000],
        ['b', 60_000],
      ]),
      externalLabels: { cluster: 'a', shard: '1' },
    });
    expect(readServerConfig({ yaml: '"' })).toEqual({});
    expect(readServerConfig({})).toEqual({});
  });
});

describe('metricTypes', () => {
  const series = (name: string, ...values: number[]) => ({
    labels: { __name__: name },
    timestamps: Float64Array.from(values.keys()),
    values: Float64Array.from(values),
  });

  it('takes those of the server, by the name of a family where that is what it has', () => {
    const data = {
      up: [{ type: 'gauge', help: 'h', unit: 'u' }],
      latency: [{ type: 'histogram', help: '', unit: '' }],
      old: [{ type: 'untyped' }],
    };
    expect(metricTypes([series('up', 1), series('latency_bucket', 1), series('old', 1)], data)).toEqual([
      { name: 'up', type: 'gauge', unit: 'u', help: 'h' },
      { name: 'latency_bucket', type: 'histogram', unit: '', help: '' },
      { name: 'old', type: 'unknown', unit: '', help: '' },
    ]);
  });

  it.each([
    ['a_total', [1, 5, 0, 3], 'counter'],
    ['a_total', [9, 8, 7], 'gauge'],
    ['a_count', [1, 2], 'counter'],
    ['a_bucket', [1, 2], 'histogram'],
    ['a', [1, 2, 1], 'gauge'],
    ['a', [1, 2, 3], 'unknown'],
    ['__proto__', [1], 'unknown'],
  ])('guesses %s with %j to be a %s, and says that it is a guess', (name, values, type) => {
    expect(metricTypes([series(name, ...values)], {})).toEqual([{ name, type, unit: '', help: '', guessed: true }]);
  });
});
