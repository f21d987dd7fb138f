import type { ValueRange } from '../autoscaling/hpa/quiet-zone';
import type { GpuPoolFacts } from '../kubernetes/cluster-facts';
import type { Place } from '../source/finding';
import type { AutoscalerMetric } from './autoscaler';
import type { FleetRule } from './rule-set';

/** The links from an autoscaler's metric to its replicas and GPUs, in their order. */
export const CHAIN_LINKS = [
  'metric',
  'api',
  'rule',
  'series',
  'labels',
  'query',
  'values',
  'decision',
  'gpus',
] as const;
export type ChainLink = (typeof CHAIN_LINKS)[number];

/** The resolved links for one autoscaler metric, as far as they could be followed. */
export interface Chain {
  readonly metric: AutoscalerMetric;
  /** When the series are looked at, in ms since the epoch; undefined without a snapshot. */
  readonly time: number | undefined;
  readonly links: ChainLinks;
  readonly end: ChainEnd;
  /** What was taken for granted, a sentence each. */
  readonly assumptions: readonly string[];
}

/** What is known of each link; later links may be known although an earlier one is broken. */
export interface ChainLinks {
  readonly metric?: MetricLink;
  readonly api?: ApiLink;
  readonly rule?: RuleLink;
  readonly series?: SeriesLink;
  readonly labels?: LabelsLink;
  readonly query?: QueryLink;
  readonly values?: ValuesLink;
  readonly decision?: DecisionLink;
  readonly gpus?: GpuLink;
}

export type ChainEnd =
  /** It holds from the series to the decision. */
  | { readonly is: 'complete' }
  /** One link does not hold: its cause and what to do. */
  | {
      readonly is: 'broken';
      readonly at: ChainLink;
      readonly cause: string;
      readonly fix: string;
      readonly place?: Place;
    }
  /** It cannot be told from here on. */
  | { readonly is: 'open'; readonly at: ChainLink; readonly reason: string };

/** What the autoscaler asks for. */
export interface MetricLink {
  /** `Pods`, `External`, ... */
  readonly type: string;
  readonly name: string;
  /** `averageValue 20 per pod` */
  readonly target: string;
  /** The selector on the metric's series, as text; empty without one. */
  readonly selector: string;
  /** `Service web`, for an Object metric. */
  readonly describedObject: string | undefined;
  /** What is written and not what counts. */
  readonly remark: string | undefined;
}

/** What is asked of the metrics APIs. */
export interface ApiLink {
  readonly api: 'custom' | 'external';
  /** As the listing has it: `pods/metric`, or the name of an external metric. */
  readonly entry: string;
  /** The path of the request, for `foresail get --raw`. */
  readonly path: string;
}

export interface RuleLink {
  readonly rule: FleetRule;
  /** The label that names the object, and the one that names its namespace, as far as the rule maps them. */
  readonly objectLabel: string | undefined;
  readonly namespaceLabel: string | undefined;
}

/** The series from which the rule makes the metric. */
export interface SeriesLink {
  readonly name: string;
  readonly count: number;
  /** One of them, in full. */
  readonly sample: string;
}

/** Which labels name the pods, and which the cluster's convention has. */
export interface LabelsLink {
  readonly expected: { readonly convention: string; readonly namespace: string; readonly pod: string } | undefined;
  /** Pairs of labels on the series that can name pods, and on how many series both are. */
  readonly found: readonly { readonly namespace: string; readonly pod: string; readonly series: number }[];
}

export interface QueryLink {
  /** As it is sent to Prometheus. */
  readonly promql: string;
}

/** What the metrics API answers. */
export interface ValuesLink {
  /** Per object, or per item of an external metric. */
  readonly items: readonly ChainValue[];
  /** Objects that were asked for and have no value. */
  readonly missing: readonly string[];
  /** Objects with more than one sample: which of them is served is not specified. */
  readonly ambiguous: readonly string[];
  /** Samples without the label that names the object, and of how many. */
  readonly unlabelled: { readonly samples: number; readonly of: number };
}

export interface ChainValue {
  /** The object's name, or the labels of an item. */
  readonly name: string;
  /** As Prometheus has it. */
  readonly value: number;
  /** As the API serves it, in thousandths. */
  readonly milli: bigint;
}

/** What the controller makes of the values. */
export interface DecisionLink {
  readonly current: number;
  /** What was measured, in thousandths: the average per pod, or for a Value target the total. */
  readonly measuredMilli: bigint;
  readonly targetMilli: bigint;
  /** Whether the target is for one pod. */
  readonly perPod: boolean;
  readonly ratio: number;
  readonly tolerance: { readonly up: number; readonly down: number };
  /** Measured values at which nothing happens. */
  readonly quiet: { readonly tolerance: ValueRange; readonly whole: ValueRange };
  /** By the formula alone. */
  readonly proposal: number;
  readonly desired: number;
  readonly range: { readonly min: number; readonly max: number };
  /** Why `desired` is not the proposal. */
  readonly limit: 'minReplicas' | 'maxReplicas' | 'scaleUpRate' | 'scaleDownRate' | undefined;
  /** How long the lower proposal must last before the replicas go down; undefined where they do not. */
  readonly stabilizationSeconds: number | undefined;
}

/** The GPUs behind the replicas. */
export interface GpuLink {
  /** Resource name and amount that one replica asks for. */
  readonly perReplica: readonly { readonly resource: string; readonly amount: number | undefined }[];
  readonly replicas: {
    readonly now: number | undefined;
    readonly desired: number | undefined;
    readonly atMost: number | undefined;
  };
  /** The pools that can hand them out. */
  readonly pools: readonly GpuPoolFacts[];
}
