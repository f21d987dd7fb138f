import { findingsOf, helpOf, judgeObjects, judgeSample, NOW, reasonsOf } from '../sample';
import { deployment, hpa, yamlOf } from '../sample-manifests';

const ID = 'manifest/duplicate-object';

it('manifest/duplicate-object finds an object that a second file gives again', () => {
  const report = judgeSample({ files: { 'a.yaml': yamlOf(deployment()), 'b.yaml': yamlOf(deployment()) } });
  expect(findingsOf(report, ID)).toEqual(['error 4:9 this object is given again; the first one is at a.yaml:2']);
  expect(report.diagnostics[0]!.place.span.file.name).toBe('b.yaml');
  expect(helpOf(report, ID)).toEqual([
    'Keep one. The one that is applied last wins, and each sync may undo the other.',
  ]);
});

const MAP = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'bert' } };

describe.each<[string, readonly object[], number]>([
  ['the same object three times', [deployment(), deployment(), deployment()], 2],
  ['one HPA in two API versions', [hpa(), hpa({ apiVersion: 'autoscaling/v2beta1' })], 1],
  ['one name in two namespaces', [deployment({ namespace: 'blue' }), deployment({ namespace: 'green' })], 0],
  ['no namespace beside the default one', [deployment(), deployment({ namespace: 'default' })], 1],
  ['one name for two kinds', [deployment(), deployment({ kind: 'StatefulSet' }), hpa(), MAP], 0],
  ['items of a List', [MAP, { apiVersion: 'v1', kind: 'List', items: [MAP] }], 1],
  ['two items of one List', [{ apiVersion: 'v1', kind: 'ConfigMapList', items: [MAP, MAP] }], 1],
  ['names that differ', [deployment(), deployment({ name: 'llama' })], 0],
])('manifest/duplicate-object on %s', (_, objects, count) => {
  it(`finds ${count}`, () => expect(findingsOf(judgeObjects(objects), ID)).toHaveLength(count));
});

it('manifest/duplicate-object takes the namespace of the command line for objects that name none', () => {
  const objects = [deployment(), deployment({ namespace: 'ml' })];
  expect(findingsOf(judgeObjects(objects, { options: { namespace: 'ml' } }), ID)).toHaveLength(1);
});

it('manifest/duplicate-object compares nothing across clusters', () => {
  const clusters = ['blue', 'green'].map((name) => `  - {name: ${name}, paths: [${name}]}\n`);
  const report = judgeSample({
    files: {
      'foresail.yaml': `clusters:\n${clusters.join('')}`,
      'blue/bert.yaml': yamlOf(deployment()),
      'green/bert.yaml': yamlOf(deployment()),
    },
    now: NOW,
  });
  expect(report.clusters.map(({ context }) => context.name)).toEqual(['blue', 'green']);
  expect(findingsOf(report, ID)).toEqual([]);
});

it('manifest/duplicate-object cannot tell for objects without a name', () => {
  const nameless = { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} };
  const report = judgeObjects([nameless, nameless]);
  expect(findingsOf(report, ID)).toEqual([]);
  expect(reasonsOf(report, ID)).toEqual(['notCheckable: the object has no name']);
});
