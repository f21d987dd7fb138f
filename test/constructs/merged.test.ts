import { Duration } from 'cdk8s';
import { merged } from '../../src/constructs/merged';
import { samplePolicy } from './sample';

describe('merged', () => {
  it.each<[string, object, object, object]>([
    ['objects key by key', { a: { b: 1, c: 2 } }, { a: { c: 3 } }, { a: { b: 1, c: 3 } }],
    ['deep objects', { a: { b: { c: 1, d: 2 } } }, { a: { b: { d: 3 } } }, { a: { b: { c: 1, d: 3 } } }],
    ['lists as a whole', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ['what is new', { a: 1 }, { b: { c: 1 } }, { a: 1, b: { c: 1 } }],
    ['nothing for undefined', { a: 1 }, { a: undefined }, { a: 1 }],
  ])('takes %s', (_, base, changes, expected) => {
    expect(merged(base, changes)).toEqual(expected);
  });

  it('replaces values that are one thing, and changes neither side', () => {
    const base = { drain: Duration.seconds(5), env: { A: '1' } };
    expect(merged(base, { drain: Duration.seconds(9), env: { B: '2' } }).drain.toSeconds()).toBe(9);
    expect(base.env).toEqual({ A: '1' });
  });
});

describe('a variant of a policy', () => {
  it('keeps what it does not change, at any depth', () => {
    const policy = samplePolicy({
      env: { A: '1', B: '2' },
      resources: { requests: { cpu: '1', memory: '2Gi' } },
      startup: { expected: Duration.minutes(2), max: Duration.minutes(8) },
    });
    const { props } = policy.with({
      env: { B: '3' },
      resources: { requests: { cpu: '4' } },
      startup: { max: Duration.minutes(20) },
    });
    expect(props.env).toEqual({ A: '1', B: '3' });
    expect(props.resources).toEqual({ requests: { cpu: '4', memory: '2Gi' } });
    expect([props.startup.expected.toMinutes(), props.startup.max.toMinutes()]).toEqual([2, 20]);
    expect(policy.props.env).toEqual({ A: '1', B: '2' });
  });
});
