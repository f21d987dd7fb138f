import type { PolicyProblem } from '../problems/policy-error';
import { oneOf, record, shaped } from '../problems/shape';

const NUMBERS = record({
  // Numbers are judged with the rest of the policy, where it is placed.
  'minReplicas?': () => [],
  'maxReplicas?': () => [],
  'behavior?': oneOf('kubernetesDefault'),
});

const WHOLE_POLICY: PolicyProblem = {
  code: 'value-type',
  property: 'scaling',
  summary: 'scaling of with(...) is a whole ScalingPolicy, but must be the numbers that change.',
  why: 'A scaling policy goes with its GPU, so the two are changed together.',
  help: 'Write .with({ scaling: { maxReplicas: 4 } }), or .onGpu(Gpu.dedicated(1), ScalingPolicy.hpa({ ... })).',
};

/** What `with(...)` cannot make a variant of. Everything else is judged where the variant is placed. */
export function overridesProblems(
  overrides: unknown,
  isScalingPolicy: (value: unknown) => boolean,
): readonly PolicyProblem[] {
  const help = 'Write .with({ scaling: { maxReplicas: 4 } }), or leave with(...) out.';
  const isObject = typeof overrides === 'object' && overrides !== null && !Array.isArray(overrides);
  if (!isObject) return shaped(() => false, 'an object of what changes', help)(overrides, 'with(...)');
  const { scaling } = overrides as { readonly scaling?: unknown };
  if (scaling === undefined) return [];
  return isScalingPolicy(scaling) ? [WHOLE_POLICY] : NUMBERS(scaling, 'scaling');
}
