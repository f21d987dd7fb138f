import { forbiddenName } from '../../../src/constructs/guard-rails/forbidden-metric';
import { METRIC_CATALOGUE } from '../../../src/metrics/catalogue';
import type { MetricDefinition } from '../../../src/metrics/metric-definition';
import { withQuantiles } from '../../../src/metrics/quantiles';
import { apiName } from '../../../src/pipeline/rule-for';

const seriesOf = ({ series, addend, denominator }: MetricDefinition) =>
  [series, addend, denominator].filter((each) => each !== undefined);
const ALL_SERIES = new Set(METRIC_CATALOGUE.flatMap(seriesOf));
const withoutSuffix = (series: string) => series.replace(/_(bucket|total)$/, '');

/** Each metric of the catalogue as a pod, a Service or a selector reads it, and each quantile of a histogram. */
const served = METRIC_CATALOGUE.flatMap((metric) => (metric.type === 'histogram' ? withQuantiles(metric) : [metric]));
const read = served.flatMap((metric) =>
  (['pod', 'service', 'selector'] as const).map((by) => [apiName({ metric, by }), metric] as const),
);

describe('a metric is forbidden', () => {
  it('in every form of the catalogue', () => expect(read.length).toBeGreaterThan(90));

  it.each(read)('%s: by its own names and by each of its series, and by no other', (name, metric) => {
    const isForbidden = (forbidden: string) =>
      forbiddenName({ apiName: name, definitions: [metric] }, ['unrelated', forbidden]) === forbidden;
    const own = seriesOf(metric);
    expect([name, metric.name, ...own, ...own.map(withoutSuffix)].filter((each) => !isForbidden(each))).toEqual([]);
    const others = [...ALL_SERIES].filter((series) => !own.includes(series) && series !== metric.name);
    expect(others.filter(isForbidden)).toEqual([]);
  });

  it.each(['x_seconds', 'x_seconds_bucket', 'x_seconds_sum', 'x_seconds_count'])(
    'by %s of a histogram',
    (forbidden) => {
      const definition = { name: 'x_p95', series: 'x_seconds_bucket' } as MetricDefinition;
      expect(forbiddenName({ apiName: 'x_p95', definitions: [definition] }, [forbidden])).toBe(forbidden);
    },
  );

  it('by its name alone where nobody knows what it is made of', () => {
    const unknown = { apiName: 'queue_length', definitions: [] };
    expect([forbiddenName(unknown, ['queue_length']), forbiddenName(unknown, ['queue'])]).toEqual([
      'queue_length',
      undefined,
    ]);
  });
});
