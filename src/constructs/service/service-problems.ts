import type { ClusterFacts } from '../../kubernetes/cluster-facts';
import { isPositiveInt32, POSITIVE_INT32_RULE } from '../../kubernetes/int32';
import { isServiceName, SERVICE_NAME_RULE } from '../../kubernetes/names';
import { undeclaredSubstitutions } from '../git-ops/substitutions';
import { gpuProblems } from '../gpu/gpu-problems';
import { placementProblems } from '../gpu/pool-placement';
import type { AnyPolicyProps } from '../policy/policy';
import type { PolicyProblem } from '../problems/policy-error';
import { acts } from '../scaling/acts';
import type { ResolvedResources } from './compute-resources';
import { drainProblems } from './drain';
import { engineProblems } from './engine-problems';
import { podGroupProblems } from './pod-group-problems';
import { rolloutProblems } from './rollout';
import { sharedMemoryProblems } from './shared-memory';
import { startupProblems } from './startup';

/** One look at a policy. */
type Judge = (policy: AnyPolicyProps) => readonly PolicyProblem[];

/** What is wrong with a service, scaling aside. */
export function serviceProblems(
  id: string,
  policy: AnyPolicyProps,
  resources: ResolvedResources,
  facts: ClusterFacts,
): readonly PolicyProblem[] {
  return serviceJudges(id, facts, () => resources).flatMap((judge) => judge(policy));
}

/** Each question by itself: some can be asked although others cannot. */
export function serviceJudges(
  id: string,
  { kubernetes, substitutions, gpuPools, labelConvention }: ClusterFacts,
  resourcesOf: (policy: AnyPolicyProps) => ResolvedResources,
): readonly Judge[] {
  return [
    () => serviceNameProblems({ id }),
    ({ service }) => (service?.name === undefined ? [] : serviceNameProblems({ 'service.name': service.name })),
    ({ port }) => portProblems({ port }),
    ({ metricsPort }) => (metricsPort === undefined ? [] : portProblems({ metricsPort })),
    ({ service }) => (service?.port === undefined ? [] : portProblems({ 'service.port': service.port })),
    samePortProblems,
    ({ image }) => [...imageProblems(image), ...undeclaredSubstitutions('image', image, substitutions)],
    (policy) => shellVariableProblems(policy, substitutions),
    ({ gpu }) => gpuProblems(gpu),
    ({ gpu, pool }) => placementProblems(gpu, pool, gpuPools),
    (policy) => podGroupProblems(id, policy, kubernetes),
    sharedMemoryProblems,
    startupProblems,
    drainProblems,
    (policy) => engineProblems(policy, labelConvention),
    rolloutProblems,
    replicaCountProblems,
    (policy) => resourcesOf(policy).problems,
    (policy) => cpuRequestProblems(policy, resourcesOf(policy)),
  ];
}

function serviceNameProblems(names: { readonly [property: string]: string }): readonly PolicyProblem[] {
  return Object.entries(names)
    .filter(([, name]) => !isServiceName(name))
    .map(([property, value]) => ({
      code: 'name-invalid',
      property,
      value,
      allowed: SERVICE_NAME_RULE,
      help: 'Choose another name.',
    }));
}

/** Without substitutions, `${HOME}` in an argument is the shell's; with them, it would be emptied on its way. */
function shellVariableProblems(
  { command, args, env = {}, podGroup }: AnyPolicyProps,
  substitutions: readonly string[] = [],
): readonly PolicyProblem[] {
  if (substitutions.length === 0) return [];
  const { command: workerCommand, args: workerArgs } = podGroup?.worker ?? {};
  const lists = { command, args, 'podGroup.worker.command': workerCommand, 'podGroup.worker.args': workerArgs };
  return [
    ...Object.entries(lists).flatMap(([name, list = []]) =>
      list.map((text, index) => [`${name}[${index}]`, text] as const),
    ),
    ...Object.entries(env).map(([name, text]) => [`env.${name}`, text] as const),
  ].flatMap(([property, text]) => undeclaredSubstitutions(property, text, substitutions));
}

