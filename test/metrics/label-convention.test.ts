import { LABEL_CONVENTION_NAMES } from '../../src/kubernetes/cluster-facts';
import { conventionName, LABEL_CONVENTIONS, labelsOf } from '../../src/metrics/label-convention';

describe('label conventions', () => {
  it.each([
    ['ack', 'NamespaceName', 'PodName', 'NodeName'],
    ['dcgmExporter', 'exported_namespace', 'exported_pod', 'Hostname'],
    ['dcgmHonorLabels', 'namespace', 'pod', 'Hostname'],
    ['gke', 'exported_namespace', 'exported_pod', 'node'],
  ] as const)('%s names the labels of GPU series', (name, namespace, pod, node) => {
    expect(labelsOf(name, 'dcgm')).toMatchObject({ namespace, pod, node });
  });

  it('has labels for every name a cluster can give', () => {
    expect(Object.keys(LABEL_CONVENTIONS).sort()).toEqual([...LABEL_CONVENTION_NAMES].sort());
  });

  it('takes labels given one by one', () => {
    const custom = { namespace: 'ns', pod: 'po', node: 'no' };
    expect(labelsOf(custom, 'ack')).toEqual(custom);
    expect(conventionName(custom)).toBe('custom');
  });

  it('reads the target labels of Prometheus on series that a service exports itself', () => {
    expect(labelsOf('ack', 'service')).toEqual({
      namespace: 'namespace',
      pod: 'pod',
      node: 'node',
      container: 'container',
      service: 'service',
    });
  });
});
