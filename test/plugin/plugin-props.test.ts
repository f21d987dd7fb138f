import { pluginProps } from '../../src/plugin/plugin-props';

describe('pluginProps', () => {
  it.each([
    [{}, {}],
    [{ snapshot: 'a.promsnap.gz' }, { snapshot: 'a.promsnap.gz' }],
    [{ now: '2026-11-21' }, { now: Date.UTC(2026, 10, 21) }],
    [{ acceptNewServices: true }, { acceptNewServices: true }],
    [
      { snapshot: 'a', now: '2026-11-21T08:00:00+08:00' },
      { snapshot: 'a', now: Date.UTC(2026, 10, 21) },
    ],
  ])('reads %j', (props, expected) => {
    expect(pluginProps(props)).toEqual({ acceptNewServices: false, ...expected });
  });

  it.each<[object, string]>([
    [{ snapshots: 'a' }, 'the Foresail validation has an unknown property "snapshots"; did you mean "snapshot"?'],
    [{ snapshot: ['a'] }, 'the Foresail validation has a property "snapshot" that is no text'],
    [{ snapshot: null }, 'the Foresail validation has a property "snapshot" that is no text'],
    [{ now: 'tomorrow' }, 'the Foresail validation has the property "now": "tomorrow"'],
    [{ now: '2026-02-30' }, 'the Foresail validation has the property "now": "2026-02-30"'],
    [
      { acceptNewServices: 'yes' },
      'the Foresail validation has a property "acceptNewServices" that is neither true nor false',
    ],
    [{ now: 2026 }, 'the Foresail validation has the property "now": 2026'],
  ])('refuses %j', (props, message) => {
    expect(() => pluginProps(props)).toThrow(expect.objectContaining({ code: 'usage', message, at: 'cdk8s.yaml' }));
  });
});
