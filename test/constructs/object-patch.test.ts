import { applyPatch, type PatchOperation } from '../../src/constructs/object-patch';
import { PolicyApp } from '../../src/index';
import { compile, errorsOf, policyErrors, sampleCluster, samplePolicy, type Untyped } from './sample';

const object = () => ({ spec: { list: ['a', 'b'], name: 'x', deep: { key: 1 }, 'a/b': true } });
const patch = (...operations: readonly PatchOperation[]): Untyped => {
  const result = applyPatch(object(), operations);
  return result.is === 'patched' ? result.object.spec : `${result.index}: ${result.reason}`;
};

describe('applyPatch', () => {
  it.each<[string, PatchOperation, Untyped]>([
    ['adds a key', { op: 'add', path: '/spec/new', value: { a: 1 } }, { new: { a: 1 } }],
    ['adds into a list', { op: 'add', path: '/spec/list/1', value: 'c' }, { list: ['a', 'c', 'b'] }],
    ['adds to the end of a list', { op: 'add', path: '/spec/list/-', value: 'c' }, { list: ['a', 'b', 'c'] }],
    ['replaces', { op: 'replace', path: '/spec/name', value: 'y' }, { name: 'y' }],
    ['reads escaped keys', { op: 'replace', path: '/spec/a~1b', value: false }, { 'a/b': false }],
    ['moves', { op: 'move', from: '/spec/deep/key', path: '/spec/key' }, { deep: {}, key: 1 }],
    ['copies', { op: 'copy', from: '/spec/name', path: '/spec/deep/name' }, { deep: { key: 1, name: 'x' } }],
    ['tests', { op: 'test', path: '/spec/name', value: 'x' }, {}],
  ])('%s', (_, operation, expected) => {
    expect(patch(operation)).toMatchObject(expected);
  });

  it('removes', () => expect(patch({ op: 'remove', path: '/spec/deep' })).not.toHaveProperty('deep'));

  it.each<[string, Untyped, string]>([
    ['a key that is not there', { op: 'remove', path: '/spec/nothing' }, '/spec/nothing is not there'],
    [
      'a value that is not there',
      { op: 'replace', path: '/spec/deep/other', value: 1 },
      '/spec/deep/other is not there',
    ],
    [
      'a parent that is not there',
      { op: 'add', path: '/spec/no/where', value: 1 },
      'there is nothing that /spec/no/where could be added to',
    ],
    [
      'an index beyond the end',
      { op: 'add', path: '/spec/list/9', value: 1 },
      'there is nothing that /spec/list/9 could be added to',
    ],
    ['a source that is not there', { op: 'move', from: '/spec/no', path: '/spec/yes' }, '/spec/no is not there'],
    ['another value', { op: 'test', path: '/spec/name', value: 'y' }, 'another value stands there'],
    ['what every object has', { op: 'replace', path: '/constructor', value: 1 }, '/constructor is not there'],
    [
      'a prototype',
      { op: 'add', path: '/__proto__/x', value: 1 },
      'there is nothing that /__proto__/x could be added to',
    ],
    ['no pointer', { op: 'add', path: 'spec', value: 1 }, 'spec is no JSON pointer'],
    ['no operation', { op: 'merge', path: '/spec', value: 1 }, 'there is no operation merge'],
  ])('says that it does not apply to %s', (_, operation, reason) => {
    expect(patch({ op: 'test', path: '/spec/name', value: 'x' }, operation)).toBe(`1: ${reason}`);
  });
});

const priority = (name = 'high'): Untyped => ({
  kind: 'Deployment',
  patch: [{ op: 'add', path: '/spec/template/spec/priorityClassName', value: name }],
});

describe('patches of a policy', () => {
  it('change its objects of the kind, after everything else', () => {
    const { Deployment, Service } = compile(samplePolicy({ patches: [priority()] }));
    expect(Deployment.spec.template.spec.priorityClassName).toBe('high');
    expect(Service.spec).not.toHaveProperty('template');
  });

  it('change the autoscaler, and what no prop has', () => {
    const path = '/metadata/annotations';
    const patches = [
      { kind: 'HorizontalPodAutoscaler', name: 'bert', patch: [{ op: 'add', path, value: { a: 'b' } }] },
    ];
    expect(compile(samplePolicy({ patches })).HorizontalPodAutoscaler.metadata.annotations).toEqual({ a: 'b' });
  });

  it('leave other policies alone; those of the cluster come after', () => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app, {
      patches: [{ kind: 'Deployment', name: 'b', patch: [{ op: 'add', path: '/metadata/labels/team', value: 'x' }] }],
    });
    cluster.add(samplePolicy({ patches: [priority()] }, 'a'), samplePolicy({}, 'b'));
    const files = [...(app.render().get('prod') ?? [])];
    const textOf = (name: string) => files.find(([path]) => path.endsWith(`/${name}.k8s.yaml`))![1];
    expect([textOf('a').includes('priorityClassName'), textOf('b').includes('priorityClassName')]).toEqual([
      true,
      false,
    ]);
    expect([textOf('a').includes('team: x'), textOf('b').includes('team: x')]).toEqual([false, true]);
  });

  it.each<[string, Untyped, string, string]>([
    [
      'that does not apply',
      { kind: 'Deployment', patch: [{ op: 'replace', path: '/spec/replicas', value: 2 }] },
      'prod/bert/Deployment',
      'patches[0].patch[0] (replace /spec/replicas) does not apply: /spec/replicas is not there.',
    ],
    [
      'of a kind that is not written',
      { kind: 'StatefulSet', patch: [] },
      'prod/bert',
      'patches[0] finds no StatefulSet here.',
    ],
    [
      'that leaves no object',
      { kind: 'Service', patch: [{ op: 'remove', path: '/metadata/name' }] },
      'prod/bert/Service',
      'patches[0] leaves no object: apiVersion, kind and metadata.name must stay texts.',
    ],
  ])('one %s is an error', (_, one, path, message) => {
    const errors = policyErrors(samplePolicy({ patches: [one] }));
    expect(errors).toMatchObject([{ code: 'patch', path }]);
    expect(errors[0]!.message).toContain(message);
  });

  it('are validated like the rest: a name that two objects have, a namespace that is none', () => {
    const rename = { kind: 'Service', patch: [{ op: 'replace', path: '/metadata/namespace', value: '../x' }] };
    expect(policyErrors(samplePolicy({ patches: [rename] }))).toMatchObject([
      { code: 'name-invalid', path: 'prod/bert/Service', value: '../x' },
    ]);
  });

  it('are found again in a second render', () => {
    const app = new PolicyApp();
    sampleCluster(app).add(samplePolicy({ patches: [priority()] }));
    expect([...app.render().keys()]).toEqual([...app.render().keys()]);
    expect(errorsOf(app)).toEqual([]);
  });
});
