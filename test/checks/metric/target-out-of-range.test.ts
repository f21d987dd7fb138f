import { faultsOf, findingsOf, reasonsOf } from '../sample';
import { deployment, hpa } from '../sample-manifests';
import { judgeRules, rule } from '../sample-rules';

const ID = 'metric/target-out-of-range';
const A = 'load{namespace="default",pod="bert-6c5d8b9f47-2lkp9"}';
const B = 'load{namespace="default",pod="bert-6c5d8b9f47-t8gsm"}';
const OTHER = 'load{namespace="default",pod="llama-0"} 900 1000';

function autoscaler(target: string | object, source: 'Pods' | 'External' = 'Pods', bounds: object = {}): object {
  const given = typeof target === 'string' ? { type: 'AverageValue', averageValue: target } : target;
  const metric = { type: source, [source.toLowerCase()]: { metric: { name: 'load' }, target: given } };
  return hpa({ spec: { metrics: [metric], ...bounds } });
}

function judge(target: string, ...lines: readonly string[]) {
  return judgeRules({ rules: [rule()], objects: [deployment(), autoscaler(target)], series: lines.join('\n') });
}

it('metric/target-out-of-range finds a gauge that is bounded below its target', () => {
  expect(faultsOf(judge('10', `${A} 5 7 8 8 8`, OTHER), ID)).toEqual([
    'warning /spec/metrics/0/pods/target/averageValue the target 10 is never reached: load, averaged over the pods, was from 5 to 8 in the recorded 60 min, and stands at its greatest value for 59 % of the time, as a bounded value does; the service never scales out on it',
  ]);
});

it('metric/target-out-of-range takes the average over the pods of the target', () => {
  expect(findingsOf(judge('10', `${A} 19 20 21`, `${B} 1 2 3`, OTHER), ID)).toEqual([]);
  expect(findingsOf(judge('15', `${A} 19 20 21`, `${B} 1 2 3`, OTHER), ID)).toHaveLength(1);
});

it('metric/target-out-of-range is an info where the time is short and no bound shows', () => {
  const quiet = `${A} ${Array.from({ length: 61 }, (_, index) => index / 10).join(' ')}`;
  expect(faultsOf(judge('50', quiet), ID)).toEqual([expect.stringMatching(/^info .*the target 50 is never reached/)]);
  expect(faultsOf(judge('50', '# recorded: 12h', quiet), ID)).toEqual([expect.stringMatching(/^warning /)]);
});

it('metric/target-out-of-range finds a target that is always exceeded, beyond the tolerance', () => {
  expect(faultsOf(judge('20', '# recorded: 12h', `${A} 23 60 40`), ID)).toEqual([
    'warning /spec/metrics/0/pods/target/averageValue the target 20 is always exceeded: load, averaged over the pods, was from 23 to 60 in the recorded 12 h; the service stands at maxReplicas',
  ]);
  expect(findingsOf(judge('20', `${A} 22 60 40`), ID)).toEqual([]);
});

