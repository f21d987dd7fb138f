import type { IConstruct } from 'constructs';
import { AHPA_KIND } from '../../autoscaling/ahpa/model';
import { BUILT_IN_RESOURCES } from '../../kubernetes/resource-table';
import type { PolicyProblem } from '../problems/policy-error';

/** An object as it will be written, and the construct that makes it. */
export interface RenderedManifest {
  readonly construct: IConstruct;
  readonly manifest: Manifest;
}

/** The parts of a manifest that say which object it is and what it scales. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: {
    readonly scaleTargetRef?: { readonly apiVersion?: string; readonly kind: string; readonly name: string };
    readonly scaleStrategy?: string;
  };
}

/** The namespace that an object is in: readers and `kubectl` take one that is not given for `default`. */
export function namespaceOf({ apiVersion, kind, metadata }: Manifest): string {
  return isClusterScoped(apiVersion, kind) ? '' : (metadata.namespace ?? 'default');
}

const CLUSTER_SCOPED = new Set(
  BUILT_IN_RESOURCES.filter(({ namespaced }) => !namespaced).map(({ group, kind }) => `${group}/${kind}`),
);

function isClusterScoped(apiVersion: string, kind: string): boolean {
  return CLUSTER_SCOPED.has(`${groupOf(apiVersion)}/${kind}`);
}

/** The group of an API version: nothing for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** A problem of one of a cluster's objects. */
export interface ObjectProblem {
  readonly construct: IConstruct;
  readonly problem: PolicyProblem;
}

/** What only a look at all objects of a cluster shows: one object twice, two autoscalers on one workload. */
export function objectProblems(objects: readonly RenderedManifest[]): readonly ObjectProblem[] {
  return [...duplicates(objects), ...rivals(objects)];
}

function duplicates(objects: readonly RenderedManifest[]): readonly ObjectProblem[] {
  const seen = new Map<string, string>();
  return objects.flatMap(({ construct, manifest }) => {
    const { apiVersion, kind, metadata } = manifest;
    const key = [groupOf(apiVersion), kind, namespaceOf(manifest), metadata.name].join('\n');
    const first = seen.get(key);
    seen.set(key, first ?? construct.node.path);
    if (first === undefined) return [];
    const summary = `${kind} ${nameOf(metadata)} is already made by ${first}.`;
    return [
      {
        construct,
        problem: { code: 'duplicate-object', summary, help: 'Give one of them another name or namespace.' },
      },
    ];
  });
}

/** An AHPA that only observes may stand beside an autoscaler that acts. */
function rivals(objects: readonly RenderedManifest[]): readonly ObjectProblem[] {
  const acting = new Map<string, string>();
  return objects.flatMap(({ construct, manifest }) => {
    const { kind, spec } = manifest;
    const target = spec?.scaleTargetRef;
    if (!target || (kind === AHPA_KIND && spec?.scaleStrategy === 'observer')) return [];
    const key = [namespaceOf(manifest), target.kind, target.name].join('\n');
    const first = acting.get(key);
    acting.set(key, first ?? construct.node.path);
    if (first === undefined) return [];
    const summary = `${target.kind} ${target.name} is already scaled by ${first}.`;
    const why = 'Each would undo what the other does.';
    return [
      { construct, problem: { code: 'two-autoscalers', summary, why, help: 'Keep one autoscaler for each workload.' } },
    ];
  });
}

function nameOf({ name, namespace }: Manifest['metadata']): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}
