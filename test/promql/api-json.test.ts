import { apiNumber, evaluateInstant, evaluateRange, PromQLError, toApiError, toApiResponse } from '../../src/promql';
import { SeriesStore } from '../../src/series/series-store';

const store = SeriesStore.from([
  {
    labels: { pod: 'a', __name__: 'up', Zone: 'z' },
    timestamps: [1_000, 61_500],
    values: [1, Number.POSITIVE_INFINITY],
  },
]);

it.each([
  [1, '1'],
  [-0, '-0'],
  [0.1, '0.1'],
  [1e-6, '0.000001'],
  [1.5e-7, '1.5e-07'],
  [1e-10, '1e-10'],
  [123456789012345680000, '123456789012345680000'],
  [1e21, '1e+21'],
  [1e100, '1e+100'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, '+Inf'],
  [Number.NEGATIVE_INFINITY, '-Inf'],
])('writes %d as Prometheus does', (value, text) => {
  expect(apiNumber(value)).toBe(text);
});

it('writes a vector, names in order, seconds with fractions', () => {
  const response = toApiResponse(evaluateInstant(store, 'up', { time: 61_500 }));
  expect(JSON.stringify(response)).toBe(
    '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"Zone":"z","__name__":"up","pod":"a"},"value":[61.5,"+Inf"]}]}}',
  );
});

it('writes a matrix', () => {
  const result = evaluateRange(store, 'sum(up)', { start: 1_000, end: 2_000, step: 500 });
  expect(toApiResponse(result)).toEqual({
    status: 'success',
    data: {
      resultType: 'matrix',
      result: [
        {
          metric: {},
          values: [
            [1, '1'],
            [1.5, '1'],
            [2, '1'],
          ],
        },
      ],
    },
  });
});

it.each([
  ['1 / 3', 'scalar', '0.3333333333333333'],
  ['"text"', 'string', 'text'],
])('writes the value of %s', (query, resultType, value) => {
  const response = toApiResponse(evaluateInstant(store, query, { time: 1_500 }));
  expect(response).toEqual({ status: 'success', data: { resultType, result: [1.5, value] } });
});

it.each([
  ['up(', 'bad_data'],
  ['up + on () {__name__=~".+"} + on () nothing', undefined],
  ['topk(NaN, up)', 'execution'],
])('writes the error of %s', (query, errorType) => {
  try {
    expect(toApiResponse(evaluateInstant(store, query, { time: 0 })).status).toBe('success');
  } catch (error) {
    if (!(error instanceof PromQLError)) throw error;
    expect(toApiError(error)).toEqual({ status: 'error', errorType, error: error.message });
    return;
  }
  expect(errorType).toBeUndefined();
});

it('calls the limit on wall time a timeout', () => {
  const error = new PromQLError('limit-time', 'evaluation', 'too long', { start: 0, end: 1 });
  expect(toApiError(error)).toMatchObject({ errorType: 'timeout' });
});
