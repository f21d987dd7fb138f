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

  const patched = (kind: string, path: string, value: unknown, policy: object = {}) =>
    policyErrors(samplePolicy({ ...policy, patches: [{ kind, patch: [{ op: 'add', path, value }] }] }));

  it.each<[string, string, string, unknown, string, string]>([
    [
      'a mount of a volume that is not there',
      'Deployment',
      `${POD}/containers/0/volumeMounts`,
      [{ name: 'modelcache', mountPath: '/models' }],
      `${POD}/containers/0/volumeMounts/0/name`,
      'Deployment bert: no volume of the pod has the name modelcache',
    ],
    [
      'a label of the pods',
      'Deployment',
      '/spec/template/metadata/labels/team',
      'Machine Learning',
      '/spec/template/metadata/labels/team',
      'Deployment bert: labels has "Machine Learning" for team, which is no label value',
    ],
    [
      'a label of an autoscaler',
      'HorizontalPodAutoscaler',
      '/metadata/labels',
      { team: '-' },
      '/metadata/labels/team',
      'HorizontalPodAutoscaler bert: labels has "-" for team, which is no label value',
    ],
    [
      'a request above the limit',
      'Deployment',
      `${POD}/containers/0/resources`,
      { requests: { memory: '2Gi' }, limits: { memory: '1Gi', 'nvidia.com/gpu': 1 } },
      `${POD}/containers/0/resources/requests/memory`,
      'Deployment bert: memory: the request 2Gi is above the limit 1Gi',
    ],
    [
      'a selector of the Service',
      'Service',
      '/spec/selector/team',
      'a b',
      '/spec/selector/team',
      'Service bert: selector has "a b" for team, which is no label value',
    ],
    [
      'a port of the Service that has its number',
      'Service',
      '/spec/ports/-',
      { name: 'other', port: 80 },
      '/spec/ports/1/port',
      'Service bert: two ports have the number 80/TCP',
    ],
  ])('is refused for what a patch gives it: %s', (_, kind, path, value, property, text) => {
    const errors = patched(kind, path, value);
    expect(errors).toMatchObject([{ code: 'pod-invalid', property }]);
    expect(errors[0]?.message).toContain(text);
  });

  it('is refused in a group without pods', () => {
    const errors = patched('LeaderWorkerSet', '/spec/leaderWorkerTemplate/size', 0, { podGroup: { size: 2 } });
    expect(errors.map(({ message }) => message).join()).toContain(
      'LeaderWorkerSet bert: size is 0, and must be at least 1.',
    );
  });

  it('may mount a volume that a patch gives it', () => {
    const volumes = [{ name: 'model-cache', persistentVolumeClaim: { claimName: 'models' } }];
    const patch = [
      { op: 'add', path: `${POD}/volumes`, value: volumes },
      { op: 'add', path: `${POD}/containers/0/volumeMounts`, value: [{ name: 'model-cache', mountPath: '/models' }] },
    ];
    expect(policyErrors(samplePolicy({ patches: [{ kind: 'Deployment', patch }] }))).toEqual([]);
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
