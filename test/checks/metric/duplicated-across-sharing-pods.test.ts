import { faultsOf, findingsOf, reasonsOf } from '../sample';
import { judgeRules, rule } from '../sample-rules';

const ID = 'metric/duplicated-across-sharing-pods';

function judge(...lines: readonly string[]) {
  return judgeRules({ rules: [rule()], series: lines.join('\n') });
}

it('metric/duplicated-across-sharing-pods finds pods with the value of their card', () => {
  const report = judge(
    'load{UUID="g1",namespace="default",pod="a"} 35 42 28',
    'load{UUID="g1",namespace="default",pod="b"} 35 42 28',
    'load{UUID="g1",namespace="default",pod="c"} 35 42 28',
    'load{UUID="g2",namespace="default",pod="d"} 35 42 28',
  );
  expect(faultsOf(report, ID)).toEqual([
    "warning /rules/0/seriesQuery 3 pods on card g1 (a, b, c) have the same value at every recorded time: it is the value of the card, and each pod counts its neighbours' load as its own",
  ]);
});

it('metric/duplicated-across-sharing-pods knows a card by node and number', () => {
  const report = judge(
    'load{Hostname="n",gpu="0",namespace="default",pod="a"} 35',
    'load{Hostname="n",gpu="0",namespace="default",pod="b"} 35',
    'load{Hostname="n",gpu="1",namespace="default",pod="c"} 35',
  );
  expect(findingsOf(report, ID)).toEqual([expect.stringContaining('2 pods on card n/0 (a, b)')]);
});

it.each([
  [
    'pods with values of their own',
    ['load{UUID="g",namespace="x",pod="a"} 35 42', 'load{UUID="g",namespace="x",pod="b"} 35 41'],
  ],
  [
    'pods on cards of their own',
    ['load{UUID="g",namespace="x",pod="a"} 35', 'load{UUID="h",namespace="x",pod="b"} 35'],
  ],
  [
    'slices of one card',
    ['load{UUID="g",GPU_I_ID="1",namespace="x",pod="a"} 35', 'load{UUID="g",GPU_I_ID="2",namespace="x",pod="b"} 35'],
  ],
  [
    'pods one after the other',
    ['load{UUID="g",namespace="x",pod="a"} 35 _', 'load{UUID="g",namespace="x",pod="b"} _ 35'],
  ],
  ['series without a card', ['load{namespace="x",pod="a"} 35', 'load{namespace="x",pod="b"} 35']],
])('metric/duplicated-across-sharing-pods passes %s', (_, lines) => {
  const report = judge(...lines);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});

it('metric/duplicated-across-sharing-pods cannot tell from zeros', () => {
  const report = judge('load{UUID="g",namespace="x",pod="a"} 0', 'load{UUID="g",namespace="x",pod="b"} 0');
  expect(reasonsOf(report, ID)).toEqual([
    'notCheckable: the pods that share a card have too few samples in common, or only zeros',
  ]);
});
