import type { AnyPolicyProps } from '../policy/policy';

/**
 * The name of a policy's Service. A LeaderWorkerSet's own name is left to the headless Service by which the pods of a group
 * find their leader: the controller makes it, unless there is a Service of that name already. Source: kubernetes-sigs/lws,
 * `subdomainPolicy`.
 */
export function serviceNameOf(id: string, { service, podGroup }: Pick<AnyPolicyProps, 'service' | 'podGroup'>): string {
  return service?.name ?? (podGroup ? `${id}-leader` : id);
}
