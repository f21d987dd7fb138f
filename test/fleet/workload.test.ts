import { gpuAllocationOf } from '../../src/autoscaling/workload/gpu-request';
import { deployment, fleetOf, shownSpan } from './reading';

const withContainers = (containers: string) =>
  deployment('a').replace(/containers: .*\n/, `containers: ${containers}}\n`);

describe('the GPUs of a workload', () => {
  it.each([
    ['nvidia.com/gpu', 'dedicated'],
    ['aliyun.com/gpu', 'dedicated'],
    ['amd.com/gpu', 'dedicated'],
    ['gpu.intel.com/xe', 'dedicated'],
    ['aliyun.com/gpu-mem', 'shared'],
    ['aliyun.com/gpu-core.percentage', 'shared'],
    ['nvidia.com/gpu.shared', 'timeSliced'],
    ['nvidia.com/mig-1g.5gb', 'mig'],
    ['cpu', undefined],
    ['nvidia.com/gpumem', undefined],
    ['nvidia.com/gpu-memory', undefined],
    ['__proto__', undefined],
  ])('%s is allocated as %s', (resource, expected) => {
    expect(gpuAllocationOf(resource)).toBe(expected);
  });

  it.each<[string, string, readonly unknown[]]>([
    ['a limit', '[{resources: {limits: {nvidia.com/gpu: 2}}}]', [['nvidia.com/gpu', 2]]],
    ['a limit as text', '[{resources: {limits: {nvidia.com/gpu: "1"}}}]', [['nvidia.com/gpu', 1]]],
    ['a limit that cannot be read', '[{resources: {limits: {nvidia.com/gpu: one}}}]', [['nvidia.com/gpu', undefined]]],
    ['a limit of another kind', '[{resources: {limits: {nvidia.com/gpu: [1]}}}]', [['nvidia.com/gpu', undefined]]],
    [
      'limits of several containers',
      '[{resources: {limits: {cpu: 1, nvidia.com/gpu: 1}}}, {resources: {limits: {aliyun.com/gpu-mem: 8}}}]',
      [
        ['nvidia.com/gpu', 1],
        ['aliyun.com/gpu-mem', 8],
      ],
    ],
    ['a request alone, which the API server refuses', '[{resources: {requests: {nvidia.com/gpu: 1}}}]', []],
    ['no resources', '[{name: a}]', []],
    ['containers that are none', '[null, a, [], {resources: a}, {resources: {limits: [1]}}]', []],
    ['no list of containers', '{a: b}', []],
  ])('%s', (_, containers, expected) => {
    const [workload] = fleetOf(withContainers(containers)).workloads;
    expect(workload!.gpuRequests.map(({ resource, amount }) => [resource, amount])).toEqual(expected);
  });

  it.each<[string, string, readonly unknown[]]>([
    [
      'a sidecar beside the container',
      'initContainers: [{limits: 2, always}], containers: [{limits: 1}]',
      ['c0 1', 'i0 2'],
    ],
    ['an init container that asks for more', 'initContainers: [{limits: 4}], containers: [{limits: 1}]', ['i0 4']],
    ['an init container that asks for no more', 'initContainers: [{limits: 1}], containers: [{limits: 1}]', ['c0 1']],
    [
      'an init container beside the sidecar that was started before it',
      'initContainers: [{limits: 1, always}, {limits: 3}, {limits: 1, always}], containers: [{limits: 1}]',
      ['i1 3', 'i0 1'],
    ],
    [
      'the containers, where the sidecars come after the init container',
      'initContainers: [{limits: 3}, {limits: 2, always}], containers: [{limits: 2}]',
      ['c0 2', 'i1 2'],
    ],
    [
      'an init container whose limit cannot be read',
      'initContainers: [{limits: one}], containers: [{limits: 2}]',
      ['i0 undefined'],
    ],
    ['init containers that are none', 'initContainers: [null, a, {limits: [1]}], containers: [{limits: 1}]', ['c0 1']],
  ])('of a pod are those that it holds at once, where it holds most: %s', (_, containers, expected) => {
    const written = containers
      .replace(/limits: (\w+)/g, 'resources: {limits: {nvidia.com/gpu: $1}}')
      .replace(/always/g, 'restartPolicy: Always');
    const [workload] = fleetOf(deployment('a').replace(/containers: .*\n/, `${written}}\n`)).workloads;
    const short = (path: string) =>
      path.replace(/.*\/(init)?containers\/(\d).*/i, (_m, i, n) => (i ? `i${n}` : `c${n}`));
    expect(workload!.gpuRequests.map(({ amount, path }) => `${short(path)} ${amount}`)).toEqual(expected);
  });

  it('stand at their place', () => {
    const [workload] = fleetOf(withContainers('[{name: a}, {resources: {limits: {nvidia.com/gpu: 2}}}]')).workloads;
    const place = workload!.placeOfGpu(workload!.gpuRequests[0]!);
    expect(place.path).toBe('/spec/template/spec/containers/1/resources/limits/nvidia.com~1gpu');
    expect(shownSpan(place.span)).toBe('a.yaml:8:74 2');
  });
});

describe('a workload', () => {
  it.each([
    ['replicas: 3', 3],
    ['replicas: 0', 0],
    ['replicas: "3"', undefined],
    ['paused: true', undefined],
  ])('with %s', (line, expected) => {
    const [workload] = fleetOf(deployment('a').replace('spec:\n', `spec:\n  ${line}\n`)).workloads;
    expect(workload!.replicas).toBe(expected);
  });

  it('has empty labels and an empty selector where they are none', () => {
    const [workload] = fleetOf(
      'apiVersion: apps/v1\nkind: Deployment\nspec: {selector: null, template: {metadata: {labels: null}}}\n',
    ).workloads;
    expect(workload!.selector).toEqual({});
    expect(workload!.podLabels).toEqual({});
  });

  it('has no selector where it cannot be read', () => {
    const { workloads } = fleetOf('apiVersion: apps/v1\nkind: Deployment\nspec: {selector: a}\n');
    expect(workloads[0]!.selector).toBeUndefined();
  });
});
