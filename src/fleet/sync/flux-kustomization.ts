import { compileRe2 } from '../../series/re2';
import type { ObjectReference } from '../../source/finding';
import type { Json } from '../../source/node';
import { pointer } from '../../source/pointer';
import type { Manifest } from '../manifest';
import { groupOf } from '../recognise';
import { fieldOf, itemsOf, textsOf } from './json-parts';
import { type SyncedPath, syncedPath } from './synced-path';
import type { CountTreatment, Syncer } from './syncer';

/** A Kustomization of Flux. */
export class FluxKustomization implements Syncer {
  public readonly isOfChart = false;

  private constructor(
    public readonly object: ObjectReference,
    public readonly paths: readonly SyncedPath[],
    private readonly spec: Json | undefined,
  ) {}

  public static read(manifest: Manifest): FluxKustomization | undefined {
    const { object } = manifest;
    if (groupOf(object.apiVersion) !== 'kustomize.toolkit.fluxcd.io' || object.kind !== 'Kustomization')
      return undefined;
    const spec = manifest.valueAt('/spec');
    const paths = textsOf([fieldOf(spec, 'path') ?? null]).map((path) => syncedPath(path));
    return new FluxKustomization(object, paths, spec);
  }

  /** Source: kustomize-controller, api/v1 `IgnoreRule`, from its release 1.9. */
  public treatmentOfCount(workload: Manifest): CountTreatment {
    const policy = applyPolicyOf(workload);
    if (policy !== undefined) return { is: 'ignored', how: policy, afterRemoval: 'kept', ofObject: true };
    const treatments = itemsOf(fieldOf(this.spec, 'ignore'))
      .filter((rule) => textsOf(fieldOf(rule, 'paths')).some((path) => path === '/spec/replicas' || path === '/spec'))
      .map((rule) => treatmentFor(fieldOf(rule, 'target'), workload.object));
    return (
      treatments.find(({ is }) => is === 'ignored') ??
      treatments.find(({ is }) => is === 'unknown') ?? { is: 'written' }
    );
  }
}

/**
 * What keeps Flux from applying an object that is there, as words. `Merge` does not: fields that Git has are written.
 * Source: kustomize-controller, docs/spec/v1/kustomizations.md; fluxcd/pkg, ssa/utils/meta.go.
 */
export function applyPolicyOf(workload: Manifest): string | undefined {
  const written = ['annotations', 'labels'].map((part) => workload.valueAt(pointer('metadata', part, POLICY)));
  const policy = ['IfNotPresent', 'Ignore'].find((name) =>
    written.some((value) => typeof value === 'string' && value.toLowerCase() === name.toLowerCase()),
  );
  return policy && `leaves an object with ${POLICY}: ${policy} as it is`;
}

const POLICY = 'kustomize.toolkit.fluxcd.io/ssa';

function treatmentFor(target: Json | undefined, object: ObjectReference): CountTreatment {
  const slash = object.apiVersion.indexOf('/');
  const facts = {
    group: groupOf(object.apiVersion),
    version: object.apiVersion.slice(slash + 1),
    kind: object.kind,
    name: object.name,
    namespace: object.namespace ?? '',
  };
  const isNamed = Object.entries(facts).every(([key, value]) => {
    const [pattern = ''] = textsOf([fieldOf(target, key) ?? null]);
    const compiled = compileRe2(pattern, { anchored: true });
    return pattern === '' || (compiled.kind === 'compiled' && compiled.matches(value));
  });
  if (!isNamed) return { is: 'written' };
  const selector = ['labelSelector', 'annotationSelector'].find((key) => (fieldOf(target, key) ?? '') !== '');
  // A count that is gone from the manifest is not put back from the cluster: fluxcd/pkg, ssa/manager_apply.go, applyDriftResult.
  return selector === undefined
    ? { is: 'ignored', how: 'ignores /spec/replicas', afterRemoval: 'lost' }
    : { is: 'unknown', reason: `ignores /spec/replicas by a ${selector}, which is not evaluated here` };
}
