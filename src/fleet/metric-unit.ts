import { queryShapeOf, SERIES_STAND_IN } from '../adapter/query-shape';
import { findMetric, metricsOfSeries } from '../metrics/catalogue';
import type { MetricUnit } from '../metrics/metric-definition';
import { type Expression, withoutParens } from '../promql';
import type { FleetRule } from './rule-set';

/** What a value counts, and by how much it is multiplied: a percentage is a share times 100. */
interface Measure {
  readonly of: 'share' | Exclude<MetricUnit, 'ratio' | 'percent'>;
  readonly times: number;
}

const MEASURES: { readonly [unit in MetricUnit]: Measure } = {
  ratio: { of: 'share', times: 1 },
  percent: { of: 'share', times: 100 },
  mebibytes: { of: 'mebibytes', times: 1 },
  count: { of: 'count', times: 1 },
  quotient: { of: 'quotient', times: 1 },
  perSecond: { of: 'perSecond', times: 1 },
  watts: { of: 'watts', times: 1 },
  seconds: { of: 'seconds', times: 1 },
  microseconds: { of: 'microseconds', times: 1 },
};

/**
 * The unit of an API metric: by what its rule makes of known series. Without a rule, or where that cannot be told, by its name
 * in the catalogue, which must then name the series too.
 */
export function unitOf(name: string, series: string | undefined, rule: FleetRule | undefined): MetricUnit | undefined {
  if (!rule) return findMetric(name)?.unit;
  const shape = queryShapeOf(rule.compiled);
  const measure = shape && measureOf(shape.expression, series);
  if (measure) return unitOfMeasure(measure);
  const named = findMetric(name);
  return named?.series === series ? named?.unit : undefined;
}

function unitOfMeasure({ of, times }: Measure): MetricUnit | undefined {
  const units = Object.entries(MEASURES) as [MetricUnit, Measure][];
  return units.find(([, known]) => known.of === of && isEqual(known.times, times))?.[0];
}

/** Functions and aggregations whose result is measured as their argument is. */
const KEEPING = [
  ...[
    'abs',
    'ceil',
    'floor',
    'round',
    'clamp',
    'clamp_min',
    'clamp_max',
    'sort',
    'sort_desc',
    'label_replace',
    'label_join',
  ],
  ...['avg_over_time', 'max_over_time', 'min_over_time', 'sum_over_time', 'last_over_time', 'quantile_over_time'],
];
const KEEPING_AGGREGATIONS = ['sum', 'avg', 'min', 'max', 'quantile', 'topk', 'bottomk'];

function measureOf(expression: Expression, series: string | undefined): Measure | undefined {
  const inner = withoutParens(expression);
  switch (inner.kind) {
    case 'VectorSelector':
      return measureOfSeries(inner.name === SERIES_STAND_IN ? series : inner.name);
    case 'MatrixSelector':
      return measureOf(inner.selector, series);
    case 'Subquery':
      return measureOf(inner.expression, series);
    case 'Aggregate':
      return KEEPING_AGGREGATIONS.includes(inner.op) ? measureOf(inner.expression, series) : undefined;
    case 'Call': {
      const vector = inner.arguments.find(({ type }) => type === 'vector' || type === 'matrix');
      return vector && KEEPING.includes(inner.name) ? measureOf(vector, series) : undefined;
    }
    case 'Binary':
      return measureOfBinary(inner, series);
    default:
      return undefined;
  }
}

type BinaryExpression = Extract<Expression, { readonly kind: 'Binary' }>;

function measureOfBinary({ op, left, right, bool }: BinaryExpression, series: string | undefined): Measure | undefined {
  const [a, b] = [measureOf(left, series), measureOf(right, series)];
  const [leftNumber, rightNumber] = [numberOf(left), numberOf(right)];
  if (op === '*') {
    if (a && rightNumber !== undefined) return { ...a, times: a.times * rightNumber };
    return b && leftNumber !== undefined ? { ...b, times: b.times * leftNumber } : undefined;
  }
  if (op === '/') {
    if (a && rightNumber) return { ...a, times: a.times / rightNumber };
    return a && b && a.of === b.of ? { of: 'share', times: a.times / b.times } : undefined;
  }
  if (FILTERS.includes(op)) return bool ? undefined : a;
  if (op === 'or' || op === '+' || op === '-') {
    return a && b && a.of === b.of && isEqual(a.times, b.times) ? a : undefined;
  }
  return undefined;
}

/** What passes them keeps its value. */
const FILTERS = ['and', 'unless', '==', '!=', '<', '<=', '>', '>='];

function numberOf(expression: Expression): number | undefined {
  const inner = withoutParens(expression);
  return inner.kind === 'NumberLiteral' ? inner.value : undefined;
}

function measureOfSeries(series: string | undefined): Measure | undefined {
  if (series === undefined) return undefined;
  // A metric that is made by dividing says nothing about its series.
  const unit = metricsOfSeries(series).find((metric) => metric.denominator === undefined)?.unit;
  return unit && MEASURES[unit];
}

function isEqual(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}
