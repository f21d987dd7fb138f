import { DEFAULT_BOUNDS_TIMEZONE } from '../../autoscaling/ahpa/model';
import { type ClusterFacts, LABEL_CONVENTION_NAMES, type LabelConvention } from '../../kubernetes/cluster-facts';
import { isKubernetesMinor, type KubernetesMinor, NEWEST_MINOR } from '../../kubernetes/minor';
import { defaultHpaApiVersion, type HpaApiVersion, isServed } from '../../kubernetes/served-api';
import type { AnyClusterProps } from './cluster-props';

/** Leaves out what nobody said, except AHPA's zone, which readers must not have to guess. */
export function statedFacts(props: AnyClusterProps): ClusterFacts {
  const { kubernetes, hpaApiVersion, labelConvention, metricsPipeline, gpuPools, ahpa, substitutions, snapshot } =
    props;
  const ahpaTimeZone = props.ahpaTimeZone ?? (ahpa ? DEFAULT_BOUNDS_TIMEZONE : undefined);
  return {
    kubernetes,
    ...(hpaApiVersion && { hpaApiVersion }),
    labelConvention,
    pipeline: metricsPipeline.facts,
    gpuPools: gpuPools.map(({ facts }) => facts),
    ...(ahpa && { ahpa }),
    ...(ahpaTimeZone && { ahpaTimeZone }),
    ...(ahpaTimeZone && props.ahpaTimeZone === undefined && { ahpaTimeZoneAssumed: true }),
    ...(substitutions && { substitutions }),
    ...(snapshot && { snapshot }),
  };
}

/** The facts that the compiler goes by: what nobody knows is reported once, for the cluster, and not again for each service. */
export function usedFacts(stated: ClusterFacts): ClusterFacts & { readonly labelConvention: LabelConvention } {
  return { ...stated, kubernetes: knownMinor(stated), labelConvention: knownConvention(stated) };
}

/** The version of the cluster's HPAs; one that the minor does not serve is reported once, too. */
export function servedHpaVersion({ kubernetes, hpaApiVersion }: ClusterFacts): HpaApiVersion {
  const served = hpaApiVersion && isServed(`autoscaling/${hpaApiVersion}`, 'HorizontalPodAutoscaler', kubernetes);
  return served ? hpaApiVersion : defaultHpaApiVersion(kubernetes);
}

/** Services of an unknown convention are read as if their labels had plain names. */
function knownConvention({ labelConvention }: ClusterFacts): LabelConvention {
  if (typeof labelConvention === 'object' || LABEL_CONVENTION_NAMES.includes(labelConvention)) return labelConvention;
  return { namespace: 'namespace', pod: 'pod', node: 'node' };
}

function knownMinor({ kubernetes }: ClusterFacts): KubernetesMinor {
  return isKubernetesMinor(kubernetes) ? kubernetes : NEWEST_MINOR;
}
