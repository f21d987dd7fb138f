import { Ahpa, type Autoscaler, Hpa } from './autoscaler';
import type { ClusterContext } from './cluster-context';
import { type Links, link, type ScaleTarget, targetNameOf } from './links';
import type { Manifest } from './manifest';
import type { NotModelled, Recognised } from './recognise';
import { RuleSet } from './rule-set';
import { ruleSourceOfConfigMap } from './rule-source';
import { WORKLOAD_KINDS, Workload } from './workload';

/** Everything of one cluster, read back from manifests and linked. */
export class Fleet {
  public readonly manifests: readonly Manifest[];
  public readonly workloads: readonly Workload[];
  public readonly autoscalers: readonly Autoscaler[];
  public readonly ruleSets: readonly RuleSet[];
  /** What is there and was left alone. */
  public readonly notModelled: readonly NotModelled[];
  private resolved: Links | undefined;

  public constructor(
    public readonly context: ClusterContext,
    parts: readonly Recognised[],
    /** Files in which more may stand, because they could not be read. */
    public readonly opaqueFiles: readonly string[] = [],
  ) {
    this.notModelled = parts.filter((part) => part.is === 'notModelled');
    this.manifests = parts.flatMap((part) => (part.is === 'object' ? [part.manifest] : []));
    const { gpuPools } = context.facts;
    this.workloads = this.manifests.filter(isWorkload).map((manifest) => new Workload(manifest, gpuPools));
    this.autoscalers = this.manifests.flatMap(autoscalerOf);
    const sources = [
      ...parts.flatMap((part) => (part.is === 'rules' ? [part.source] : [])),
      ...this.manifests
        .filter(({ object }) => object.kind === 'ConfigMap')
        .flatMap((map) => ruleSourceOfConfigMap(map) ?? []),
    ];
    this.ruleSets = sources.map((source) => new RuleSet(source, context.dialect, this.workloads));
  }

  public get hpas(): readonly Hpa[] {
    return this.autoscalers.filter((autoscaler) => autoscaler.is === 'hpa');
  }

  public get ahpas(): readonly Ahpa[] {
    return this.autoscalers.filter((autoscaler) => autoscaler.is === 'ahpa');
  }

  /** The manifests of a kind, whatever its version. */
  public manifestsOf(kind: string): readonly Manifest[] {
    return this.manifests.filter((manifest) => manifest.object.kind === kind);
  }

  /** What an autoscaler scales. */
  public targetOf(autoscaler: Autoscaler): ScaleTarget {
    return this.links.targets.get(autoscaler)!;
  }

  /** The name of what an autoscaler scales, whether or not it is among the manifests. */
  public targetNameOf(autoscaler: Autoscaler): string | undefined {
    return targetNameOf(autoscaler);
  }

  /** The autoscalers of the target with a name, in the order of the files. */
  public autoscalersOn(targetName: string): readonly Autoscaler[] {
    return this.links.autoscalers.get(targetName) ?? [];
  }

  /** Who scales what, resolved once. */
  private get links(): Links {
    this.resolved ??= link(this);
    return this.resolved;
  }
}

function isWorkload({ object }: Manifest): boolean {
  return WORKLOAD_KINDS.some((kind) => kind === object.kind);
}

function autoscalerOf(manifest: Manifest): readonly Autoscaler[] {
  if (manifest.object.kind === 'HorizontalPodAutoscaler') return [new Hpa(manifest)];
  return manifest.object.kind === 'AdvancedHorizontalPodAutoscaler' ? [new Ahpa(manifest)] : [];
}
