import { ApiObject, Yaml } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Manifest, RenderedManifest } from './object-problems';
import { reportProblem } from './report-problem';

/** The objects below one direct child of a cluster. */
export interface ChildManifests {
  readonly id: string;
  readonly objects: readonly RenderedManifest[];
}

/** Renders each object below a child of a cluster, once. */
export function renderChild(child: IConstruct): ChildManifests {
  const objects = child.node
    .findAll()
    .filter((construct) => ApiObject.isApiObject(construct))
    .flatMap((object): RenderedManifest[] => {
      try {
        return [{ construct: object, manifest: object.toJson() as Manifest }];
      } catch (error) {
        const summary = (error as Error).message;
        reportProblem(object, { code: 'invalid-construct', summary, help: 'The object cannot be written as JSON.' });
        return [];
      }
    });
  return { id: child.node.id, objects };
}

/** One file for each namespace in which a child has objects: `manifests/<namespace>/<id>.k8s.yaml`. */
export function manifestFiles({ id, objects }: ChildManifests): ReadonlyMap<string, string> {
  const byFile = new Map<string, Manifest[]>();
  for (const { manifest } of objects) {
    const { namespace } = manifest.metadata;
    const file = namespace === undefined ? `manifests/${id}.k8s.yaml` : `manifests/${namespace}/${id}.k8s.yaml`;
    byFile.set(file, [...(byFile.get(file) ?? []), manifest]);
  }
  return new Map([...byFile].map(([file, manifests]) => [file, Yaml.stringify(...manifests)]));
}
