import { inFolder } from '../output/in-folder';
import { groupOf } from '../output/object-problems';
import type { ArgoCdProps } from './git-ops';
import { scaledWorkloads } from './scaled-workloads';
import { SYNC_WAVE_ANNOTATION, SYNC_WAVES } from './sync-waves';
import { type EngineFile, type EngineObject, rulesAreSynced, type SyncedCluster } from './synced-cluster';

const APPLICATION = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' };

/** Applications of the services and of the adapter; an Application of Applications applies them in waves. */
export function argoCdFiles(props: ArgoCdProps, cluster: SyncedCluster): readonly EngineFile[] {
  const { applications = 'cluster', adapterChart } = props;
  const services = applications === 'cluster' ? application : applicationSet;
  return [
    ...(cluster.manifests.length > 0
      ? [{ path: `argocd/${cluster.name}.yaml`, objects: [services(props, cluster)] }]
      : []),
    ...(adapterChart && cluster.helmValues
      ? [{ path: `argocd/${cluster.name}-adapter.yaml`, objects: [adapterApplication(props, cluster)] }]
      : []),
  ];
}

function application(props: ArgoCdProps, cluster: SyncedCluster): EngineObject {
  return {
    ...APPLICATION,
    metadata: metadataOf(props, cluster.name, SYNC_WAVES.workload),
    spec: specOf(props, cluster, { path: manifestsPath(props, cluster), namespace: 'default' }),
  };
}

/** One Application for each folder of the manifests, which is a namespace. */
function applicationSet(props: ArgoCdProps, cluster: SyncedCluster): EngineObject {
  const { repoUrl, targetRevision = 'HEAD' } = props;
  const path = `${manifestsPath(props, cluster)}/*`;
  const spec = {
    goTemplate: true,
    goTemplateOptions: ['missingkey=error'],
    generators: [{ git: { repoURL: repoUrl, revision: targetRevision, directories: [{ path }] } }],
    template: {
      metadata: { name: `${cluster.name}-{{.path.basename}}` },
      // The kustomization.yaml stands in the folder above.
      spec: specOf(
        props,
        { ...cluster, kustomization: false },
        { path: '{{.path.path}}', namespace: '{{.path.basename}}' },
      ),
    },
  };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: metadataOf(props, cluster.name, SYNC_WAVES.workload),
    spec,
  };
}

interface Synced {
  readonly path: string;
  readonly namespace: string;
}

function specOf(props: ArgoCdProps, cluster: SyncedCluster, { path, namespace }: Synced): object {
  const { repoUrl, targetRevision = 'HEAD', project = 'default', plugin, applications } = props;
  const ignoreDifferences = ignoredCounts(cluster);
  const ignores = ignoreDifferences.length > 0;
  // Argo CD takes one kind of source alone.
  const tool = plugin !== undefined ? { plugin: { name: plugin } } : { directory: { recurse: true } };
  return {
    project,
    source: {
      repoURL: repoUrl,
      targetRevision,
      path,
      ...((plugin !== undefined || !cluster.kustomization) && tool),
    },
    destination: { server: serverOf(props), namespace },
    ...(ignores && { ignoreDifferences }),
    syncPolicy: {
      automated: { prune: true, selfHeal: true },
      syncOptions: [
        // It creates the namespace of the destination and no other.
        ...(applications === 'namespace' ? ['CreateNamespace=true'] : []),
        // Without it the difference would be hidden, and written all the same.
        ...(ignores ? ['RespectIgnoreDifferences=true'] : []),
        'ServerSideApply=true',
        'PruneLast=true',
      ],
    },
  };
}

/** Counts that an autoscaler writes. Any other is Git's: a later change of it must be seen and applied. */
function ignoredCounts({ manifests }: SyncedCluster): readonly object[] {
  return scaledWorkloads(manifests).map(({ apiVersion, kind, name, namespace }) => ({
    group: groupOf(apiVersion),
    kind,
    name,
    namespace,
    jsonPointers: ['/spec/replicas'],
  }));
}

function adapterApplication(props: ArgoCdProps, { name, helmValues, facts }: SyncedCluster): EngineObject {
  const { repoUrl, targetRevision = 'HEAD', project = 'default', folder = 'dist' } = props;
  const adapterChart = props.adapterChart!;
  const { chart } = helmValues!;
  const spec = {
    project,
    sources: [
      {
        // For Helm charts in an OCI registry Argo CD wants the registry alone.
        repoURL: adapterChart.repoUrl.replace(/^oci:\/\//, ''),
        chart,
        targetRevision: adapterChart.version,
        helm: {
          releaseName: adapterChart.releaseName ?? chart,
          valueFiles: [`$values/${inFolder(folder, `${name}/helm/${chart}.values.yaml`)}`],
        },
      },
      { repoURL: repoUrl, targetRevision, ref: 'values' },
    ],
    destination: { server: serverOf(props), namespace: adapterChart.namespace },
    syncPolicy: {
      automated: { prune: true, selfHeal: true },
      syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'],
    },
  };
  const wave = rulesAreSynced(facts.pipeline) ? SYNC_WAVES.workload : SYNC_WAVES.adapter;
  return { ...APPLICATION, metadata: metadataOf(props, `${name}-adapter`, wave), spec };
}

function metadataOf({ namespace = 'argocd' }: ArgoCdProps, name: string, wave: number) {
  return { name, namespace, annotations: { [SYNC_WAVE_ANNOTATION]: String(wave) } };
}

function manifestsPath({ folder = 'dist' }: ArgoCdProps, { name }: SyncedCluster): string {
  return inFolder(folder, `${name}/manifests`);
}

function serverOf({ server = 'https://kubernetes.default.svc' }: ArgoCdProps): string {
  return server;
}
