import type { KubernetesMinor } from '../../kubernetes/minor';
import { labelSelectorProblems } from '../label-selector-problems';
import { POD_TEMPLATES } from '../missing-parts';
import type { ReadField, ReadObject } from '../read-field';
import type { AdmissionProblem } from './admission/admission-problem';
import { labelProblems, metadataProblems } from './admission/label-problems';
import { servicePortProblems } from './admission/service-port-problems';
import { podAdmissionProblems } from './pod-admission';

/** What the API server refuses of an object that a service is made of, whoever wrote it, besides missing parts. */
export function objectAdmissionProblems(
  object: ReadObject,
  kind: string,
  minor: KubernetesMinor,
): readonly AdmissionProblem[] {
  const spec = object.object('spec');
  return [...metadataProblems(object.object('metadata')), ...specProblems(spec, kind, minor)];
}

/** The pod templates of a workload that are written; none for other objects. */
export function podTemplatesOf(spec: ReadObject, kind: string): readonly ReadObject[] {
  const templates = POD_TEMPLATES.get(kind) ?? [];
  return templates.map((keys) => keys.reduce((read, key) => read.object(key), spec)).filter(({ given }) => given);
}

function specProblems(spec: ReadObject, kind: string, minor: KubernetesMinor): readonly AdmissionProblem[] {
  if (kind === 'Service') return [...servicePortProblems(spec), ...labelProblems(spec.object('selector'), 'selector')];
  if (kind === 'PodDisruptionBudget') return selectorProblems(spec);
  if (!POD_TEMPLATES.has(kind)) return [];
  const claims = claimsOf(spec, kind);
  return [
    ...replicaProblems(spec.number('replicas')),
    ...selectorProblems(spec),
    ...(kind === 'LeaderWorkerSet' ? sizeProblems(spec.object('leaderWorkerTemplate').number('size')) : []),
    ...podTemplatesOf(spec, kind).flatMap((template) => podAdmissionProblems(template, claims, minor)),
  ];
}

/** Of each the pods have a volume of its name. */
function claimsOf(spec: ReadObject, kind: string): readonly ReadObject[] {
  if (kind === 'StatefulSet') return spec.list('volumeClaimTemplates');
  return kind === 'LeaderWorkerSet' ? spec.object('leaderWorkerTemplate').list('volumeClaimTemplates') : [];
}

function selectorProblems(spec: ReadObject): readonly AdmissionProblem[] {
  return labelSelectorProblems(spec.object('selector')).map(({ path, message, help }) => ({
    path,
    message: `the selector ${message}`,
    help,
  }));
}

function replicaProblems({ path, value }: ReadField<number>): readonly AdmissionProblem[] {
  if (value === undefined || value >= 0) return [];
  const help = 'Write 0 or more, or leave it to the autoscaler.';
  return [{ path, message: `replicas is ${value}, and must not be negative`, help }];
}

/** Source: kubernetes-sigs/lws, pkg/webhooks, leaderworkerset_webhook.go: its webhook refuses it. */
function sizeProblems({ path, value }: ReadField<number>): readonly AdmissionProblem[] {
  if (value === undefined || value >= 1) return [];
  const help = 'Write 1 or more: the leader is one of the pods of a group.';
  return [{ path, message: `size is ${value}, and must be at least 1`, help }];
}
