import type { LabelSelector, LabelSelectorRequirement } from '../../kubernetes/selector';
import { absentField, type ReadField, ReadObject } from '../read-field';
import type { HpaVersion, MetricReading, ObjectReading, TargetReading } from './hpa-reading';
import { METRIC_SOURCE_TYPES, type MetricSourceType } from './model';

const FIELD_OF: Readonly<Record<MetricSourceType, string>> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

/** Reads one entry of `metrics` in the field names of its version. */
export function readMetric(entry: ReadObject, version: HpaVersion | undefined): MetricReading {
  const type = entry.string('type');
  const given = METRIC_SOURCE_TYPES.filter((source) => entry.has(FIELD_OF[source])).map((source) => ({
    source,
    path: entry.object(FIELD_OF[source]).path,
  }));
  const source =
    METRIC_SOURCE_TYPES.find((known) => known === type.value) ?? (given.length === 1 ? given[0]!.source : undefined);
  const fields = source === undefined ? new ReadObject(undefined, entry.path) : entry.object(FIELD_OF[source]);
  const read = version === 'v2beta1' ? readFlat(fields, source) : readNested(fields, source);
  return { path: entry.path, type, source, given, sourcePath: fields.path, ...read };
}

type SourceReading = Pick<MetricReading, 'name' | 'selector' | 'container' | 'describedObject' | 'target'>;

function readNested(fields: ReadObject, source: MetricSourceType | undefined): SourceReading {
  const ofResource = source === 'Resource' || source === 'ContainerResource';
  const metric = fields.object('metric');
  const target = fields.object('target');
  return {
    name: ofResource ? fields.string('name') : metric.string('name'),
    selector: readSelector(metric, 'selector'),
    container: fields.string('container'),
    describedObject: readObjectReference(fields.object('describedObject')),
    target: {
      path: target.path,
      type: target.string('type'),
      value: target.quantity('value'),
      averageValue: target.quantity('averageValue'),
      averageUtilization: target.integer('averageUtilization'),
    },
  };
}

/** `v2beta1`: flat names, and in `object` the field `target` is the described object. */
function readFlat(fields: ReadObject, source: MetricSourceType | undefined): SourceReading {
  const ofResource = source === 'Resource' || source === 'ContainerResource';
  return {
    name: fields.string(ofResource ? 'name' : 'metricName'),
    selector: readSelector(fields, source === 'External' ? 'metricSelector' : 'selector'),
    container: fields.string('container'),
    describedObject: readObjectReference(
      source === 'Object' ? fields.object('target') : new ReadObject(undefined, fields.path),
    ),
    target: withConcludedType(
      {
        path: fields.path,
        value: fields.quantity('targetValue'),
        averageValue: fields.quantity(source === 'Object' ? 'averageValue' : 'targetAverageValue'),
        averageUtilization: fields.integer('targetAverageUtilization'),
      },
      source,
    ),
  };
}

/** The rules by which the API server fills in the target type that `v2beta1` does not have. */
function withConcludedType(target: Omit<TargetReading, 'type'>, source: MetricSourceType | undefined): TargetReading {
  return {
    ...target,
    type: { path: target.path, given: true, value: concludedType(target, source), written: undefined },
  };
}

function concludedType(target: Omit<TargetReading, 'type'>, source: MetricSourceType | undefined): string {
  switch (source) {
    case 'Resource':
    case 'ContainerResource':
      return target.averageUtilization.given ? 'Utilization' : 'AverageValue';
    case 'External':
      return target.value.given ? 'Value' : 'AverageValue';
    case 'Object':
      return target.averageValue.given ? 'AverageValue' : 'Value';
    default:
      return 'AverageValue';
  }
}

/** The CPU percentage of `autoscaling/v1` as the Resource metric that it stands for. */
export function readCpuPercentage(spec: ReadObject): MetricReading {
  const averageUtilization = spec.integer('targetCPUUtilizationPercentage');
  const { path } = averageUtilization;
  const fixed = (value: string): ReadField<string> => ({ path, given: true, value, written: undefined });
  return {
    path,
    type: fixed('Resource'),
    source: 'Resource',
    given: [{ source: 'Resource', path }],
    sourcePath: path,
    name: fixed('cpu'),
    selector: absentField(path),
    container: absentField(path),
    describedObject: readObjectReference(new ReadObject(undefined, path)),
    target: {
      path,
      type: fixed('Utilization'),
      value: absentField(path),
      averageValue: absentField(path),
      averageUtilization,
    },
  };
}

/** Reads `apiVersion`, `kind` and `name`. */
export function readObjectReference(fields: ReadObject): ObjectReading {
  return {
    path: fields.path,
    given: fields.given,
    apiVersion: fields.string('apiVersion'),
    kind: fields.string('kind'),
    name: fields.string('name'),
  };
}

function readSelector(parent: ReadObject, key: string): ReadField<LabelSelector> {
  const fields = parent.object(key);
  const { path, given, json } = fields;
  return { path, given, value: given ? selectorOf(fields) : undefined, written: json };
}

function selectorOf(fields: ReadObject): LabelSelector {
  const labels = fields.object('matchLabels');
  const matchLabels = labels.keys().flatMap((key) => {
    const { value } = labels.string(key);
    return value === undefined ? [] : [[key, value] as const];
  });
  const matchExpressions = fields.list('matchExpressions').flatMap((entry) => readRequirement(entry) ?? []);
  return {
    ...(matchLabels.length > 0 && { matchLabels: Object.fromEntries(matchLabels) }),
    ...(matchExpressions.length > 0 && { matchExpressions }),
  };
}

function readRequirement(entry: ReadObject): LabelSelectorRequirement | undefined {
  const key = entry.string('key').value;
  const operator = entry.string('operator').value;
  if (key === undefined || operator === undefined) return undefined;
  const values = entry.list('values').flatMap(({ json }) => (typeof json === 'string' ? [json] : []));
  return { key, operator, ...(values.length > 0 && { values }) };
}
