import type { IConstruct } from 'constructs';
import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';
import type { MetricDefinition } from '../../metrics/metric-definition';
import { apiName as apiNameOf, type RuleRequest } from '../../pipeline/rule-for';
import type { Gpu } from '../gpu/gpu';
import type { RenderedManifest } from '../output/object-problems';
import { reportProblem } from '../problems/report-problem';
import type { ScalingDefinition } from '../scaling/scaling-policy';
import type { ReadMetric } from './forbidden-metric';
import type { GuardRailsProps } from './guard-rails';
import { type Rail, type RailFault, railProblem } from './rail-fault';
import { writtenRailFaults } from './written-rail-faults';

/** What the author of an autoscaler has said that does not stand in its JSON. */
export interface AutoscalerFacts {
  /** The GPUs of one replica. */
  readonly gpu: Gpu;
  readonly scaling: ScalingDefinition;
}

/** The guard rails of a cluster: what policies break when they are placed, and what breaks them once objects are written. */
export class GuardRailBook {
  private readonly broken = new Map<IConstruct, Set<Rail>>();
  private readonly unfinished = new Set<IConstruct>();
  private readonly autoscalers = new Map<IConstruct, AutoscalerFacts>();
  private readonly served = new Map<string, Set<MetricDefinition>>();

  public constructor(
    public readonly rails: GuardRailsProps,
    private readonly cluster: string,
  ) {}

  /** Reports what a policy breaks; its objects are then not blamed for the same. */
  public report(construct: IConstruct, faults: readonly RailFault[]): void {
    for (const fault of faults) {
      this.broken.set(construct, (this.broken.get(construct) ?? new Set()).add(fault.rail));
      reportProblem(construct, railProblem(fault, this.rails, this.cluster));
    }
  }

  /** Leaves out the objects of a policy with errors: what is wrong is not written, and they are not what they will be. */
  public leaveOut(construct: IConstruct): void {
    this.unfinished.add(construct);
  }

  /** Keeps what the author of an autoscaler has said. */
  public know(autoscaler: IConstruct, facts: AutoscalerFacts): void {
    this.autoscalers.set(autoscaler, facts);
  }

  /** Keeps what an API metric is made of. */
  public serve(request: RuleRequest): void {
    const name = apiNameOf(request);
    this.served.set(name, (this.served.get(name) ?? new Set()).add(request.metric));
  }

  /** Reports what the final objects break, whoever made or patched them. */
  public reportWritten(objects: readonly RenderedManifest[], gpuPools: readonly GpuPoolFacts[]): void {
    const known = {
      gpuPools,
      factsOf: (autoscaler: IConstruct) => this.autoscalers.get(autoscaler),
      metricOf: (name: string): ReadMetric => ({ apiName: name, definitions: [...(this.served.get(name) ?? [])] }),
    };
    for (const { constructs, ...fault } of writtenRailFaults(objects, this.rails, known)) {
      if (constructs.some((construct) => this.isSpared(construct, fault.rail))) continue;
      reportProblem(constructs[0], railProblem(fault, this.rails, this.cluster));
    }
  }

  private isSpared(construct: IConstruct, rail: Rail): boolean {
    const isSpared = (scope: IConstruct) => this.unfinished.has(scope) || this.broken.get(scope)?.has(rail);
    return [construct, ...construct.node.scopes].some(isSpared);
  }
}
