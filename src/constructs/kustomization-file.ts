import { manifestYaml } from '../pipeline/manifest-yaml';
import type { FolderContents } from './output-folder';

const FOLDER = 'manifests/';

/** A `kustomization.yaml` that lists every manifest, sorted; undefined where there is none. */
export function kustomizationFile(files: FolderContents): readonly [path: string, text: string] | undefined {
  const resources = [...files.keys()]
    .filter((path) => path.startsWith(FOLDER))
    .map((path) => path.slice(FOLDER.length))
    .sort();
  if (resources.length === 0) return undefined;
  const kustomization = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources };
  return [`${FOLDER}kustomization.yaml`, manifestYaml(kustomization)];
}
