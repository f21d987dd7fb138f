import { Duration } from 'cdk8s';
import { merged } from '../../../src/constructs/policy/merged';
import { Gpu, PolicyError } from '../../../src/index';
import { hpa, policyErrors, samplePolicy, type Untyped } from '../sample';

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

  it('can unset nothing', () => {
    const policy = samplePolicy({ drain: Duration.seconds(60) });
    expect(policy.with({ drain: undefined }).props.drain.toSeconds()).toBe(60);
  });

  const thrownBy = (overrides: Untyped): Untyped => {
    try {
      samplePolicy().with(overrides);
    } catch (error) {
      return error;
    }
  };

  it.each<[string, Untyped, string, string]>([
    ['nothing', undefined, 'with(...)', 'with(...) is undefined, but must be given.'],
    ['null', null, 'with(...)', 'with(...) is null, but must be an object of what changes.'],
    ['a text', 'x', 'with(...)', 'with(...) is "x", but must be an object of what changes.'],
    ['no scaling', { scaling: null }, 'scaling', 'scaling is null, but must be an object.'],
    ['another behavior', { scaling: { behavior: 'none' } }, 'scaling.behavior', 'must be one of kubernetesDefault.'],
    [
      'other metrics',
      { scaling: { metrics: [] } },
      'scaling.metrics',
      'scaling.metrics is no property that is known here.',
    ],
    ['a whole scaling policy', { scaling: hpa }, 'scaling', 'with(...) is a whole ScalingPolicy'],
    ['another GPU', { gpu: Gpu.dedicated(2) }, 'gpu', 'with(...) cannot change the GPU.'],
    ['another port', { port: 8080 }, 'port', 'with(...) cannot change the port.'],
  ])('is none with %s', (_, overrides, property, text) => {
    const error = thrownBy(overrides);
    expect(error).toBeInstanceOf(PolicyError);
    expect(error).toMatchObject({ path: 'bert', property });
    expect(error.message).toContain(text);
  });

  it.each([{ scaling: hpa }, { gpu: Gpu.dedicated(2) }])('with %j is made by onGpu', (overrides) => {
    expect(thrownBy(overrides).message).toContain('.onGpu(Gpu.dedicated(1), ScalingPolicy.hpa({ ... }))');
  });

  it('is none with several faults, each of which is told', () => {
    const { all } = thrownBy({ gpu: 1, port: 80, scaling: { metrics: [] } });
    expect(all.map(({ property }: PolicyError) => property)).toEqual(['gpu', 'port', 'scaling.metrics']);
  });

  it('leaves GPU and port as they are where they are undefined', () => {
    expect(samplePolicy().with({ gpu: undefined, port: undefined }).props).toMatchObject({ port: 80 });
  });

  it('of a policy without a scaling policy is told that where it is placed', () => {
    const variant = samplePolicy({ scaling: {} }).with({ scaling: { maxReplicas: 2 } });
    expect(policyErrors(variant)).toMatchObject([{ property: 'scaling', code: 'value-type' }]);
  });
});
