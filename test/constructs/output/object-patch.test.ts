import { applyPatch, type PatchOperation } from '../../../src/constructs/output/object-patch';
import { PolicyApp, PolicyError, PolicyErrors } from '../../../src/index';
import { compile, errorsOf, policyErrors, sampleCluster, samplePolicy, type Untyped } from '../sample';

/** The errors of what cannot even be placed. */
const policyErrorsThrown = (policy: Untyped, cluster: Untyped = {}): readonly PolicyError[] => {
  try {
    return policyErrors(policy, cluster);
  } catch (error) {
    if (error instanceof PolicyErrors) return error.all;
    if (error instanceof PolicyError) return [error];
    throw error;
  }
};

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
    ['the length of a list', { op: 'replace', path: '/spec/list/length', value: 0 }, '/spec/list/length is not there'],
    ['the length of a list, to remove', { op: 'remove', path: '/spec/list/length' }, '/spec/list/length is not there'],
    [
      'a key of a list',
      { op: 'add', path: '/spec/list/key', value: 0 },
      'there is nothing that /spec/list/key could be added to',
    ],
    ['an index with a zero', { op: 'remove', path: '/spec/list/00' }, '/spec/list/00 is not there'],
    ['the end of a list, to replace', { op: 'replace', path: '/spec/list/-', value: 0 }, '/spec/list/- is not there'],
    [
      'a part of what moves',
      { op: 'move', from: '/spec/deep', path: '/spec/deep/key' },
      '/spec/deep/key is a part of /spec/deep, which cannot move into itself',
    ],
  ])('says that it does not apply to %s', (_, operation, reason) => {
    expect(patch({ op: 'test', path: '/spec/name', value: 'x' }, operation)).toBe(`1: ${reason}`);
  });
});

const priority = (name = 'high'): Untyped => ({
  kind: 'Deployment',
  patch: [{ op: 'add', path: '/spec/template/spec/priorityClassName', value: name }],
});

const cyclic: Untyped = { list: [] };
cyclic.list.push(cyclic);

describe('patches that are none', () => {
  const JSON_TEXT = 'but must be JSON: a text, a finite number, true, false, null, or a list or plain object of these.';
  const POINTER = 'but must be a JSON pointer to a part of the object';

  it.each<[string, Untyped, string]>([
    ['a text', 'x', 'patches is "x", but must be a list.'],
    ['an object', { kind: 'Deployment', patch: [] }, 'patches is an object, but must be a list.'],
    ['null', null, 'patches is null, but must be a list.'],
    ['a list of null', [null], 'patches[0] is null, but must be an object.'],
    ['no kind', [{ patch: [] }], 'patches[0].kind is undefined, but must be given.'],
    ['an empty kind', [{ kind: '', patch: [] }], 'patches[0].kind is "", but must be a kind.'],
    ['no operations', [{ kind: 'Deployment' }], 'patches[0].patch is undefined, but must be given.'],
    ['a text for operations', [{ kind: 'Deployment', patch: 'x' }], 'patches[0].patch is "x", but must be a list.'],
    [
      'an unknown property',
      [{ kind: 'Deployment', nam: 'bert', patch: [] }],
      'patches[0].nam is no property that is known here.',
    ],
    ['no name', [{ kind: 'Deployment', name: 5, patch: [] }], 'patches[0].name is 5, but must be a name.'],
  ])('%s', (_, patches, expected) => {
    const [, property] = /^(\S+)/.exec(expected)!;
    for (const errors of [
      policyErrorsThrown(samplePolicy({ patches })),
      policyErrorsThrown(samplePolicy(), { patches }),
    ]) {
      expect(errors).toMatchObject([{ property }]);
      expect(errors[0]!.message).toContain(`: ${expected}`);
    }
  });

  it.each<[string, Untyped, string]>([
    ['none', null, ' is null, but must be an object.'],
    ['an unknown one', { op: 'ad', path: '/spec', value: 1 }, '.op is "ad", but must be one of add, remove, replace'],
    ['no path', { op: 'remove' }, '.path is undefined, but must be given.'],
    ['an empty path', { op: 'replace', path: '', value: {} }, `.path is "", ${POINTER}`],
    ['a path without a slash', { op: 'remove', path: 'spec' }, `.path is "spec", ${POINTER}`],
    ['a path with a wrong escape', { op: 'remove', path: '/a~2b' }, `.path is "/a~2b", ${POINTER}`],
    ['a path that ends in an escape', { op: 'remove', path: '/a~' }, `.path is "/a~", ${POINTER}`],
    ['no value', { op: 'add', path: '/x' }, '.value is undefined, but must be given.'],
    ['no value to test', { op: 'test', path: '/kind', value: undefined }, '.value is undefined, but must be given.'],
    ['a value too many', { op: 'remove', path: '/x', value: 1 }, '.value is no property that is known here.'],
    ['no source', { op: 'move', path: '/x' }, '.from is undefined, but must be given.'],
    ['a source that is none', { op: 'copy', from: 'spec', path: '/x' }, `.from is "spec", ${POINTER}`],
    ['no number', { op: 'add', path: '/x', value: Number.NaN }, `.value is NaN, ${JSON_TEXT}`],
    ['a number without end', { op: 'add', path: '/x', value: [Infinity] }, `.value[0] is Infinity, ${JSON_TEXT}`],
    ['a function', { op: 'add', path: '/x', value: { f: () => 1 } }, `.value.f is a function, ${JSON_TEXT}`],
    ['a date', { op: 'add', path: '/x', value: new Date(0) }, `.value is an object, ${JSON_TEXT}`],
    ['a map', { op: 'add', path: '/x', value: new Map() }, `.value is an object, ${JSON_TEXT}`],
    ['a large integer', { op: 'add', path: '/x', value: 10n }, `.value is 10, ${JSON_TEXT}`],
    ['a hole in a list', { op: 'add', path: '/x', value: [undefined] }, `.value[0] is undefined, ${JSON_TEXT}`],
    ['what holds itself', { op: 'add', path: '/x', value: cyclic }, `.value.list[0] is an object, ${JSON_TEXT}`],
  ])('an operation with %s', (_, operation, expected) => {
    const errors = policyErrorsThrown(samplePolicy({ patches: [{ kind: 'Deployment', patch: [operation] }] }));
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringContaining(`prod/bert: patches[0].patch[0]${expected}`),
    ]);
  });

  it('but null, and a key without a value, may be written', () => {
    const value = { a: null, b: undefined };
    const patches = [{ kind: 'Service', patch: [{ op: 'add', path: '/metadata/annotations', value }] }];
    expect(compile(samplePolicy({ patches })).Service.metadata.annotations).toEqual({ a: null });
  });
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

  it.each([null, 5, {}])('cannot make a namespace of %j', (value) => {
    const patches = [{ kind: 'Service', patch: [{ op: 'replace', path: '/metadata/namespace', value }] }];
    expect(policyErrors(samplePolicy({ patches }))).toMatchObject([
      { code: 'name-invalid', path: 'prod/bert/Service', property: 'metadata.namespace', value },
    ]);
  });

  it('are found again in a second render', () => {
    const app = new PolicyApp();
    sampleCluster(app).add(samplePolicy({ patches: [priority()] }));
    expect([...app.render().keys()]).toEqual([...app.render().keys()]);
    expect(errorsOf(app)).toEqual([]);
  });
});
