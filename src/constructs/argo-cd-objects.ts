import { manifestYaml } from '../pipeline/manifest-yaml';
import type { ArgoCdProps } from './git-ops';
import type { FolderContents } from './output-folder';
import { SYNC_WAVE_ANNOTATION, SYNC_WAVES } from './sync-waves';
import type { SyncedCluster } from './synced-cluster';

const APPLICATION = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' };

/** Applications of the services and of the adapter; an Application of Applications applies them in waves. */
export function argoCdFiles(props: ArgoCdProps, cluster: SyncedCluster): FolderContents {
  const { applications = 'cluster' } = props;
  const adapter = adapterApplication(props, cluster);
  const services = applications === 'cluster' ? application(props, cluster) : applicationSet(props, cluster);
  return new Map([
    [`argocd/${cluster.name}.yaml`, manifestYaml(services)],
    ...(adapter ? [[`argocd/${cluster.name}-adapter.yaml`, manifestYaml(adapter)] as const] : []),
  ]);
}

function application(props: ArgoCdProps, cluster: SyncedCluster): object {
  return {
    ...APPLICATION,
    metadata: metadataOf(props, cluster.name, SYNC_WAVES.workload),
    spec: specOf(props, cluster, manifestsPath(props, cluster)),
  };
}

/** One Application for each folder of the manifests, which is a namespace. */
function applicationSet(props: ArgoCdProps, cluster: SyncedCluster): object {
  const { repoUrl, targetRevision = 'HEAD' } = props;
  const path = `${manifestsPath(props, cluster)}/*`;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: metadataOf(props, cluster.name, SYNC_WAVES.workload),
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [{ git: { repoURL: repoUrl, revision: targetRevision, directories: [{ path }] } }],
      template: {
        metadata: { name: `${cluster.name}-{{.path.basename}}` },
        // The kustomization.yaml stands in the folder above.
        spec: specOf(props, { ...cluster, kustomization: false }, '{{.path.path}}'),
      },
    },
  };
}

function specOf(props: ArgoCdProps, { kustomization }: SyncedCluster, path: string): object {
  const { repoUrl, targetRevision = 'HEAD', project = 'default' } = props;
  return {
    project,
    source: { repoURL: repoUrl, targetRevision, path, ...(!kustomization && { directory: { recurse: true } }) },
    destination: { server: serverOf(props), namespace: 'default' },
    // Without RespectIgnoreDifferences the difference would be hidden, and written all the same.
    ignoreDifferences: [
      { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
      { group: 'leaderworkerset.x-k8s.io', kind: 'LeaderWorkerSet', jsonPointers: ['/spec/replicas'] },
    ],
    syncPolicy: {
      automated: { prune: true, selfHeal: true },
      syncOptions: ['CreateNamespace=true', 'RespectIgnoreDifferences=true', 'ServerSideApply=true', 'PruneLast=true'],
    },
  };
}

function adapterApplication(props: ArgoCdProps, { name, helmValues }: SyncedCluster): object | undefined {
  const { repoUrl, targetRevision = 'HEAD', project = 'default', folder = 'dist', adapterChart } = props;
  if (!adapterChart || !helmValues) return undefined;
  const { chart } = helmValues;
  return {
    ...APPLICATION,
    metadata: metadataOf(props, `${name}-adapter`, SYNC_WAVES.adapter),
    spec: {
      project,
      sources: [
        {
          repoURL: adapterChart.repoUrl,
          chart,
          targetRevision: adapterChart.version,
          helm: {
            releaseName: adapterChart.releaseName ?? chart,
            valueFiles: [`$values/${folder}/${name}/helm/${chart}.values.yaml`],
          },
        },
        { repoURL: repoUrl, targetRevision, ref: 'values' },
      ],
      destination: { server: serverOf(props), namespace: adapterChart.namespace },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'],
      },
    },
  };
}

function metadataOf({ namespace = 'argocd' }: ArgoCdProps, name: string, wave: number): object {
  return { name, namespace, annotations: { [SYNC_WAVE_ANNOTATION]: String(wave) } };
}

function manifestsPath({ folder = 'dist' }: ArgoCdProps, { name }: SyncedCluster): string {
  return `${folder}/${name}/manifests`;
}

function serverOf({ server = 'https://kubernetes.default.svc' }: ArgoCdProps): string {
  return server;
}
