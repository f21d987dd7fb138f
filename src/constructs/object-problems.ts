import type { IConstruct } from 'constructs';
import { AHPA_KIND } from '../autoscaling/ahpa/model';
import type { PolicyProblem } from './policy-error';

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
    readonly scaleTargetRef?: { readonly kind: string; readonly name: string };
    readonly scaleStrategy?: string;
  };
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
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const key = [group, kind, metadata.namespace ?? '', metadata.name].join('\n');
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
  return objects.flatMap(({ construct, manifest: { kind, metadata, spec } }) => {
    const target = spec?.scaleTargetRef;
    if (!target || (kind === AHPA_KIND && spec?.scaleStrategy === 'observer')) return [];
    const key = [metadata.namespace ?? '', target.kind, target.name].join('\n');
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
