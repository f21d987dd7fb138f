import type { KubernetesMinor } from '../../kubernetes/minor';
import type { ReadField, ReadObject } from '../read-field';
import type { AdmissionProblem } from './admission/admission-problem';
import { containerProblems } from './admission/container-problems';
import { hookProblems } from './admission/hook-problems';
import { labelProblems, metadataProblems } from './admission/label-problems';
import { containerPortProblems } from './admission/port-problems';
import { PROBES, probeProblems } from './admission/probe-problems';
import { repeatedFields } from './admission/repeated-fields';
import { resourceProblems } from './admission/resource-problems';
import { tolerationProblems } from './admission/toleration-problems';
import { mountProblems, volumeProblems } from './admission/volume-problems';

/**
 * What the API server refuses of a pod template that never ends. Source: pkg/apis/core/validation, ValidatePodSpec;
 * pkg/apis/apps/validation, ValidatePodTemplateSpecForReplicaSet and ValidateStatefulSetSpec.
 *
 * @param claims the volumes that the workload adds to each pod
 */
export function podAdmissionProblems(
  template: ReadObject,
  claims: readonly ReadObject[],
  minor: KubernetesMinor,
): readonly AdmissionProblem[] {
  const pod = template.object('spec');
  const init = pod.list('initContainers').filter(({ given }) => given);
  const main = pod.list('containers').filter(({ given }) => given);
  const volumes = mountableVolumes(pod, claims);
  return [
    ...metadataProblems(template.object('metadata')),
    ...endProblems(pod),
    ...labelProblems(pod.object('nodeSelector'), 'nodeSelector'),
    ...pod.list('tolerations').flatMap(tolerationProblems),
    ...volumeProblems(pod),
    ...repeatedFields([...main, ...init], 'name').map(repeatedContainer),
    ...[...init, ...main].flatMap((container) => [
      ...containerProblems(container, minor),
      ...containerPortProblems(container),
      ...mountProblems(container, volumes),
      ...resourceProblems(container),
    ]),
    ...[...init.filter(isSidecar), ...main].flatMap((container) => [
      ...probeProblems(container, minor),
      ...hookProblems(container, pod, minor),
    ]),
    ...init.filter((container) => !isSidecar(container)).flatMap(onlyOfServers),
  ];
}

/** Undefined where a list cannot be read. */
function mountableVolumes(pod: ReadObject, claims: readonly ReadObject[]): readonly ReadField<string>[] | undefined {
  if (pod.has('volumes') && !Array.isArray(pod.object('volumes').json)) return undefined;
  const names = [...pod.list('volumes'), ...claims.map((claim) => claim.object('metadata'))];
  return names.map((named) => named.string('name'));
}

/** The pods of a workload that scales are started again whenever they end. */
function endProblems(pod: ReadObject): readonly AdmissionProblem[] {
  const policy = pod.string('restartPolicy');
  const deadline = pod.number('activeDeadlineSeconds');
  const problems: AdmissionProblem[] = [];
  // Another value is a fault of the shape.
  if (policy.value === 'Never' || policy.value === 'OnFailure') {
    const message = `restartPolicy is ${policy.value}, and must be Always`;
    problems.push({ path: policy.path, message, help: 'Remove it, or run what ends as a Job.' });
  }
  if (deadline.given) {
    const message = 'activeDeadlineSeconds is set, which only a Job may do';
    problems.push({ path: deadline.path, message, help: 'Remove it.' });
  }
  return problems;
}

function repeatedContainer({ path, value }: ReadField<string>): AdmissionProblem {
  const help = 'Give each container a name of its own, init containers among them.';
  return { path, message: `two containers have the name ${value}`, help };
}

/** An init container that runs beside the others. What cannot be read may be that. */
function isSidecar(container: ReadObject): boolean {
  const { given, value } = container.string('restartPolicy');
  return given && value !== 'Never' && value !== 'OnFailure';
}

function onlyOfServers(container: ReadObject): readonly AdmissionProblem[] {
  return ['lifecycle', ...PROBES]
    .filter((key) => container.has(key))
    .map((key) => ({
      path: container.object(key).path,
      message: `${key} stands in an init container that ends before the others start`,
      help: 'Remove it, or write restartPolicy: Always for a sidecar.',
    }));
}
