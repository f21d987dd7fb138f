import { Duration } from 'cdk8s';
import { parse } from 'yaml';
import { manifestYaml } from '../pipeline/manifest-yaml';
import type { FluxProps } from './git-ops';
import type { FolderContents } from './output-folder';
import type { SyncedCluster } from './synced-cluster';

/** Waits for the first metric: an HPA has no condition by which Flux could tell. Needs Flux 2.5. */
const HPA_IS_CURRENT =
  "has(status.conditions) && status.conditions.exists(c, c.type == 'ScalingActive' && c.status == 'True')";

/**
 * `flux/sync` is what a root Kustomization applies: a Kustomization of the services, which waits for that of the adapter, and
 * that one, which applies `flux/adapter`.
 */
export function fluxFiles(props: FluxProps, cluster: SyncedCluster): FolderContents {
  const { adapterChart } = props;
  const adapter = `${cluster.name}-adapter`;
  const services = kustomization(props, cluster.name, `${cluster.name}/manifests`, {
    ...(cluster.hpaApiVersion === 'v2beta1' ? {} : { healthCheckExprs: healthChecks(cluster) }),
    ...(adapterChart && cluster.helmValues && { dependsOn: [{ name: adapter }] }),
  });
  const files = new Map([[`flux/sync/${cluster.name}.yaml`, manifestYaml(services)]]);
  if (!adapterChart || !cluster.helmValues) return files;
  files.set(
    `flux/sync/${adapter}.yaml`,
    manifestYaml(kustomization(props, adapter, `${cluster.name}/flux/adapter`, {})),
  );
  files.set('flux/adapter/release.yaml', releaseFile(props, cluster));
  return files;
}

function healthChecks({ hpaApiVersion }: SyncedCluster): readonly object[] {
  return [{ apiVersion: `autoscaling/${hpaApiVersion}`, kind: 'HorizontalPodAutoscaler', current: HPA_IS_CURRENT }];
}

function kustomization(props: FluxProps, name: string, path: string, more: object): object {
  const { source, folder = 'dist' } = props;
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: metadataOf(props, name),
    spec: {
      interval: timeText(props.interval ?? Duration.minutes(10)),
      timeout: timeText(props.timeout ?? Duration.minutes(15)),
      sourceRef: { kind: source.kind, name: source.name },
      path: `./${folder}/${path}`,
      prune: true,
      wait: true,
      ...more,
    },
  };
}

function releaseFile(props: FluxProps, { helmValues, substitutions }: SyncedCluster): string {
  const { repoUrl, version, namespace, releaseName } = props.adapterChart!;
  const { chart, text } = helmValues!;
  const interval = timeText(props.interval ?? Duration.minutes(10));
  const repository = {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'HelmRepository',
    metadata: metadataOf(props, chart),
    spec: { interval: '1h', url: repoUrl, ...(repoUrl.startsWith('oci://') && { type: 'oci' }) },
  };
  const release = {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: metadataOf(props, releaseName ?? chart),
    spec: {
      interval,
      releaseName: releaseName ?? chart,
      targetNamespace: namespace,
      install: { createNamespace: true },
      chart: { spec: { chart, version, sourceRef: { kind: 'HelmRepository', name: chart } } },
      values: parse(keptFromSubstitution(text, substitutions)),
    },
  };
  return `${manifestYaml(repository)}---\n${manifestYaml(release)}`;
}

/** Rules may hold `${1}`, which Flux would take for a variable wherever it substitutes any: `$${1}` is left as it is. */
function keptFromSubstitution(text: string, declared: readonly string[]): string {
  if (declared.length === 0) return text;
  return text.replace(/\$\{([^}]*)\}/g, (whole, name: string) => (declared.includes(name) ? whole : `$${whole}`));
}

function metadataOf({ namespace = 'flux-system' }: FluxProps, name: string): object {
  return { name, namespace };
}

function timeText(duration: Duration): string {
  return `${duration.toSeconds()}s`;
}
