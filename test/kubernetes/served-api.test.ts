import { KUBERNETES_MINORS, type KubernetesMinor } from '../../src/kubernetes/minor';
import { defaultHpaApiVersion, isServed, SERVED_APIS, servedApi } from '../../src/kubernetes/served-api';

const HPA = 'HorizontalPodAutoscaler';
const PDB = 'PodDisruptionBudget';

describe('the served table', () => {
  it.each<[string, string, KubernetesMinor, boolean]>([
    ['apps/v1', 'Deployment', '1.16', true],
    ['apps/v1', 'Deployment', '1.36', true],
    ['extensions/v1beta1', 'Deployment', '1.16', false],
    ['apps/v1beta1', 'Deployment', '1.16', false],
    ['apps/v1beta2', 'StatefulSet', '1.16', false],
    ['policy/v1', PDB, '1.20', false],
    ['policy/v1', PDB, '1.21', true],
    ['policy/v1beta1', PDB, '1.16', true],
    ['policy/v1beta1', PDB, '1.24', true],
    ['policy/v1beta1', PDB, '1.25', false],
    ['autoscaling/v1', HPA, '1.16', true],
    ['autoscaling/v1', HPA, '1.36', true],
    ['autoscaling/v2', HPA, '1.22', false],
    ['autoscaling/v2', HPA, '1.23', true],
    ['autoscaling/v2', HPA, '1.36', true],
    ['autoscaling/v2beta1', HPA, '1.16', true],
    ['autoscaling/v2beta1', HPA, '1.24', true],
    ['autoscaling/v2beta1', HPA, '1.25', false],
    ['autoscaling/v2beta2', HPA, '1.16', true],
    ['autoscaling/v2beta2', HPA, '1.25', true],
    ['autoscaling/v2beta2', HPA, '1.26', false],
  ])('%s %s on %s: %s', (apiVersion, kind, minor, expected) => {
    expect(isServed(apiVersion, kind, minor)).toBe(expected);
  });

  it('knows the APIs that were gone before the range began', () => {
    expect(isServed('extensions/v1beta1', 'Deployment', '1.15')).toBe(true);
    expect(servedApi('extensions/v1beta1', 'Deployment')).toEqual({
      apiVersion: 'extensions/v1beta1',
      kind: 'Deployment',
      from: '1.1',
      deprecatedFrom: '1.8',
      to: '1.15',
      successor: 'apps/v1',
    });
  });

  it('says nothing about an API that it does not know', () => {
    expect(servedApi('example.com/v1', 'Deployment')).toBeUndefined();
    expect(servedApi('apps/v1', '__proto__')).toBeUndefined();
    expect(isServed('example.com/v1', 'Deployment', '1.36')).toBe(false);
  });

  it('names for everything removed a successor that the first minor without it serves', () => {
    const removed = SERVED_APIS.filter((api) => api.to !== undefined);
    expect(removed.length).toBeGreaterThan(0);
    for (const { to, kind, successor } of removed) {
      const next = `1.${Number(to!.slice(2)) + 1}`;
      expect([kind, successor, next, isServed(successor!, kind, next)]).toEqual([kind, successor, next, true]);
    }
  });
});

describe('the HorizontalPodAutoscaler version to emit', () => {
  it.each(KUBERNETES_MINORS)('is one that %s serves', (minor) => {
    expect(isServed(`autoscaling/${defaultHpaApiVersion(minor)}`, HPA, minor)).toBe(true);
  });

  it.each<[KubernetesMinor, string]>([
    ['1.16', 'v2beta2'],
    ['1.22', 'v2beta2'],
    ['1.23', 'v2'],
    ['1.36', 'v2'],
  ])('on %s is %s', (minor, expected) => {
    expect(defaultHpaApiVersion(minor)).toBe(expected);
  });
});
