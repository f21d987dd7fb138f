import type { IConstruct } from 'constructs';
import { reportProblem } from '../problems/report-problem';
import { applyPatch, type ObjectPatch } from './object-patch';

/** What is patched: a manifest, or an object for a GitOps engine. A `kustomization.yaml` has no name. */
interface Patchable {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name: string; readonly namespace?: string };
}

/** An object, and the construct that makes it. */
interface Rendered<T> {
  readonly construct: IConstruct;
  readonly manifest: T;
}

interface Entry {
  /** Where the patch stands, such as `patches[0]`. */
  readonly property: string;
  readonly patch: ObjectPatch;
  /** Whether an object was found for it. */
  used: boolean;
}

/** The patches of a cluster and of its services. They are applied to the final JSON, before it is looked at. */
export class PatchBook {
  /** By the construct below which objects are meant. */
  private readonly entries = new Map<IConstruct, readonly Entry[]>();
  private isComplete = true;

  public add(scope: IConstruct, patches: readonly ObjectPatch[] = []): void {
    if (patches.length === 0) return;
    this.entries.set(
      scope,
      patches.map((patch, index) => ({ property: `patches[${index}]`, patch, used: false })),
    );
  }

  /** An object with its patches: those of its service first. One that does not apply is an error. */
  public apply<T extends Patchable>(object: Rendered<T>): Rendered<T> {
    let patched = object;
    for (let scope: IConstruct | undefined = object.construct; scope; scope = scope.node.scope) {
      for (const entry of this.entries.get(scope) ?? []) {
        if (!isMeant(entry, object.manifest)) continue;
        entry.used = true;
        patched = patchOne(patched, entry);
      }
    }
    return patched;
  }

  /** An object is not made because of an error: a patch that finds none may mean that one. */
  public leaveOut(): void {
    this.isComplete = false;
  }

  /** A patch that found no object is an error, too. Called once all objects are there. */
  public reportUnused(): void {
    for (const [scope, entries] of this.entries) {
      for (const entry of entries) {
        if (!entry.used && this.isComplete) reportUnused(scope, entry);
        entry.used = false;
      }
    }
  }
}

function isMeant({ patch: { apiVersion, kind, name, namespace } }: Entry, manifest: Patchable): boolean {
  if (manifest.kind !== kind || (apiVersion !== undefined && manifest.apiVersion !== apiVersion)) return false;
  if (namespace !== undefined && (manifest.metadata?.namespace ?? 'default') !== namespace) return false;
  return name === undefined || manifest.metadata?.name === name;
}

function patchOne<T extends Patchable>({ construct, manifest }: Rendered<T>, { property, patch }: Entry): Rendered<T> {
  const result = applyPatch(manifest, patch.patch);
  if (result.is === 'fault') {
    const operation = patch.patch[result.index]!;
    reportProblem(construct, {
      code: 'patch',
      property: `${property}.patch[${result.index}]`,
      summary: `${property}.patch[${result.index}] (${operation.op} ${operation.path}) does not apply: ${result.reason}.`,
      help: `Compare the path with the ${manifest.kind} as it is written without the patch.`,
    });
    return { construct, manifest };
  }
  if (isObject(result.object, manifest)) return { construct, manifest: result.object };
  const parts = manifest.metadata ? 'apiVersion, kind and metadata.name' : 'apiVersion and kind';
  reportProblem(construct, {
    code: 'patch',
    property,
    summary: `${property} leaves no object: ${parts} must stay texts.`,
    help: 'Patch other parts of the object.',
  });
  return { construct, manifest };
}

function isObject({ apiVersion, kind, metadata }: Patchable, before: Patchable): boolean {
  const texts = before.metadata ? [apiVersion, kind, metadata?.name] : [apiVersion, kind];
  return texts.every((text) => typeof text === 'string' && text !== '');
}

function reportUnused(scope: IConstruct, { property, patch: { apiVersion, kind, name, namespace } }: Entry): void {
  const of = apiVersion === undefined ? '' : ` of ${apiVersion}`;
  const where = namespace === undefined ? 'here' : `in namespace ${namespace}`;
  reportProblem(scope, {
    code: 'patch',
    property,
    summary: `${property} finds no ${name === undefined ? kind : `${kind} ${name}`}${of} ${where}.`,
    help: 'Give the kind, and the name and namespace if at all, of an object that is written.',
  });
}
