import { type HpaAdmissionOptions, hpaAdmissionProblems } from '../../../src/autoscaling/hpa/admission';
import { readHpa } from '../../../src/autoscaling/hpa/read-hpa';
import type { Json } from '../../../src/source/node';

const pods = (name: string, target: Json): Json => ({ type: 'Pods', pods: { metric: { name }, target } });
const average = { type: 'AverageValue', averageValue: '20' };
const good = pods('SM', average);

function codesOf(spec: { readonly [key: string]: Json }, options: Partial<HpaAdmissionOptions> = {}, version = 'v2') {
  const json: Json = {
    apiVersion: `autoscaling/${version}`,
    metadata: { name: 'gpu-hpa' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bert' },
      minReplicas: 1,
      maxReplicas: 10,
      metrics: [good],
      ...spec,
    },
  };
  return hpaAdmissionProblems(readHpa(json), { minor: '1.36', ...options }).map(({ code, path }) => [code, path]);
}

const metric = (json: Json, version?: string) => codesOf({ metrics: [json] }, {}, version);
const at = (code: string, path: string) => [[code, `/spec/metrics/0${path}`]];
const external = (target: Json): Json => ({ type: 'External', external: { metric: { name: 'q' }, target } });
const resource = (target: Json, name = 'cpu'): Json => ({ type: 'Resource', resource: { name, target } });
const container = (name: string, containerName: string): Json => ({
  type: 'ContainerResource',
  containerResource: { name, container: containerName, target: { type: 'Utilization', averageUtilization: 60 } },
});
const object = (target: Json, describedObject: Json = { kind: 'Service', name: 'web' }): Json => ({
  type: 'Object',
  object: { metric: { name: 'q' }, describedObject, target },
});

