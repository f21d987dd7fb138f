import { type ApiResource, BUILT_IN_RESOURCES, findResource } from '../../src/kubernetes/resource-table';

const nameOf = (resource: ApiResource | undefined) =>
  resource && (resource.group === '' ? resource.resource : `${resource.resource}.${resource.group}`);

describe('the REST mapper table', () => {
  it.each([
    ['pod', undefined, 'pods'],
    ['pods', undefined, 'pods'],
    ['Pod', undefined, 'pods'],
    ['node', '', 'nodes'],
    ['deployment', undefined, 'deployments.apps'],
    ['job', undefined, 'jobs.batch'],
    ['ingress', undefined, 'ingresses.networking.k8s.io'],
    ['ingresses', 'networking', 'ingresses.networking.k8s.io'],
    ['endpoints', undefined, 'endpoints'],
    ['events', undefined, 'events'],
    ['events', 'events', 'events.events.k8s.io'],
    ['networkpolicy', undefined, 'networkpolicies.networking.k8s.io'],
    ['role', undefined, 'roles.rbac.authorization.k8s.io'],
    ['deployment', 'apps', 'deployments.apps'],
    ['po', undefined, undefined],
    ['deploy', undefined, undefined],
    ['ns', undefined, undefined],
    ['deployments/scale', undefined, undefined],
    ['deployment', 'extensions', undefined],
    ['k8s_io_ingress', 'networking', undefined],
    ['', undefined, undefined],
  ])('finds %j in group %j as %j', (resource, group, expected) => {
    expect(nameOf(findResource({ group, resource }))).toBe(expected);
  });

  it('lets the order of discovery decide where a group is a prefix of several', () => {
    const custom = { group: 'apps.example.io', resource: 'deployments', singular: 'deployment', kind: 'Deployment' };
    const table: ApiResource[] = [...BUILT_IN_RESOURCES, { ...custom, namespaced: true }];
    expect(findResource({ group: 'apps', resource: 'deployment' }, table)?.group).toBe('apps');
    expect(findResource({ group: 'apps.ex', resource: 'deployment' }, table)?.group).toBe('apps.example.io');
  });

  it.each([
    ['namespaces', false],
    ['nodes', false],
    ['persistentvolumes', false],
    ['storageclasses', false],
    ['ingressclasses', false],
    ['persistentvolumeclaims', true],
    ['leases', true],
    ['poddisruptionbudgets', true],
    ['endpointslices', true],
  ])('knows whether %s have a namespace', (resource, expected) => {
    expect(findResource({ resource })?.namespaced).toBe(expected);
  });

  it('has well-formed entries only', () => {
    for (const { resource, singular, kind } of BUILT_IN_RESOURCES) {
      expect(resource).toMatch(/^[a-z]+$/);
      expect(kind).toMatch(/^[A-Z][A-Za-z]+$/);
      expect(singular).toBe(kind.toLowerCase());
    }
  });
});
