import { type ClusterFacts, type GpuPoolFacts, LABEL_CONVENTION_NAMES } from '../../kubernetes/cluster-facts';
import { compareMinors, isKubernetesMinor, NEWEST_MINOR, OLDEST_MINOR } from '../../kubernetes/minor';
import { isLabelKey, isLabelValue, LABEL_KEY_RULE, LABEL_VALUE_RULE } from '../../kubernetes/names';
import { defaultHpaApiVersion, type HpaApiVersion, isServed } from '../../kubernetes/served-api';
import { isTimeZone } from '../../kubernetes/time-zone';
import { type Toleration, tolerationFaults } from '../../kubernetes/toleration';
import { undeclaredSubstitutions, urlProblems } from '../git-ops/substitutions';
import { profileProblems } from '../gpu/gpu-problems';
import { mixedNodeProblems } from '../gpu/mixed-nodes';
import { nameProblems } from '../problems/name-problems';
import type { PolicyProblem } from '../problems/policy-error';

/** What is wrong with a cluster's facts, whoever wrote them. */
export function clusterProblems(
  name: string,
  facts: ClusterFacts,
  prometheusUrl: string | undefined,
): readonly PolicyProblem[] {
  return [
    ...nameProblems({ id: name }),
    ...minorProblems(facts),
    ...conventionProblems(facts),
    ...pipelineProblems(facts, prometheusUrl),
    ...poolProblems(facts),
    ...mixedNodeProblems(facts.gpuPools),
    ...zoneProblems(facts),
  ];
}

function minorProblems({ kubernetes, hpaApiVersion }: ClusterFacts): readonly PolicyProblem[] {
  if (!isKubernetesMinor(kubernetes)) {
    return [
      {
        code: 'kubernetes-minor',
        property: 'kubernetes',
        value: kubernetes,
        allowed: `a minor from '${OLDEST_MINOR}' to '${NEWEST_MINOR}'`,
        help: minorHelp(kubernetes),
      },
    ];
  }
  if (hpaApiVersion === undefined || isServedHpa(hpaApiVersion, kubernetes)) return [];
  return [
    {
      code: 'hpa-version',
      property: 'hpaApiVersion',
      value: hpaApiVersion,
      allowed: `a version that Kubernetes ${kubernetes} serves`,
      why: `Kubernetes ${kubernetes} does not serve autoscaling/${hpaApiVersion}.`,
      help: `Drop hpaApiVersion: the default for ${kubernetes} is ${defaultHpaApiVersion(kubernetes)}.`,
    },
  ];
}

function minorHelp(text: string): string {
  if (!/^1\.\d+$/.test(text)) return "Write the minor as text, without a patch number: '1.28'.";
  return compareMinors(text, NEWEST_MINOR) > 0
    ? `Write '${NEWEST_MINOR}', the newest that this version of Foresail knows, or install a newer one.`
    : `The oldest that Foresail knows is '${OLDEST_MINOR}'.`;
}

function isServedHpa(version: HpaApiVersion, minor: string): boolean {
  return isServed(`autoscaling/${version}`, 'HorizontalPodAutoscaler', minor);
}

function conventionProblems({ labelConvention }: ClusterFacts): readonly PolicyProblem[] {
  if (typeof labelConvention !== 'string') {
    const { namespace, pod, node } = labelConvention;
    const distinct = new Set([namespace, pod, node]);
    const valid = [...distinct].every((label) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(label));
    if (valid && distinct.size === 3) return [];
    return [
      {
        code: 'label-convention',
        property: 'labelConvention',
        value: [namespace, pod, node].join(', '),
        allowed: 'three different Prometheus label names',
        help: 'Write { namespace, pod, node } with the labels of the GPU series.',
      },
    ];
  }
  if (LABEL_CONVENTION_NAMES.includes(labelConvention)) return [];
  return [
    {
      code: 'label-convention',
      property: 'labelConvention',
      value: labelConvention,
      allowed: `one of ${LABEL_CONVENTION_NAMES.join(', ')}, or { namespace, pod, node }`,
      help: 'It says which labels name namespace, pod and node on the GPU series.',
    },
  ];
}

