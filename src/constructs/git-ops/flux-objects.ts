import { Duration } from 'cdk8s';
import { parse } from 'yaml';
import { inFolder } from '../output/in-folder';
import type { FluxProps } from './git-ops';
import { longestStart } from './longest-start';
import { escapedText } from './substituted-text';
import { type EngineFile, type EngineObject, rulesAreSynced, type SyncedCluster } from './synced-cluster';

/** Waits for the first metric: an HPA has no condition by which Flux could tell. Needs Flux 2.5. */
const HPA_IS_CURRENT =
  "has(status.conditions) && status.conditions.exists(c, c.type == 'ScalingActive' && c.status == 'True')";

const DEFAULT_TIMEOUT_SECONDS = 900;
/** From a pod that is ready to the condition of its HPA: a scrape, and a look of the controller. */
const FIRST_METRIC_SECONDS = 120;

/**
 * `flux/sync` is what a root Kustomization applies: a Kustomization of the services, which waits for that of the adapter, and
 * that one, which applies `flux/adapter`.
 */
export function fluxFiles(props: FluxProps, cluster: SyncedCluster): readonly EngineFile[] {
  const { name, helmValues, manifests } = cluster;
  const adapter = `${name}-adapter`;
  const withAdapter = props.adapterChart !== undefined && helmValues !== undefined;
  return [
    ...(manifests.length > 0
      ? [{ path: `flux/sync/${name}.yaml`, objects: [servicesKustomization(props, cluster, withAdapter)] }]
      : []),
    ...(withAdapter
      ? [
          {
            path: `flux/sync/${adapter}.yaml`,
            objects: [kustomization(props, cluster, { name: adapter, path: `${name}/flux/adapter` })],
          },
          { path: 'flux/adapter/release.yaml', objects: adapterRelease(props, cluster) },
        ]
      : []),
  ];
}

function servicesKustomization(props: FluxProps, cluster: SyncedCluster, withAdapter: boolean): EngineObject {
  const { name, hpaApiVersion, manifests, facts } = cluster;
  return kustomization(props, cluster, {
    name,
    path: `${name}/manifests`,
    startSeconds: longestStart(manifests).withDrainSeconds,
    ...(hpaApiVersion !== 'v2beta1' && {
      healthCheckExprs: [
        { apiVersion: `autoscaling/${hpaApiVersion}`, kind: 'HorizontalPodAutoscaler', current: HPA_IS_CURRENT },
      ],
    }),
    ...(withAdapter && !rulesAreSynced(facts.pipeline) && { dependsOn: [{ name: `${name}-adapter` }] }),
  });
}

interface Applied {
  readonly name: string;
  /** In the output folder. */
  readonly path: string;
  /** How long its slowest pod may take, with the one that makes room for it. @default 0 */
  readonly startSeconds?: number;
  readonly healthCheckExprs?: readonly object[];
  readonly dependsOn?: readonly object[];
}

function kustomization(props: FluxProps, { facts }: SyncedCluster, applied: Applied): EngineObject {
  const { source, folder = 'dist', substituteFrom } = props;
  const { name, path, startSeconds = 0, ...more } = applied;
  const longest = Math.max(DEFAULT_TIMEOUT_SECONDS, startSeconds + FIRST_METRIC_SECONDS);
  const spec = {
    interval: intervalOf(props),
    timeout: timeText(props.timeout ?? Duration.seconds(longest)),
    sourceRef: { kind: source.kind, name: source.name },
    path: `./${inFolder(folder, path)}`,
    prune: true,
    wait: true,
    ...more,
    ...(facts.substitutions?.length && { postBuild: { substituteFrom } }),
  };
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: metadataOf(props, name),
    spec,
  };
}

function adapterRelease(props: FluxProps, { helmValues, facts }: SyncedCluster): readonly EngineObject[] {
  const { repoUrl, version, namespace, releaseName } = props.adapterChart!;
  const { chart, text } = helmValues!;
  const { substitutions = [] } = facts;
  const repository = { interval: '1h', url: repoUrl, ...(repoUrl.startsWith('oci://') && { type: 'oci' }) };
  const release = {
    interval: intervalOf(props),
    releaseName: releaseName ?? chart,
    targetNamespace: namespace,
    install: { createNamespace: true },
    chart: { spec: { chart, version, sourceRef: { kind: 'HelmRepository', name: chart } } },
    // Only where Flux substitutes does it make one dollar sign of two.
    values: parse(substitutions.length > 0 ? escapedText(text, substitutions) : text),
  };
  return [
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'HelmRepository',
      metadata: metadataOf(props, chart),
      spec: repository,
    },
    {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: metadataOf(props, releaseName ?? chart),
      spec: release,
    },
  ];
}

function metadataOf({ namespace = 'flux-system' }: FluxProps, name: string) {
  return { name, namespace };
}

function intervalOf({ interval = Duration.minutes(10) }: FluxProps): string {
  return timeText(interval);
}

function timeText(duration: Duration): string {
  return `${duration.toSeconds()}s`;
}
