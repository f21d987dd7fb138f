import { findingKey } from '../../src/checks/finding-key';
import { markNew } from '../../src/checks/mark-new';
import type { Diagnostic } from '../../src/checks/validation-report';
import { SourceFile, startOf } from '../../src/source/source-file';

const OBJECT = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', namespace: 'ml', name: 'bert' };

function finding(changes: Partial<Diagnostic> & { readonly path?: string; readonly file?: string } = {}): Diagnostic {
  const { path = '/spec', file = 'a.yaml', ...rest } = changes;
  return {
    check: 'hpa/admission',
    severity: 'error',
    cluster: 'prod',
    message: 'minReplicas is 5, and maxReplicas is 2',
    help: 'Mend it.',
    object: OBJECT,
    place: { span: startOf(new SourceFile(file, 'a: 1\n')), path },
    ...rest,
  };
}

const withoutObject = (changes: Parameters<typeof finding>[0]): Diagnostic => {
  const { object, ...rest } = finding(changes);
  return object ? rest : rest;
};

describe('findingKey is the same for', () => {
  it.each<[string, Diagnostic, Diagnostic]>([
    [
      'a finding whose lines moved',
      finding(),
      finding({ place: { span: { ...finding().place.span, start: 3 }, path: '/spec' } }),
    ],
    ['an object in another file', finding(), finding({ file: 'b.yaml' })],
    [
      'an object in another API version',
      finding(),
      finding({ object: { ...OBJECT, apiVersion: 'autoscaling/v2beta2' } }),
    ],
    ['other numbers', finding(), finding({ message: 'minReplicas is 6, and maxReplicas is 20' })],
    ['another severity', finding(), finding({ severity: 'info' })],
    ['another place in a list', finding({ path: '/spec/metrics/0' }), finding({ path: '/spec/metrics/1' })],
    [
      'quantities and shares',
      finding({ message: 'is 500m, 28.57 % and 2Gi' }),
      finding({ message: 'is 2, -1 % and 3Mi' }),
    ],
  ])('%s', (_, a, b) => {
    expect(findingKey(a)).toBe(findingKey(b));
  });
});

describe('findingKey differs for', () => {
  it.each<[string, Diagnostic, Diagnostic]>([
    ['another check', finding(), finding({ check: 'hpa/min-greater-than-max' })],
    ['another cluster', finding(), finding({ cluster: 'dev' })],
    ['another name', finding(), finding({ object: { ...OBJECT, name: 'bert-2' } })],
    ['another namespace', finding(), finding({ object: { ...OBJECT, namespace: 'default' } })],
    ['another metric of the object', finding({ message: 'p95 is missing' }), finding({ message: 'p99 is missing' })],
    ['names that end in numbers', finding({ message: 'llama-2 fights' }), finding({ message: 'llama-3 fights' })],
    ['a rule of another file', withoutObject({ file: 'a.yaml' }), withoutObject({ file: 'b.yaml' })],
  ])('%s', (_, a, b) => {
    expect(findingKey(a)).not.toBe(findingKey(b));
  });
});

describe('markNew', () => {
  const news = (entries: readonly Diagnostic[], base: readonly Diagnostic[]) =>
    markNew(entries, base).map(({ isNew }) => isNew);

  it.each<[string, readonly Diagnostic[], readonly Diagnostic[], readonly boolean[]]>([
    ['everything without a counterpart is new', [finding(), finding({ check: 'a/b' })], [], [true, true]],
    ['what was there is not', [finding({ check: 'a/b' }), finding()], [finding()], [true, false]],
    [
      'of three where there were two the one at a new path is new',
      [finding({ path: '/0' }), finding({ path: '/1' }), finding({ path: '/2' })],
      [finding({ path: '/2' }), finding({ path: '/0' })],
      [false, true, false],
    ],
    [
      'two that moved in a list are both old',
      [finding({ path: '/1' }), finding({ path: '/2' })],
      [finding({ path: '/0' }), finding({ path: '/1' })],
      [false, false],
    ],
    ['one stands for one only', [finding(), finding()], [finding()], [false, true]],
    ['what is gone is nothing', [], [finding()], []],
  ])('%s', (_, entries, base, expected) => {
    expect(news(entries, base)).toEqual(expected);
  });
});
