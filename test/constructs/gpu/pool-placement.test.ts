import { Gpu, GpuPool } from '../../../src/index';
import { policyErrors, samplePolicy, type Untyped } from '../sample';

const pool = (name: string, labels?: Untyped, tolerations?: Untyped) =>
  GpuPool.dedicated(name, {
    gpu: name.toUpperCase(),
    count: 8,
    ...(labels && { nodeSelector: labels }),
    ...(tolerations && { tolerations }),
  });
const taint = (value: string, effect = 'NoSchedule') => [{ key: 'gpu', operator: 'Equal', value, effect }];

/** The errors of a policy that names `h100`. */
function errorsOn(...gpuPools: readonly GpuPool[]) {
  return policyErrors(samplePolicy({ pool: 'h100', gpu: Gpu.dedicated(1) }), { gpuPools });
}

describe('a pool that a policy names', () => {
  it.each<[string, readonly GpuPool[]]>([
    ['none has labels', [pool('a10'), pool('h100')]],
    ['it has no labels', [pool('a10', { pool: 'a10' }), pool('h100')]],
    ['all have the same labels', [pool('a10', { gpu: 'yes' }), pool('h100', { gpu: 'yes' })]],
    ['another has all of its labels', [pool('a10', { gpu: 'yes', pool: 'a10' }), pool('h100', { gpu: 'yes' })]],
    ['its pods tolerate what keeps others away', [pool('a10'), pool('h100', undefined, taint('h100'))]],
    [
      'the other is only avoided',
      [pool('a10', undefined, taint('a10', 'PreferNoSchedule')), pool('h100', undefined, taint('h100'))],
    ],
  ])('is refused where its nodes cannot be told from others: %s', (_, pools) => {
    expect(errorsOn(...pools).map(({ message }) => message)).toEqual([
      `prod/bert: pool is "h100", but must be a pool whose nodes can be told from those of a10.
  Nothing keeps the pods from the nodes of a10: they select and tolerate what those have, too.
  Give h100 a nodeSelector with a label that the nodes of a10 do not have, or leave pool out.  [gpu-pool]`,
    ]);
  });

  it.each<[string, readonly GpuPool[]]>([
    ['it is the only one', [pool('h100')]],
    ['it has labels', [pool('a10'), pool('h100', { pool: 'h100' })]],
    ['one label differs', [pool('a10', { gpu: 'yes', pool: 'a' }), pool('h100', { gpu: 'yes', pool: 'h' })]],
    ['taints keep its pods from the others', [pool('a10', undefined, taint('a10')), pool('h100')]],
    ['the others are of another allocation', [GpuPool.timeSliced('l4', { gpu: 'L4', count: 8 }), pool('h100')]],
  ])('is right where %s', (_, pools) => {
    expect(errorsOn(...pools)).toEqual([]);
  });
});
