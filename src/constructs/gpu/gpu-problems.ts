import type { PolicyProblem } from '../problems/policy-error';
import type { Gpu } from './gpu';

/** Source: NVIDIA MIG user guide, "Supported MIG Profiles"; up to 7 compute slices. */
const MIG_PROFILE = /^[1-7]g\.[1-9]\d*gb(\.me|\.me\.all|\.gfx|-me)?$/;

const EXAMPLES: { readonly [M in Gpu['mode']]: string } = {
  dedicated: 'Gpu.dedicated(1)',
  shared: 'Gpu.shared({ memory: Size.gibibytes(4) })',
  mig: "Gpu.mig('1g.10gb')",
  timeSliced: 'Gpu.timeSliced()',
};

/** Amounts that no node could hand out. */
export function gpuProblems({ mode, limits, profile }: Gpu): readonly PolicyProblem[] {
  return [
    ...Object.entries(limits)
      .filter(([resource, amount]) => !isAmount(resource, amount))
      .map(([resource, amount]): PolicyProblem => ({ ...wrongAmount(resource, mode), value: amount })),
    ...(profile === undefined ? [] : profileProblems('gpu', profile)),
  ];
}

function isAmount(resource: string, amount: number): boolean {
  return Number.isInteger(amount) && amount >= 1 && (amount <= 100 || !resource.endsWith('percentage'));
}

function wrongAmount(resource: string, mode: Gpu['mode']): Omit<PolicyProblem, 'value'> {
  if (resource.endsWith('percentage')) {
    const help = 'Write core: 30 for 30 % of a card.';
    return { code: 'gpu-count', property: 'gpu.core', allowed: 'a whole percentage from 1 to 100', help };
  }
  return {
    code: 'gpu-count',
    property: 'gpu',
    allowed: mode === 'shared' ? 'a whole number of GiB, at least 1' : 'a whole number of GPUs, at least 1',
    why: 'Extended resources are integers.',
    help: `Write ${EXAMPLES[mode]}.`,
  };
}

/** A MIG profile that is none; `property` is where it stands. */
export function profileProblems(property: string, profile: string): readonly PolicyProblem[] {
  if (MIG_PROFILE.test(profile)) return [];
  const asResource = profile.replaceAll('+', '.');
  const help = MIG_PROFILE.test(asResource)
    ? `Write ${asResource}: the name of the resource has "." in place of "+".`
    : 'Copy it from the name of the resource that the nodes have: nvidia.com/mig-1g.10gb.';
  const allowed = 'a MIG profile such as 1g.10gb, with 1 to 7 compute slices';
  return [{ code: 'gpu-count', property, value: profile, allowed, help }];
}
