import type { GpuAllocationMode } from '../../kubernetes/cluster-facts';
import { TAINT_EFFECTS, TOLERATION_OPERATORS } from '../../kubernetes/toleration';
import type { PolicyProblem } from '../problems/policy-error';
import { flag, listOf, mapOf, number, oneOf, record, type Shape, shaped, size, text } from '../problems/shape';
import { ACK_SCHEDULE_LABEL, ACK_SHARINGS, GpuPool, MIG_STRATEGIES } from './gpu-pool';

const COMMON = {
  gpu: text,
  count: number,
  'max?': number,
  'spot?': flag,
  'nodeSelector?': mapOf(text),
  'tolerations?': listOf(
    record({
      'key?': text,
      'operator?': oneOf(...TOLERATION_OPERATORS),
      'value?': text,
      'effect?': oneOf(...TAINT_EFFECTS),
    }),
  ),
};

const SHAPES: { readonly [M in GpuAllocationMode]: Shape } = {
  dedicated: record(COMMON),
  shared: record({ ...COMMON, 'memory?': size, 'sharing?': oneOf(...ACK_SHARINGS) }),
  mig: record({ ...COMMON, profile: text, 'strategy?': oneOf(...MIG_STRATEGIES) }),
  timeSliced: record({ ...COMMON, 'renamed?': flag }),
};

const POOL = shaped(
  (value) => value instanceof GpuPool,
  'a GpuPool',
  "Write GpuPool.dedicated('a10', { gpu: 'A10', count: 8 }).",
);

/** A pool whose props have the types that TypeScript asks for: its facts can be read. */
export const gpuPool: Shape = (value, property) => {
  if (!(value instanceof GpuPool)) return POOL(value, property);
  if (typeof value.name !== 'string') return text(value.name, `${property}, name`);
  const { name, allocation, props }: GpuPool = value;
  // A prop stands behind the name of its pool, which says more than its place in the list.
  const problems = SHAPES[allocation](props, '').map((problem) => ({
    ...problem,
    property: problem.property === '' ? `gpuPools, ${name}` : `gpuPools, ${name}: ${problem.property}`,
    ...(problem.summary !== undefined && { summary: `gpuPools, ${name}: ${problem.summary}` }),
  }));
  return problems.length > 0 ? problems : sharingProblems(value);
};

/** The label has one value, whichever prop gives it. */
function sharingProblems({ name, props: { sharing, nodeSelector } }: GpuPool): readonly PolicyProblem[] {
  const label = nodeSelector?.[ACK_SCHEDULE_LABEL];
  if (sharing === undefined || label === undefined || label === sharing) return [];
  return [
    {
      code: 'gpu-pool',
      property: `gpuPools, ${name}: sharing`,
      value: sharing,
      allowed: `${label}, as nodeSelector says`,
      why: `sharing becomes the node selector ${ACK_SCHEDULE_LABEL}.`,
      help: `Remove one of them.`,
    },
  ];
}
