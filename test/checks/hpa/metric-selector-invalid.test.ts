import { faultsOf, findingsOf, helpOf, judgeObjects, reasonsOf } from '../sample';
import { ahpa, hpa } from '../sample-manifests';

const ID = 'hpa/metric-selector-invalid';
const SELECTOR = '/spec/metrics/0/external/metric/selector';
const CONSEQUENCE = 'the autoscaler reads <unknown> and does not scale on it';

type Selector = Readonly<Record<string, unknown>>;

const external = (selector: Selector) => ({
  type: 'External',
  external: { metric: { name: 'queue', selector }, target: { type: 'AverageValue', averageValue: '5' } },
});

function judge(selector: Selector) {
  return judgeObjects([hpa({ spec: { metrics: [external(selector)] } })]);
}

it('hpa/metric-selector-invalid finds the name of a model, at the label', () => {
  const report = judge({ matchLabels: { model_name: 'Qwen/Qwen2.5-32B-Instruct' } });
  expect(findingsOf(report, ID)).toEqual([
    `error 19:27 the selector of queue asks for model_name "Qwen/Qwen2.5-32B-Instruct", which is no label value: ${CONSEQUENCE}`,
  ]);
  expect(helpOf(report, ID)).toEqual([
    'A value is empty, or at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends. ' +
      'Select by another label, such as the one that names the container, or write the value into the query of the adapter rule.',
  ]);
});

describe('hpa/metric-selector-invalid finds', () => {
  it.each<[string, Selector, string]>([
    [
      'a key that Prometheus alone takes',
      { matchLabels: { __name: 'a' } },
      '/matchLabels/__name the selector of queue names the label "__name", which is no label key',
    ],
    [
      'a value that is too long',
      { matchLabels: { a: 'b'.repeat(64) } },
      `/matchLabels/a the selector of queue asks for a "${'b'.repeat(64)}", which is no label value`,
    ],
    [
      'one of several values',
      { matchExpressions: [{ key: 'uri', operator: 'In', values: ['login', '/login'] }] },
      '/matchExpressions/0/values/1 the selector of queue asks for uri "/login", which is no label value',
    ],
    [
      'In without values',
      { matchExpressions: [{ key: 'a', operator: 'In' }] },
      '/matchExpressions/0/operator the selector of queue has In without values',
    ],
    [
      'Exists with values',
      { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] },
      '/matchExpressions/0/operator the selector of queue has Exists with values',
    ],
    [
      'an operator of node selectors',
      { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['5'] }] },
      '/matchExpressions/0/operator the selector of queue has the operator "Gt", which is none',
    ],
  ])('%s', (_, selector, fault) => {
    expect(faultsOf(judge(selector), ID)).toEqual([`error ${SELECTOR}${fault}: ${CONSEQUENCE}`]);
  });

  it.each<[string, object, string]>([
    [
      'a Pods metric',
      hpa({
        spec: {
          metrics: [
            {
              type: 'Pods',
              pods: {
                metric: { name: 'queue', selector: { matchLabels: { a: '/' } } },
                target: { type: 'AverageValue', averageValue: '5' },
              },
            },
          ],
        },
      }),
      '/spec/metrics/0/pods/metric/selector/matchLabels/a',
    ],
    [
      'an External metric of v2beta1',
      hpa({
        apiVersion: 'autoscaling/v2beta1',
        spec: {
          metrics: [
            {
              type: 'External',
              external: {
                metricName: 'queue',
                metricSelector: { matchLabels: { a: '/' } },
                targetAverageValue: '5',
              },
            },
          ],
        },
      }),
      '/spec/metrics/0/external/metricSelector/matchLabels/a',
    ],
    ['an AHPA', ahpa({ spec: { metrics: [external({ matchLabels: { a: '/' } })] } }), `${SELECTOR}/matchLabels/a`],
  ])('%s', (_, object, path) => {
    expect(faultsOf(judgeObjects([object]), ID)).toEqual([
      `error ${path} the selector of queue asks for a "/", which is no label value: ${CONSEQUENCE}`,
    ]);
  });
});

it.each<[string, Selector]>([
  ['labels', { matchLabels: { 'a.b/c_D': 'E-f.g', h: '' } }],
  ['expressions', { matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['b'] }] }],
  ['a label that must not be there', { matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] }],
  ['no term at all', {}],
])('hpa/metric-selector-invalid passes %s', (_, selector) => {
  const report = judge(selector);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it('hpa/metric-selector-invalid cannot tell what becomes of a placeholder', () => {
  const report = judge({ matchLabels: { model: '${MODEL}' } });
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([
    `notCheckable: ${SELECTOR}/matchLabels/model holds a placeholder that something replaces before the API server sees it`,
  ]);
});
