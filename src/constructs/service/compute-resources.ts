import { parseQuantity } from '../../kubernetes/quantity';
import type { GpuLimits } from '../gpu/gpu';
import type { ComputeQuantities, ComputeResources } from '../policy/policy';
import type { PolicyProblem } from '../problems/policy-error';

/** A container's `resources`, with every quantity a canonical string. */
export interface ResolvedResources {
  readonly rendered: {
    readonly limits: { readonly [resource: string]: string };
    readonly requests?: { readonly [resource: string]: string };
  };
  readonly problems: readonly PolicyProblem[];
}

/** The GPUs stand in the limits alone: for extended resources the API server copies them to the requests. */
export function resolveResources(gpus: GpuLimits, { requests, limits }: ComputeResources = {}): ResolvedResources {
  const problems: PolicyProblem[] = [];
  const rendered = {
    limits: { ...canonical(limits, 'resources.limits', problems), ...gpuLimits(gpus) },
    ...(requests && { requests: canonical(requests, 'resources.requests', problems) }),
  };
  return { rendered, problems: problems.length > 0 ? problems : requestsOverLimits(requests, limits) };
}

function gpuLimits(gpus: GpuLimits): { readonly [resource: string]: string } {
  return Object.fromEntries(Object.entries(gpus).map(([resource, amount]) => [resource, String(amount)]));
}

function canonical(
  quantities: ComputeQuantities | undefined,
  at: string,
  problems: PolicyProblem[],
): { readonly [resource: string]: string } {
  const entries = Object.entries(quantities ?? {}).filter(([, text]) => text !== undefined) as [string, string][];
  return Object.fromEntries(
    entries.map(([resource, text]) => {
      const quantity = parseQuantity(text);
      if (!quantity || quantity.milli() <= 0n) {
        problems.push({
          code: 'quantity-invalid',
          property: `${at}.${resource}`,
          value: text,
          allowed: 'a Kubernetes quantity above 0, such as 200m, 2 or 4Gi',
          help: 'Units are m, k, M, G, T and Ki, Mi, Gi, Ti.',
        });
      }
      return [resource, quantity?.canonical() ?? text];
    }),
  );
}

function requestsOverLimits(
  requests: ComputeQuantities = {},
  limits: ComputeQuantities = {},
): readonly PolicyProblem[] {
  return (['cpu', 'memory'] as const).flatMap((resource) => {
    const request = requests[resource];
    const limit = limits[resource];
    if (request === undefined || limit === undefined) return [];
    const asked = parseQuantity(request);
    const allowed = parseQuantity(limit);
    if (!asked || !allowed || asked.compare(allowed) <= 0) return [];
    return [
      {
        code: 'quantity-invalid' as const,
        property: `resources.requests.${resource}`,
        value: request,
        allowed: `at most the limit, which is ${limit}`,
        help: 'Raise the limit, or lower the request.',
      },
    ];
  });
}