it('metric/target-out-of-range divides the total of an External metric by the replicas', () => {
  const judged = (target: string | object) =>
    judgeRules({
      externalRules: [rule({ metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>})' })],
      objects: [deployment(), autoscaler(target, 'External', { minReplicas: 2, maxReplicas: 10 })],
      series: `${A} 30 100 60`,
    });
  expect(findingsOf(judged('51'), ID)).toHaveLength(1);
  expect(findingsOf(judged('49'), ID)).toEqual([]);
  expect(findingsOf(judged('3'), ID)).toEqual([]);
  expect(findingsOf(judged('2'), ID)).toHaveLength(1);
  expect(findingsOf(judged({ type: 'Value', value: '60' }), ID)).toEqual([]);
  expect(findingsOf(judged({ type: 'Value', value: '101' }), ID)).toHaveLength(1);
});

it('metric/target-out-of-range cannot tell without values of the target', () => {
  expect(reasonsOf(judge('10', OTHER), ID)).toEqual([
    'notCheckable: bert has no pods in sample.promsnap: take a snapshot once it runs',
  ]);
  expect(reasonsOf(judgeRules({ rules: [rule()], objects: [autoscaler('10')], series: OTHER }), ID)).toEqual([
    'notCheckable: Deployment default/bert is not among the files, and nothing says that they are the whole cluster',
  ]);
});

describe('metric/target-out-of-range judges the values that the request selects', () => {
  const EXTERNAL = rule({
    seriesQuery: 'my_queue{container!=""}',
    overrides: { namespace: 'namespace' },
    metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>})',
  });
  const QUEUES = `
my_queue{namespace="default",container="busy",pod="busy-6c5d8b9f47-2lkp9"} 500 900
my_queue{namespace="default",container="quiet",pod="bert-6c5d8b9f47-2lkp9"} 0 30
my_queue{namespace="other",container="quiet",pod="bert-7d5d8b9f47-2lkp9"} 5000 9000
`;
  const queue = (selector: object, source: 'Pods' | 'External', averageValue: string) =>
    hpa({
      spec: {
        metrics: [
          {
            type: source,
            [source.toLowerCase()]: {
              metric: { name: 'my_queue', selector },
              target: { type: 'AverageValue', averageValue },
            },
          },
        ],
      },
    });
  const judged = (selector: object, averageValue = '10') =>
    judgeRules({
      externalRules: [EXTERNAL],
      objects: [deployment(), queue(selector, 'External', averageValue)],
      series: QUEUES,
    });

  it('of an External metric: by its selector and its namespace', () => {
    expect(findingsOf(judged({ matchLabels: { container: 'quiet' } }), ID)).toEqual([]);
    expect(faultsOf(judged({ matchLabels: { container: 'busy' } }), ID)).toEqual([
      expect.stringMatching(/the target 10 is always exceeded: my_queue, in total, was from 500 to 900 /),
    ]);
    expect(
      faultsOf(judged({ matchExpressions: [{ key: 'container', operator: 'In', values: ['quiet'] }] }, '40'), ID),
    ).toEqual([expect.stringMatching(/the target 40 is never reached: my_queue, in total, was from 0 to 30 /)]);
  });

  it('in every namespace where the rule says so', () => {
    const report = judgeRules({
      externalRules: [{ ...EXTERNAL, resources: { namespaced: false } }],
      objects: [deployment(), queue({ matchLabels: { container: 'quiet' } }, 'External', '10')],
      series: QUEUES,
    });
    expect(faultsOf(report, ID)).toEqual([expect.stringMatching(/my_queue, in total, was from 5000 to 9030 /)]);
  });

  it('of a Pods metric with a selector', () => {
    const series = `
my_queue{namespace="default",container="server",pod="bert-6c5d8b9f47-2lkp9"} 5 9
my_queue{namespace="default",container="sidecar",pod="bert-6c5d8b9f47-2lkp9"} 500 900
`;
    const byPods = rule({ seriesQuery: 'my_queue{pod!=""}' });
    const of = (container: string) =>
      judgeRules({
        rules: [byPods],
        objects: [deployment(), queue({ matchLabels: { container } }, 'Pods', '7')],
        series,
      });
    expect(findingsOf(of('server'), ID)).toEqual([]);
    expect(faultsOf(of('sidecar'), ID)).toEqual([
      expect.stringMatching(/my_queue, averaged over the pods, was from 500 to 900 /),
    ]);
  });

  it('and cannot tell where it selects nothing', () => {
    expect(reasonsOf(judged({ matchLabels: { container: 'chatt' } }), ID)).toEqual([
      'notCheckable: no series my_queue in sample.promsnap has container="chatt"',
    ]);
    const zero = judgeRules({
      externalRules: [{ ...EXTERNAL, metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>}) or vector(0)' }],
      objects: [deployment(), queue({ matchLabels: { container: 'chatt' } }, 'External', '10')],
      series: QUEUES,
    });
    expect(reasonsOf(zero, ID)).toEqual(['notCheckable: no series my_queue in sample.promsnap has container="chatt"']);
  });
});
