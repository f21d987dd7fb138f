import type { Quantity } from '../../kubernetes/quantity';
import type { LabelSelector } from '../../kubernetes/selector';
import type { HpaApiVersion } from '../../kubernetes/served-api';
import type { Pointer } from '../../source/pointer';
import type { ReadField } from '../read-field';
import type { MetricSourceType } from './model';

/** `v1` carries one CPU percentage instead of a list of metrics. */
export type HpaVersion = HpaApiVersion | 'v1';

/** How many replicas an HPA may set, which every API version writes alike. */
export interface HpaReplicas {
  readonly minReplicas: ReadField<number>;
  readonly maxReplicas: ReadField<number>;
}

/** An HPA as somebody wrote it: any version, possibly wrong. Every part knows its JSON pointer. */
export interface HpaReading extends HpaReplicas {
  /** Undefined for an apiVersion that is no version of HPA; the fields are then read as in `v2`. */
  readonly version: HpaVersion | undefined;
  readonly apiVersion: ReadField<string>;
  readonly name: ReadField<string>;
  readonly namespace: ReadField<string>;
  readonly scaleTargetRef: ObjectReading;
  readonly metrics: readonly MetricReading[];
  /** No metric is written, so the API server adds cpu at 80 %. */
  readonly metricsDefaulted: boolean;
  /** The annotation in which `v1` hides further metrics; they are not read. */
  readonly metricsAnnotation: Pointer | undefined;
  readonly behavior: BehaviorReading | undefined;
}

export interface ObjectReading {
  readonly path: Pointer;
  readonly given: boolean;
  readonly apiVersion: ReadField<string>;
  readonly kind: ReadField<string>;
  readonly name: ReadField<string>;
}

/** One entry of `metrics`, brought to the field names of `v2`. */
export interface MetricReading {
  readonly path: Pointer;
  readonly type: ReadField<string>;
  /** By `type`; by the one source that is given where `type` is missing or unknown. */
  readonly source: MetricSourceType | undefined;
  /** The sources that are given, in the order of the manifest. */
  readonly given: readonly { readonly source: MetricSourceType; readonly path: Pointer }[];
  /** Where the source's fields stand, such as `/spec/metrics/0/pods`. */
  readonly sourcePath: Pointer;
  /** The metric, or the resource of a Resource metric. */
  readonly name: ReadField<string>;
  readonly selector: ReadField<LabelSelector>;
  readonly container: ReadField<string>;
  readonly describedObject: ObjectReading;
  readonly target: TargetReading;
}

export interface TargetReading {
  readonly path: Pointer;
  /** As written; in `v1` and `v2beta1`, which have no such field, as the API server concludes it. */
  readonly type: ReadField<string>;
  readonly value: ReadField<Quantity>;
  readonly averageValue: ReadField<Quantity>;
  readonly averageUtilization: ReadField<number>;
}

export interface BehaviorReading {
  readonly path: Pointer;
  readonly scaleUp: RulesReading | undefined;
  readonly scaleDown: RulesReading | undefined;
}

export interface RulesReading {
  readonly path: Pointer;
  readonly stabilizationWindowSeconds: ReadField<number>;
  readonly selectPolicy: ReadField<string>;
  readonly tolerance: ReadField<Quantity>;
  readonly policiesPath: Pointer;
  /** Undefined where none are given, so that the defaults apply; an empty list is refused. */
  readonly policies: readonly RateReading[] | undefined;
}

export interface RateReading {
  readonly path: Pointer;
  readonly type: ReadField<string>;
  readonly value: ReadField<number>;
  readonly periodSeconds: ReadField<number>;
}
