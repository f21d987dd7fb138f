import type { ApiObject, Duration } from 'cdk8s';
import type { IScalable } from 'cdk8s-plus-28';
import { Construct, type IConstruct } from 'constructs';
import type { ObjectTarget } from '../../autoscaling/hpa/model';
import type { GpuAllocationMode } from '../../kubernetes/cluster-facts';
import { AdvancedHorizontalPodAutoscaler } from '../api-objects/advanced-horizontal-pod-autoscaler';
import { HorizontalPodAutoscaler } from '../api-objects/horizontal-pod-autoscaler';
import type { ObjectMetadata } from '../api-objects/object-metadata';
import { clusterContextOf } from '../cluster/cluster-context';
import { unmetNeeds, unmetProblem } from '../cluster/unmet-needs';
import type { Gpu } from '../gpu/gpu';
import { reportRailsOfAutoscaler } from '../guard-rails/guard-rail-problems';
import { requestOf } from '../metrics/metric-target';
import { needsOf, type ScalingOn } from '../policy/policy-needs';
import { scalingShapeProblems } from '../policy/policy-shape';
import { nameProblems } from '../problems/name-problems';
import { reportProblem, reportProblems } from '../problems/report-problem';
import { standardLabels } from '../service/labels';
import type { ServiceIdentity } from '../service/service-identity';
import { startupMark } from '../service/startup';
import { acts } from './acts';
import { ahpaSpec } from './ahpa-spec';
import { hpaSpec } from './hpa-spec';
import type { ScalingDefinition, ScalingPolicy } from './scaling-policy';
import { scalingProblems } from './scaling-problems';

/** What an `Autoscaler` scales and how. */
export interface AutoscalerProps<M extends GpuAllocationMode, S> {
  /** The workload: its reference, or a cdk8s-plus workload such as a Deployment or StatefulSet. */
  readonly target: ObjectTarget | IScalable;
  /** The GPUs of one replica of the workload. */
  readonly gpu: Gpu<M>;
  /** How it scales. */
  readonly scaling: ScalingOn<M, S>;
  /** The workload's namespace, which must be the autoscaler's. @default 'default' */
  readonly namespace?: string;
  /**
   * The name of the container that exports the service's metrics: External metrics are made of its series alone.
   *
   * @default - unknown; External metrics then need `asExternal({ matchLabels })`
   */
  readonly container?: string;
  /** The name of the Service. @default - unknown; `ofService()` cannot be used */
  readonly service?: string;
  /**
   * How long a pod takes to Ready: AHPA's lead, and the pace of an HPA without a behavior.
   *
   * @default - unknown; AHPA then needs prediction.scaleUpForward
   */
  readonly startup?: { readonly expected: Duration };
  /** The construct that errors and rules name. @internal */
  readonly onBehalfOf?: IConstruct;
}

/**
 * An autoscaler for any workload, and the adapter rules it needs. `GpuInferenceService` makes one of its own; use this
 * for a workload that comes from elsewhere.
 */
export class Autoscaler<
  const M extends GpuAllocationMode = GpuAllocationMode,
  const S extends ScalingPolicy = ScalingPolicy,
> extends Construct {
  /** The HPA or AHPA; undefined where errors were reported. */
  public readonly resource: ApiObject | undefined;
  private readonly author: IConstruct;

  public constructor(scope: Construct, id: string, props: AutoscalerProps<M, S>) {
    super(scope, id);
    this.author = props.onBehalfOf ?? this;
    const { patches } = clusterContextOf(this);
    if (!props.onBehalfOf && reportProblems(this, scalingShapeProblems(props.gpu, props.scaling, props.startup))) {
      patches.leaveOut();
      return;
    }
    const scaling = (props.scaling as ScalingPolicy).definition;
    const namespace = props.namespace ?? 'default';
    const target = this.resolveTarget(props.target, scaling);
    const name = scaling.name ?? target.name;
    const startupSeconds = props.startup?.expected.toSeconds({ integral: false });
    const cluster = clusterContextOf(this);
    const identity: ServiceIdentity = { container: props.container, service: props.service };
    const { gpu } = props;
    if (!props.onBehalfOf) reportRailsOfAutoscaler(this, { gpu, scaling: props.scaling as ScalingPolicy }, cluster);
    const broken = [
      reportProblems(
        this.author,
        nameProblems({ ...(scaling.name !== undefined && { 'scaling.name': scaling.name }), namespace }),
      ),
      reportProblems(this.author, scalingProblems(scaling, { gpu, cluster, startupSeconds, identity })),
      this.reportUnmetNeeds(gpu, props.scaling as ScalingPolicy),
    ];
    if (broken.includes(true)) {
      patches.leaveOut();
      return;
    }
    this.askRules(scaling);
    const metadata = { name, namespace, labels: standardLabels(target.name) };
    this.resource =
      scaling.kind === 'hpa'
        ? new HorizontalPodAutoscaler(this, 'Resource', {
            metadata: props.onBehalfOf ? metadata : withStartup(metadata, startupSeconds),
            spec: hpaSpec(scaling, { target, startupSeconds, ...identity }, cluster),
            version: cluster.hpaApiVersion,
            minor: cluster.facts.kubernetes,
          })
        : new AdvancedHorizontalPodAutoscaler(this, 'Resource', {
            metadata,
            spec: ahpaSpec(scaling, { target, startupSeconds, ...identity }, cluster),
          });
    cluster.guardRails?.know(this.resource, { gpu, scaling });
  }

  /** A cdk8s-plus workload leaves `replicas` out once it knows of its autoscaler. */
  private resolveTarget(target: ObjectTarget | IScalable, scaling: ScalingDefinition): ObjectTarget {
    if (!('toScalingTarget' in target)) return target;
    const { apiVersion, kind, name, replicas } = target.toScalingTarget();
    if (acts(scaling)) {
      target.markHasAutoscaler();
      if (replicas !== undefined) {
        reportProblem(this.author, {
          code: 'replicas-fixed',
          property: 'target.replicas',
          value: replicas,
          allowed: 'left out of a workload that an autoscaler scales',
          why: 'Each sync would reset the count that the autoscaler has set.',
          help: 'Remove replicas from the workload.',
        });
      }
    }
    return { apiVersion, kind, name };
  }

  private reportUnmetNeeds(gpu: Gpu, scaling: ScalingPolicy): boolean {
    const unmet = unmetNeeds(needsOf(gpu, scaling), clusterContextOf(this));
    return reportProblems(this.author, unmet.map(unmetProblem));
  }

  private askRules(scaling: ScalingDefinition): void {
    const cluster = clusterContextOf(this);
    for (const { values } of scaling.metrics) {
      const request = requestOf(values, cluster.facts.labelConvention);
      if (request) cluster.askRule(request, this.author.node.path);
    }
  }
}

/** A workload that comes from elsewhere is not ours to annotate. */
function withStartup(metadata: ObjectMetadata, startupSeconds: number | undefined): ObjectMetadata {
  return startupSeconds === undefined ? metadata : { ...metadata, annotations: startupMark(startupSeconds) };
}
