import { joinErrors, PolicyError, PolicyErrors } from '../../../src/constructs/problems/policy-error';

const error = (path: string, property: string, value: unknown) =>
  new PolicyError(path, { code: 'name-invalid', property, value, allowed: 'a name', help: 'Choose another name.' });
const said = (path: string, property: string, value: unknown) =>
  new PolicyError(path, { code: 'name-invalid', property, value, summary: 'no.', help: 'Choose another name.' });
const joined = (...errors: readonly PolicyError[]) => {
  const thrown = joinErrors(errors);
  const all = thrown instanceof PolicyErrors ? thrown.all : thrown ? [thrown] : [];
  return all.map(({ path, property }) => `${path} ${property}`);
};

describe('errors of a policy', () => {
  it('say path, property, value, what is allowed, why and what to do', () => {
    const problem = {
      code: 'port-range',
      property: 'port',
      value: 'x'.repeat(100),
      allowed: 'a port',
      why: 'First.\nSecond.',
      help: 'Third.',
    } as const;
    const thrown = new PolicyError('prod/bert', problem);
    expect(thrown.message).toBe(
      `prod/bert: port is "${'x'.repeat(77)}...", but must be a port.\n  First.\n  Second.\n  Third.  [port-range]`,
    );
    expect(thrown).toMatchObject({
      name: 'PolicyError',
      code: 'port-range',
      path: 'prod/bert',
      property: 'port',
      allowed: 'a port',
    });
  });

  it('are none where there is none, and one where there is one', () => {
    expect(joinErrors([])).toBeUndefined();
    const one = error('a', 'id', 'X');
    expect(joinErrors([one])).toBe(one);
  });

  it.each([
    ['sorts by path', [error('b', 'id', 'X'), error('a', 'id', 'Y')], ['a id', 'b id']],
    ['says the same once', [error('a', 'id', 'X'), error('a', 'id', 'X')], ['a id']],
    ['says the same once that has no value', [error('a', 'id', undefined), error('a', 'id', undefined)], ['a id']],
    [
      'says the same text of one property once, whatever the values',
      [said('a', 'x', 1), said('a', 'x', 2), said('a', 'y', 1), said('b', 'x', 1)],
      ['a x', 'a y', 'b x'],
    ],
    [
      'keeps the outermost of a wrong name',
      [error('a/Service', 'metadata.name', 'X'), error('a', 'id', 'X')],
      ['a id'],
    ],
    [
      'keeps two properties with one wrong value',
      [error('a', 'port', 0), error('a', 'service.port', 0)],
      ['a port', 'a service.port'],
    ],
    ['keeps neighbours', [error('a', 'id', 'X'), error('ab', 'id', 'X')], ['a id', 'ab id']],
    ['keeps what has no value', [error('a', 'x', undefined), error('a/b', 'x', undefined)], ['a x', 'a/b x']],
  ])('%s', (_, errors, expected) => {
    expect(joined(...errors)).toEqual(expected);
  });
});