function portProblems(ports: { readonly [property: string]: number }): readonly PolicyProblem[] {
  return Object.entries(ports)
    .filter(([, port]) => !Number.isInteger(port) || port < 1 || port > 65535)
    .map(([property, value]) => ({
      code: 'port-range',
      property,
      value,
      allowed: 'an integer from 1 to 65535',
      help: 'Write the port on which the container listens.',
    }));
}

/** A Service has each of its ports once. */
function samePortProblems({ port, metricsPort, service }: AnyPolicyProps): readonly PolicyProblem[] {
  if (metricsPort === undefined || ![port, service?.port].includes(metricsPort)) return [];
  return [
    {
      code: 'port-range',
      property: 'metricsPort',
      value: metricsPort,
      allowed: 'another port than port and service.port',
      help: 'Leave metricsPort out where the metrics are served on port.',
    },
  ];
}

function imageProblems(image: string): readonly PolicyProblem[] {
  if (typeof image === 'string' && /^\S+$/.test(image)) return [];
  return [
    {
      code: 'value-missing',
      property: 'image',
      value: image,
      allowed: 'the reference of an image, without spaces',
      help: 'Write registry/name:tag.',
    },
  ];
}

function replicaCountProblems({ scaling, replicas, handOver }: AnyPolicyProps): readonly PolicyProblem[] {
  const { definition } = scaling;
  const problems: PolicyProblem[] = [];
  if (acts(definition) && replicas !== undefined) {
    problems.push({
      code: 'replicas-fixed',
      property: 'replicas',
      value: replicas,
      allowed: 'left out where an autoscaler acts',
      why: 'Each sync would reset the count that the autoscaler has set.',
      help: 'Remove replicas; where an autoscaler takes over a running service, use handOver for one release.',
    });
  }
  if (!acts(definition) && handOver) {
    problems.push({
      code: 'hand-over',
      property: 'handOver',
      value: handOver.replicas,
      allowed: 'left out while AHPA only observes',
      why: 'No autoscaler takes over: the Deployment keeps its replicas.',
      help: 'Use replicas.',
    });
  }
  const counts = {
    ...(replicas !== undefined && { replicas }),
    ...(handOver && { 'handOver.replicas': handOver.replicas }),
  };
  for (const [property, count] of Object.entries(counts)) {
    if (isPositiveInt32(count)) continue;
    problems.push({
      code: 'replicas-range',
      property,
      value: count,
      allowed: POSITIVE_INT32_RULE,
      help: 'Write the count that runs today.',
    });
  }
  if (problems.length === 0 && handOver && handOver.replicas > definition.maxReplicas) {
    problems.push({
      code: 'hand-over',
      property: 'handOver.replicas',
      value: handOver.replicas,
      allowed: `at most scaling.maxReplicas, which is ${definition.maxReplicas}`,
      why: 'The autoscaler would take the pods above its ceiling away as soon as it acts.',
      help: 'Raise maxReplicas to what runs today, and lower it when the autoscaler has taken over.',
    });
  }
  return problems;
}

/** Utilization is a part of what the pods request: without a request the HPA cannot compute it. */
function cpuRequestProblems({ scaling }: AnyPolicyProps, { rendered }: ResolvedResources): readonly PolicyProblem[] {
  return scaling.definition.metrics.flatMap(({ values }) => {
    if (values.kind !== 'resource' || values.resource === 'gpu') return [];
    if (rendered.requests?.[values.resource] ?? rendered.limits?.[values.resource]) return [];
    return [
      {
        code: 'cpu-request-missing' as const,
        property: `resources.requests.${values.resource}`,
        value: undefined,
        allowed: `given where the policy scales on ${values.resource} utilization`,
        help: `Write resources: { requests: { ${values.resource}: '${values.resource === 'cpu' ? '2' : '8Gi'}' } }.`,
      },
    ];
  });
}
