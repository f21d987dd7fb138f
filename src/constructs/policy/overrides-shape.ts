import type { PolicyProblem } from '../problems/policy-error';
import { oneOf, record, shaped } from '../problems/shape';

const NUMBERS = record({
  // Numbers are judged with the rest of the policy, where it is placed.
  'minReplicas?': () => [],
  'maxReplicas?': () => [],
  'behavior?': oneOf('kubernetesDefault'),
});

const TOGETHER = 'A scaling policy goes with its GPU, so the two are changed together.';

const WHOLE_POLICY: PolicyProblem = {
  code: 'value-type',
  property: 'scaling',
  summary: 'scaling of with(...) is a whole ScalingPolicy, but must be the numbers that change.',
  why: TOGETHER,
  help: 'Write .with({ scaling: { maxReplicas: 4 } }), or .onGpu(Gpu.dedicated(1), ScalingPolicy.hpa({ ... })).',
};

const FIXED: { readonly [property: string]: PolicyProblem } = {
  gpu: {
    code: 'value-type',
    property: 'gpu',
    summary: 'with(...) cannot change the GPU.',
    why: TOGETHER,
    help: 'Write .onGpu(Gpu.dedicated(1), ScalingPolicy.hpa({ ... })).',
  },
  port: {
    code: 'value-type',
    property: 'port',
    summary: 'with(...) cannot change the port.',
    why: 'It is the port on which the server of the image listens.',
    help: 'Give it in definePolicy(...). The port of the Service may change: .with({ service: { port: 8080 } }).',
  },
};

/** What `with(...)` cannot make a variant of. Everything else is judged where the variant is placed. */
export function overridesProblems(
  overrides: unknown,
  isScalingPolicy: (value: unknown) => boolean,
): readonly PolicyProblem[] {
  const help = 'Write .with({ scaling: { maxReplicas: 4 } }), or leave with(...) out.';
  const isObject = typeof overrides === 'object' && overrides !== null && !Array.isArray(overrides);
  if (!isObject) return shaped(() => false, 'an object of what changes', help)(overrides, 'with(...)');
  const given = overrides as { readonly [property: string]: unknown };
  const fixed = Object.entries(FIXED).flatMap(([property, problem]) =>
    given[property] === undefined ? [] : [problem],
  );
  return [...fixed, ...scalingProblems(given.scaling, isScalingPolicy)];
}

function scalingProblems(scaling: unknown, isScalingPolicy: (value: unknown) => boolean): readonly PolicyProblem[] {
  if (scaling === undefined) return [];
  return isScalingPolicy(scaling) ? [WHOLE_POLICY] : NUMBERS(scaling, 'scaling');
}
