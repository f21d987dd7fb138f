import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { manifestYaml } from '../../pipeline/manifest-yaml';
import { nameProblems } from '../problems/name-problems';
import { reportProblem, reportProblems } from '../problems/report-problem';
import type { Manifest, RenderedManifest } from './object-problems';

/** The objects below one direct child of a cluster. */
export interface ChildManifests {
  readonly id: string;
  readonly objects: readonly RenderedManifest[];
}

/**
 * Renders each object below a child of a cluster, once. Names that become a path are checked: they may come from anyone.
 *
 * @param finish what the cluster still does to an object
 */
export function renderChild(child: IConstruct, finish: (object: RenderedManifest) => RenderedManifest): ChildManifests {
  reportProblems(child, nameProblems({ id: child.node.id }));
  const objects = child.node
    .findAll()
    .filter((construct) => ApiObject.isApiObject(construct))
    .flatMap((object): RenderedManifest[] => {
      try {
        const finished = finish({ construct: object, manifest: object.toJson() as Manifest });
        const { namespace } = finished.manifest.metadata;
        if (namespace !== undefined) reportProblems(object, nameProblems({ 'metadata.namespace': namespace }));
        return [finished];
      } catch (error) {
        const summary = (error as Error).message;
        reportProblem(object, { code: 'invalid-construct', summary, help: 'The object cannot be written as JSON.' });
        return [];
      }
    });
  return { id: child.node.id, objects };
}

/**
 * One file for each namespace in which a child has objects: `manifests/<namespace>/<id>.k8s.yaml`.
 *
 * @param withoutNamespace the folder of objects that name no namespace; undefined for the one above
 */
export function manifestFiles(
  { id, objects }: ChildManifests,
  withoutNamespace: string | undefined,
): ReadonlyMap<string, string> {
  const byFile = new Map<string, Manifest[]>();
  for (const { manifest } of objects) {
    const { namespace = withoutNamespace } = manifest.metadata;
    const file = namespace === undefined ? `manifests/${id}.k8s.yaml` : `manifests/${namespace}/${id}.k8s.yaml`;
    const manifests = byFile.get(file);
    if (manifests) manifests.push(manifest);
    else byFile.set(file, [manifest]);
  }
  return new Map([...byFile].map(([file, manifests]) => [file, manifests.map(manifestYaml).join('---\n')]));
}