describe('hpaAdmissionProblems', () => {
  it.each<[string, { readonly [key: string]: Json }, readonly (readonly string[])[]]>([
    ['nothing', {}, []],
    ['no minimum', { minReplicas: null }, []],
    ['a negative minimum', { minReplicas: -1 }, [['min-replicas', '/spec/minReplicas']]],
    ['a maximum of 0', { maxReplicas: 0 }, [['max-replicas', '/spec/maxReplicas']]],
    ['min above max', { minReplicas: 11 }, [['min-greater-than-max', '/spec/minReplicas']]],
    ['a minimum of 0', { minReplicas: 0 }, [['scale-to-zero', '/spec/minReplicas']]],
    [
      'a slash in the target name',
      { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a/b' } },
      [['object-reference', '/spec/scaleTargetRef/name']],
    ],
    [
      'an empty kind',
      { scaleTargetRef: { apiVersion: 'apps/v1', kind: '', name: 'a' } },
      [['object-reference', '/spec/scaleTargetRef/kind']],
    ],
    [
      'a target without a group',
      { scaleTargetRef: { apiVersion: 'v1', kind: 'Deployment', name: 'a' } },
      [['object-reference', '/spec/scaleTargetRef/apiVersion']],
    ],
    ['a ReplicationController', { scaleTargetRef: { apiVersion: 'v1', kind: 'ReplicationController', name: 'a' } }, []],
    [
      'a window beyond an hour',
      { behavior: { scaleDown: { stabilizationWindowSeconds: 3601 } } },
      [['behavior-range', '/spec/behavior/scaleDown/stabilizationWindowSeconds']],
    ],
    ['a window of an hour', { behavior: { scaleDown: { stabilizationWindowSeconds: 3600 } } }, []],
    [
      'an unknown selectPolicy',
      { behavior: { scaleUp: { selectPolicy: 'Average' } } },
      [['behavior-choice', '/spec/behavior/scaleUp/selectPolicy']],
    ],
    [
      'an empty list of policies, even when disabled',
      { behavior: { scaleUp: { selectPolicy: 'Disabled', policies: [] } } },
      [['behavior-policies', '/spec/behavior/scaleUp/policies']],
    ],
    ['policies that are null', { behavior: { scaleUp: { policies: null } } }, []],
    [
      'a policy with everything wrong',
      { behavior: { scaleUp: { policies: [{ type: 'Pod', value: 0, periodSeconds: 1801 }] } } },
      [
        ['behavior-choice', '/spec/behavior/scaleUp/policies/0/type'],
        ['behavior-range', '/spec/behavior/scaleUp/policies/0/value'],
        ['behavior-range', '/spec/behavior/scaleUp/policies/0/periodSeconds'],
      ],
    ],
    [
      'a negative tolerance',
      { behavior: { scaleUp: { tolerance: '-0.1' } } },
      [['behavior-range', '/spec/behavior/scaleUp/tolerance']],
    ],
  ])('judges %s', (_, spec, expected) => {
    expect(codesOf(spec)).toEqual(expected);
  });

  it.each<[string, Json, readonly (readonly string[])[]]>([
    ['an unknown type', { type: 'Gpu', gpu: {} }, at('metric-type', '/type')],
    ['no source', { type: 'Pods' }, at('metric-source', '')],
    ['another source', { type: 'Pods', object: {} }, [...at('metric-source', ''), ...at('metric-source', '/object')]],
    [
      'two sources',
      { type: 'Pods', pods: { metric: { name: 'a' }, target: average }, external: {} },
      at('metric-source', '/external'),
    ],
    ['a colon in the name', pods('vllm:num_requests_waiting', average), []],
    ['a bar in the name', pods('external.googleapis.com|x', average), []],
    ['a slash in the name', pods('nvidia.com/gpu_util', average), at('metric-name', '/pods/metric/name')],
    ['a percent sign in the name', pods('a%b', average), at('metric-name', '/pods/metric/name')],
    ['two dots as the name', pods('..', average), at('metric-name', '/pods/metric/name')],
    ['the seed', pods('SM', { type: 'Utilization', averageValue: 20 }), []],
    [
      'an unknown target type',
      pods('SM', { type: 'Average', averageValue: 20 }),
      at('target-type', '/pods/target/type'),
    ],
    [
      'a target of 0',
      pods('SM', { type: 'AverageValue', averageValue: 0 }),
      at('target-value', '/pods/target/averageValue'),
    ],
    [
      'a negative target',
      pods('SM', { type: 'AverageValue', averageValue: '-1m' }),
      at('target-value', '/pods/target/averageValue'),
    ],
    [
      'Pods with a percentage',
      pods('SM', { type: 'Utilization', averageUtilization: 20 }),
      at('target-fields', '/pods/target'),
    ],
    ['Pods with a total', pods('SM', { type: 'Value', value: 20 }), at('target-fields', '/pods/target')],
    ['Object without a target', object({ type: 'Value' }), at('target-fields', '/object/target')],
    ['Object with both', object({ type: 'Value', value: 1, averageValue: 1 }), []],
    [
      'an object name with a slash',
      object({ type: 'Value', value: 1 }, { kind: 'Service', name: 'a/b' }),
      at('object-reference', '/object/describedObject/name'),
    ],
    [
      'External with both',
      external({ type: 'Value', value: 1, averageValue: 1 }),
      at('target-fields', '/external/target'),
    ],
    ['External with neither', external({ type: 'Value' }), at('target-fields', '/external/target')],
    [
      'Resource with both',
      resource({ type: 'Utilization', averageUtilization: 1, averageValue: 1 }),
      at('target-fields', '/resource/target'),
    ],
    [
      'Resource with 0 percent',
      resource({ type: 'Utilization', averageUtilization: 0 }),
      at('target-value', '/resource/target/averageUtilization'),
    ],
    ['a resource that nothing serves', resource({ type: 'Utilization', averageUtilization: 50 }, 'nvidia.com/gpu'), []],
    [
      'a resource without a name',
      resource({ type: 'Utilization', averageUtilization: 50 }, ''),
      at('metric-name', '/resource/name'),
    ],
    ['a container name with a dot', container('cpu', 'a.b'), at('container', '/containerResource/container')],
    ['an unknown container resource', container('gpu', 'a'), at('metric-name', '/containerResource/name')],
    ['a container resource with a domain', container('nvidia.com/gpu', 'a'), []],
    ['huge pages', container('hugepages-2Mi', 'a'), []],
  ])('judges a metric with %s', (_, json, expected) => {
    expect(metric(json)).toEqual(expected);
  });

  it.each<[string, Json, readonly (readonly string[])[]]>([
    ['the seed', { type: 'Pods', pods: { metricName: 'SM', targetAverageValue: 20 } }, []],
    [
      'a slash in the name',
      { type: 'Pods', pods: { metricName: 'a/b', targetAverageValue: 20 } },
      at('metric-name', '/pods/metricName'),
    ],
    [
      'External with both',
      { type: 'External', external: { metricName: 'q', targetValue: 1, targetAverageValue: 1 } },
      at('target-fields', '/external'),
    ],
    ['Resource with neither', { type: 'Resource', resource: { name: 'cpu' } }, at('target-fields', '/resource')],
    [
      'Object without targetValue',
      { type: 'Object', object: { metricName: 'q', averageValue: 1 } },
      at('target-fields', '/object'),
    ],
    ['Object with both', { type: 'Object', object: { metricName: 'q', targetValue: 1, averageValue: 1 } }, []],
  ])('judges a metric of v2beta1 with %s', (_, json, expected) => {
    expect(metric(json, 'v2beta1')).toEqual(expected);
  });

  it('wants a group in the target from 1.34 on', () => {
    const spec = { scaleTargetRef: { kind: 'Deployment', name: 'a' } };
    expect(codesOf(spec, { minor: '1.33' })).toEqual([]);
    expect(codesOf(spec, { minor: '1.34' })).toEqual([['object-reference', '/spec/scaleTargetRef/apiVersion']]);
  });

  it('wants a metric that outlives the pods for a minimum of 0, where the gate is on', () => {
    const zero = { minReplicas: 0 };
    expect(codesOf(zero, { scaleToZero: true })).toEqual([['scale-to-zero', '/spec/minReplicas']]);
    expect(codesOf({ ...zero, metrics: [external({ type: 'Value', value: 1 })] }, { scaleToZero: true })).toEqual([]);
    expect(codesOf({ ...zero, metrics: [object({ type: 'Value', value: 1 })] }, { scaleToZero: true })).toEqual([]);
  });

  it('refuses ContainerResource below 1.27, where its gate is off', () => {
    const spec = { metrics: [container('cpu', 'a')] };
    expect(codesOf(spec, { minor: '1.26' })).toEqual(at('metric-type', ''));
    expect(codesOf(spec, { minor: '1.27' })).toEqual([]);
  });

  it('says what to do about a percentage in a Pods metric', () => {
    const json: Json = {
      apiVersion: 'autoscaling/v2',
      spec: { metrics: [pods('SM', { type: 'Utilization', averageUtilization: 20 })] },
    };
    const [problem] = hpaAdmissionProblems(readHpa(json), { minor: '1.36' });
    expect(problem).toMatchObject({
      message: 'a Pods metric needs target.averageValue',
      help: 'write averageValue (with type: AverageValue) in place of averageUtilization: only Resource metrics have a utilization',
    });
  });
});