function pipelineProblems(
  { pipeline, substitutions }: ClusterFacts,
  prometheusUrl: string | undefined,
): readonly PolicyProblem[] {
  const property = 'metricsPipeline.prometheusUrl';
  return [
    ...(pipeline.kind === 'prometheusAdapter' ? nameProblems({ 'metricsPipeline.namespace': pipeline.namespace }) : []),
    ...(prometheusUrl === undefined
      ? []
      : [...urlProblems(property, prometheusUrl), ...undeclaredSubstitutions(property, prometheusUrl, substitutions)]),
  ];
}

function poolProblems(facts: ClusterFacts): readonly PolicyProblem[] {
  const names = new Set<string>();
  return facts.gpuPools.flatMap((pool) => {
    const { name, count, max } = pool;
    const problems = [
      ...nameProblems({ [`gpuPools, ${name}`]: name }),
      ...memoryProblems(pool),
      ...(pool.profile === undefined ? [] : profileProblems(`gpuPools, ${name}: profile`, pool.profile)),
      ...labelProblems(pool, facts),
      ...tolerationProblems(pool),
    ];
    if (!Number.isInteger(count) || count < 0) {
      problems.push({
        code: 'gpu-pool-count',
        property: `gpuPools, ${name}: count`,
        value: count,
        allowed: 'a whole number of GPUs',
        help: 'Count the GPUs of the pool, not its nodes.',
      });
    }
    if (max !== undefined && !(Number.isInteger(max) && max >= Math.max(count, 1))) {
      problems.push({
        code: 'gpu-pool-count',
        property: `gpuPools, ${name}: max`,
        value: max,
        allowed: `a whole number of GPUs, at least count, which is ${count}`,
        help: 'Leave max out where the pool does not grow.',
      });
    }
    if (names.has(name)) {
      problems.push({
        code: 'duplicate-id',
        property: 'gpuPools',
        value: name,
        allowed: 'pools of different names',
        help: 'Give one of them another name.',
      });
    }
    names.add(name);
    return problems;
  });
}

function memoryProblems({ name, memoryGiB }: GpuPoolFacts): readonly PolicyProblem[] {
  if (memoryGiB === undefined || (Number.isInteger(memoryGiB) && memoryGiB >= 1)) return [];
  return [
    {
      code: 'gpu-pool-count',
      property: `gpuPools, ${name}: memory`,
      value: memoryGiB,
      allowed: 'a whole number of GiB, at least 1',
      why: 'A node reports whole GiB as aliyun.com/gpu-mem.',
      help: "Divide the node's aliyun.com/gpu-mem by its cards.",
    },
  ];
}

/** Pods get the labels as their `nodeSelector`. */
function labelProblems(
  { name, nodeSelector = {} }: GpuPoolFacts,
  { substitutions }: ClusterFacts,
): readonly PolicyProblem[] {
  const at = `gpuPools, ${name}: nodeSelector`;
  return Object.entries(nodeSelector).flatMap(([key, value]): PolicyProblem[] => {
    const help = 'Copy a label of the nodes: kubectl get nodes --show-labels.';
    if (!isLabelKey(key)) {
      return [{ code: 'label-invalid', property: at, value: key, allowed: `a label key: ${LABEL_KEY_RULE}`, help }];
    }
    if (value.includes('${')) return [...undeclaredSubstitutions(`${at}.${key}`, value, substitutions)];
    if (isLabelValue(value)) return [];
    const allowed = `a label value: ${LABEL_VALUE_RULE}`;
    return [{ code: 'label-invalid', property: `${at}.${key}`, value, allowed, help }];
  });
}

function tolerationProblems({ name, tolerations = [] }: GpuPoolFacts): readonly PolicyProblem[] {
  return tolerations.flatMap((toleration, index) =>
    tolerationFaults(toleration).map(({ field, allowed, help }) => ({
      code: 'toleration',
      property: `gpuPools, ${name}: tolerations[${index}].${field}`,
      value: toleration[field as keyof Toleration],
      allowed,
      help,
    })),
  );
}

function zoneProblems({ ahpaTimeZone }: ClusterFacts): readonly PolicyProblem[] {
  if (ahpaTimeZone === undefined || isTimeZone(ahpaTimeZone)) return [];
  return [
    {
      code: 'time-zone',
      property: 'ahpaTimeZone',
      value: ahpaTimeZone,
      allowed: 'an IANA time zone such as Asia/Shanghai',
      help: 'Write the zone in which the AHPA controller evaluates its bounds.',
    },
  ];
}
