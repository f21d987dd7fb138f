import type { FolderContents } from '../output/output-folder';
import type { EngineFile } from './synced-cluster';

const FOLDER = 'manifests/';

/** A `kustomization.yaml` that lists every manifest, sorted; none where there is no manifest. */
export function kustomizationFile(files: FolderContents): readonly EngineFile[] {
  const resources = [...files.keys()]
    .filter((path) => path.startsWith(FOLDER))
    .map((path) => path.slice(FOLDER.length))
    .sort();
  if (resources.length === 0) return [];
  const kustomization = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources };
  return [{ path: `${FOLDER}kustomization.yaml`, objects: [kustomization] }];
}
