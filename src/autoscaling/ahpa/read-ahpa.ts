import type { Json } from '../../source/node';
import { type Pointer, pointer } from '../../source/pointer';
import type { MetricReading, ObjectReading } from '../hpa/hpa-reading';
import { readMetric, readObjectReference } from '../hpa/read-metric';
import { type ReadField, ReadObject } from '../read-field';
import type { WrittenPeriod } from './bounds';
import { BOUNDS_TIMEZONE_ANNOTATION, SCHEDULE_ANNOTATION } from './model';
import { type UnknownField, unknownFieldsOf } from './unknown-fields';

/** Where the pointers of `parseBounds` start. */
export const INSTANCE_BOUNDS_PATH: Pointer = '/spec/instanceBounds';

/** An AHPA as somebody wrote it, possibly wrong. Every part knows its JSON pointer. */
export interface AhpaReading {
  readonly apiVersion: ReadField<string>;
  readonly name: ReadField<string>;
  readonly namespace: ReadField<string>;
  readonly scaleTargetRef: ObjectReading;
  readonly metrics: readonly MetricReading[];
  readonly metricsPath: Pointer;
  readonly minReplicas: ReadField<number>;
  readonly maxReplicas: ReadField<number>;
  /** Absent means `observer`. */
  readonly scaleStrategy: ReadField<string>;
  readonly stabilizationWindowSeconds: ReadField<number>;
  readonly quantile: ReadField<number>;
  readonly scaleUpForward: ReadField<number>;
  readonly instanceBounds: readonly PeriodReading[];
  /** The zone in which the bounds are meant, from the annotation. */
  readonly boundsTimezone: ReadField<string>;
  /** The schedule from which the bounds were made, from the annotation. */
  readonly scheduleText: ReadField<string>;
  readonly unknownFields: readonly UnknownField[];
}

/** A period as `parseBounds` takes it. */
export interface PeriodReading extends WrittenPeriod {
  readonly path: Pointer;
}

/**
 * Reads an AHPA from plain JSON. Never throws: what is missing or of another type is left out, and every field keeps its
 * JSON pointer. The vendor publishes no schema; the shape is reconstructed from its samples.
 */
export function readAhpa(json: Json): AhpaReading {
  const root = new ReadObject(json, '');
  const metadata = root.object('metadata');
  const spec = root.object('spec');
  const prediction = spec.object('prediction');
  return {
    apiVersion: root.string('apiVersion'),
    name: metadata.string('name'),
    namespace: metadata.string('namespace'),
    scaleTargetRef: readObjectReference(spec.object('scaleTargetRef')),
    metrics: spec.list('metrics').map((entry) => readMetric(entry, 'v2')),
    metricsPath: spec.path + pointer('metrics'),
    minReplicas: spec.integer('minReplicas'),
    maxReplicas: spec.integer('maxReplicas'),
    scaleStrategy: spec.string('scaleStrategy'),
    stabilizationWindowSeconds: spec.integer('stabilizationWindowSeconds'),
    quantile: prediction.number('quantile'),
    scaleUpForward: prediction.integer('scaleUpForward'),
    instanceBounds: spec.list('instanceBounds').map(readPeriod),
    boundsTimezone: metadata.object('annotations').string(BOUNDS_TIMEZONE_ANNOTATION),
    scheduleText: metadata.object('annotations').string(SCHEDULE_ANNOTATION),
    unknownFields: unknownFieldsOf(root),
  };
}

function readPeriod(period: ReadObject): PeriodReading {
  return {
    path: period.path,
    startTime: period.string('startTime').value,
    endTime: period.string('endTime').value,
    bounds: period.list('bounds').map((bound) => ({
      cron: bound.string('cron').value,
      minReplicas: bound.integer('minReplicas').value,
      maxReplicas: bound.integer('maxReplicas').value,
    })),
  };
}
