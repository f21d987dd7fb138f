import { findingsOf, helpOf, judgeSample, reasonsOf } from '../sample';
import { deployment, hpa, yamlOf } from '../sample-manifests';

const ID = 'config/suppression-unused';
const HIDDEN = 'hpa/min-greater-than-max';

const INVERTED = { minReplicas: 5 };
const CLUSTERS = 'clusters:\n  - {name: blue, paths: [blue]}\n  - {name: green, paths: [green]}\n';

/** Two clusters with an inverted HPA each, and suppressions. */
function judgeWith(...suppressions: readonly object[]) {
  const files = {
    'foresail.yaml': CLUSTERS + yamlOf({ suppressions }),
    'blue/hpa.yaml': yamlOf(hpa({ namespace: 'ml', spec: INVERTED }), deployment({ namespace: 'ml' })),
    'green/hpa.yaml': yamlOf(hpa({ name: 'llama', namespace: 'ml', spec: INVERTED }), deployment({ namespace: 'ml' })),
  };
  return judgeSample({ files });
}

const hiding = (selection: object) => ({ check: HIDDEN, reason: 'the ceiling is raised by hand', ...selection });

it('config/suppression-unused finds a suppression that hides nothing, at its entry', () => {
  const report = judgeWith({ check: 'ahpa/bounds-expired', reason: 'left over' });
  expect(findingsOf(report, ID)).toEqual([
    'warning 5:5 the suppression of ahpa/bounds-expired hides no finding in this run',
  ]);
  expect(helpOf(report, ID)).toEqual([
    'Delete it; if it is for files that this run did not read, run validate over all of them.',
  ]);
  expect(report.diagnostics.find(({ check }) => check === ID)!.cluster).toBe('*');
});

describe('config/suppression-unused: a suppression selects', () => {
  it.each<[string, object, number]>([
    ['every object without a selection', {}, 2],
    ['by cluster', { cluster: 'blue' }, 1],
    ['by the name of the object', { name: 'llama' }, 1],
    ['by kind', { kind: 'HorizontalPodAutoscaler' }, 2],
    ['by namespace', { namespace: 'ml' }, 2],
    [
      'by all of them together',
      { cluster: 'green', kind: 'HorizontalPodAutoscaler', namespace: 'ml', name: 'llama' },
      1,
    ],
    ['not another cluster', { cluster: 'red' }, 0],
    ['not another kind', { kind: 'Deployment' }, 0],
    ['not another namespace', { namespace: 'default' }, 0],
    ['not another name', { name: 'gemma' }, 0],
    ['not where one of several does not match', { cluster: 'blue', name: 'llama' }, 0],
  ])('%s', (_, selection, hidden) => {
    const report = judgeWith(hiding(selection));
    expect(findingsOf(report, HIDDEN)).toHaveLength(2 - hidden);
    expect(report.notChecked.filter(({ check }) => check === HIDDEN)).toHaveLength(hidden);
    expect(findingsOf(report, ID)).toHaveLength(hidden === 0 ? 1 : 0);
  });
});

it('config/suppression-unused takes the first suppression that covers a finding, and finds the second', () => {
  const report = judgeWith(hiding({}), hiding({ reason: 'again' }));
  expect(reasonsOf(report, HIDDEN)).toEqual(['skipped: suppressed: the ceiling is raised by hand']);
  expect(findingsOf(report, ID)).toHaveLength(1);
});

it('config/suppression-unused files the finding under the cluster that the suppression names', () => {
  const report = judgeWith(hiding({ cluster: 'green', name: 'gemma' }));
  expect(report.diagnostics.filter(({ check }) => check === ID).map(({ cluster }) => cluster)).toEqual(['green']);
});

it('config/suppression-unused cannot itself be suppressed, and says so of the attempt', () => {
  const report = judgeWith({ check: ID, reason: 'keep it quiet' });
  expect(findingsOf(report, ID)).toEqual([`warning 5:5 the suppression of ${ID} hides no finding in this run`]);
});

it('config/suppression-unused leaves a check that does not exist to the reading of the file', () => {
  expect(() => judgeWith(hiding({ check: 'hpa/min-greater-then-max' }))).toThrow(
    'the suppression names the check "hpa/min-greater-then-max", which does not exist; did you mean "hpa/min-greater-than-max"',
  );
});

it('config/suppression-unused passes a suppression in use, and always can tell', () => {
  const report = judgeWith(hiding({}));
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual([]);
});
