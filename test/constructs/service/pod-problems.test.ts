import { GpuPool } from '../../../src/index';
import { policyErrors, samplePolicy } from '../sample';

const POD = '/spec/template/spec';

describe('a pod that the API server would refuse', () => {
  it.each<[string, object, object, string, string]>([
    [
      'a variable with a sign of equality',
      { env: { 'A=B': 'x' } },
      {},
      `${POD}/containers/0/env/0/name`,
      'Deployment bert: "A=B" cannot be the name of an environment variable',
    ],
    [
      'a variable with a space, up to 1.31',
      { env: { 'A B': 'x' } },
      { kubernetes: '1.31' },
      `${POD}/containers/0/env/0/name`,
      'Deployment bert: "A B" cannot be the name of an environment variable',
    ],
    [
      'a label that a patch gives it',
      { patches: [{ kind: 'Deployment', patch: [{ op: 'add', path: `${POD}/nodeSelector`, value: { 'a b': 'x' } }] }] },
      {},
      `${POD}/nodeSelector/a b`,
      'Deployment bert: nodeSelector has "a b", which is no label key',
    ],
  ])('is refused for %s', (_, policy, cluster, property, text) => {
    const errors = policyErrors(samplePolicy(policy), cluster);
    expect(errors).toMatchObject([{ code: 'pod-invalid', property }]);
    expect(errors[0]?.message).toContain(text);
  });

  it('is refused once where all pods of a group are alike', () => {
    const policy = samplePolicy({ env: { 'A=B': 'x' }, podGroup: { size: 2 } });
    expect(policyErrors(policy)).toMatchObject([{ code: 'pod-invalid' }]);
  });

  it('is not told of again where a prop is to blame', () => {
    const pool = GpuPool.dedicated('a10', { gpu: 'A10', count: 80, nodeSelector: { 'a b': 'x' } });
    expect(policyErrors(samplePolicy(), { gpuPools: [pool] })).toMatchObject([{ code: 'label-invalid' }]);
  });

  it('may select a label that something fills in later', () => {
    const pool = GpuPool.dedicated('a10', { gpu: 'A10', count: 80, nodeSelector: { pool: '${NODE_POOL}' } });
    expect(policyErrors(samplePolicy(), { gpuPools: [pool], substitutions: ['NODE_POOL'] })).toEqual([]);
    expect(policyErrors(samplePolicy(), { gpuPools: [pool] })).toMatchObject([
      { code: 'substitution-undeclared', property: 'gpuPools, a10: nodeSelector.pool' },
    ]);
  });

  it('may have a variable with a space from 1.32 on', () => {
    expect(policyErrors(samplePolicy({ env: { 'A B': 'x' } }), { kubernetes: '1.32' })).toEqual([]);
  });
});

describe('an object that a patch leaves without what it must have', () => {
  it.each<[string, string, object, string]>([
    ['HorizontalPodAutoscaler', '/spec', { op: 'remove', path: '/spec' }, 'spec is missing.'],
    ['Deployment', '/spec', { op: 'remove', path: '/spec' }, 'spec is missing.'],
    [
      'Deployment',
      POD,
      { op: 'replace', path: '/spec/template', value: { metadata: {} } },
      'the pod template has no spec.',
    ],
    [
      'Deployment',
      `${POD}/containers`,
      { op: 'replace', path: `${POD}/containers`, value: [] },
      'the pod has no containers.',
    ],
  ])('is refused: a %s at %s', (kind, property, operation, text) => {
    const errors = policyErrors(samplePolicy({ patches: [{ kind, patch: [operation] }] }));
    expect(errors).toMatchObject([{ code: 'part-missing', property }]);
    expect(errors[0]?.message).toContain(`${kind} bert: ${text}`);
  });
});
