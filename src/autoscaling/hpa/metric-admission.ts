import { atLeast, type KubernetesMinor } from '../../kubernetes/minor';
import { DNS_LABEL_RULE, isDnsLabel, isLabelKey, isPathSegmentName, PATH_SEGMENT_RULE } from '../../kubernetes/names';
import { parseQuantity } from '../../kubernetes/quantity';
import type { HpaAdmissionProblem } from './admission-problem';
import type { HpaVersion, MetricReading, TargetReading } from './hpa-reading';
import { METRIC_SOURCE_TYPES, type MetricSourceType, TARGET_TYPES } from './model';
import { objectNameProblems } from './object-name-admission';

const CONTAINER_RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];
const ZERO = parseQuantity('0')!;

/** What the API server refuses in one entry of `metrics`. */
export function metricProblems(
  metric: MetricReading,
  version: HpaVersion | undefined,
  minor: KubernetesMinor,
): readonly HpaAdmissionProblem[] {
  const type = METRIC_SOURCE_TYPES.find((known) => known === metric.type.value);
  if (!type) return metric.type.value === undefined ? [] : [unknownType(metric)];
  const own = metric.given.some(({ source }) => source === type);
  return [...unionProblems(metric, type, own), ...(own ? sourceProblems(metric, type, version, minor) : [])];
}

function unknownType({ type }: MetricReading): HpaAdmissionProblem {
  return {
    code: 'metric-type',
    path: type.path,
    message: `"${type.value}" is no metric type`,
    help: `use one of ${METRIC_SOURCE_TYPES.join(', ')}`,
  };
}

function unionProblems(metric: MetricReading, type: MetricSourceType, own: boolean): readonly HpaAdmissionProblem[] {
  const field = type.charAt(0).toLowerCase() + type.slice(1);
  const missing: readonly HpaAdmissionProblem[] = own
    ? []
    : [
        {
          code: 'metric-source',
          path: metric.path,
          message: `type is ${type}, but the field ${field} is missing`,
          help: `describe the metric under ${field}, or change type`,
        },
      ];
  const foreign = metric.given
    .filter(({ source }) => source !== type)
    .map(
      ({ source, path }): HpaAdmissionProblem => ({
        code: 'metric-source',
        path,
        message: `type is ${type}, so the fields of ${source} must not be there`,
        help: 'keep one source per entry; write a second entry for a second metric',
      }),
    );
  return [...missing, ...foreign];
}

function sourceProblems(
  metric: MetricReading,
  type: MetricSourceType,
  version: HpaVersion | undefined,
  minor: KubernetesMinor,
): readonly HpaAdmissionProblem[] {
  return [
    ...nameProblems(metric, type),
    ...(type === 'Object' ? objectNameProblems(metric.describedObject, 'describedObject') : []),
    ...(type === 'ContainerResource' ? containerProblems(metric, minor) : []),
    ...targetTypeProblems(metric.target),
    ...positiveProblems(metric.target),
    ...requiredTargetProblems(metric, type, version),
  ];
}

function nameProblems({ name }: MetricReading, type: MetricSourceType): readonly HpaAdmissionProblem[] {
  if (name.value === undefined) return [];
  // A Resource metric may have any name that is not empty; whether something serves it is another question.
  if (type === 'Resource' ? name.value !== '' : type === 'ContainerResource' || isPathSegmentName(name.value))
    return [];
  return [
    {
      code: 'metric-name',
      path: name.path,
      message: `"${name.value}" cannot be a metric name, which becomes a part of a request path`,
      help: `a metric name is ${PATH_SEGMENT_RULE}; rename the metric with name.as in the adapter's rule`,
    },
  ];
}

function containerProblems(metric: MetricReading, minor: KubernetesMinor): readonly HpaAdmissionProblem[] {
  const problems: HpaAdmissionProblem[] = [];
  const { name, container } = metric;
  if (!atLeast(minor, '1.27')) {
    problems.push({
      code: 'metric-type',
      path: metric.path,
      message: `ContainerResource needs the feature gate HPAContainerMetrics, which is off by default on Kubernetes ${minor}`,
      help: 'use a Resource metric, or a cluster from Kubernetes 1.27 on',
    });
  }
  if (name.value !== undefined && !isContainerResource(name.value)) {
    problems.push({
      code: 'metric-name',
      path: name.path,
      message: `"${name.value}" is no resource of a container`,
      help: `use one of ${CONTAINER_RESOURCES.join(', ')}, hugepages-<size>, or a name with a domain`,
    });
  }
  if (container.value !== undefined && !isDnsLabel(container.value)) {
    problems.push({
      code: 'container',
      path: container.path,
      message: `"${container.value}" is no container name`,
      help: DNS_LABEL_RULE,
    });
  }
  return problems;
}

function isContainerResource(name: string): boolean {
  if (!isLabelKey(name)) return false;
  return name.includes('/') || CONTAINER_RESOURCES.includes(name) || name.startsWith('hugepages-');
}

function targetTypeProblems({ type }: TargetReading): readonly HpaAdmissionProblem[] {
  if (type.value === undefined || TARGET_TYPES.includes(type.value)) return [];
  return [
    {
      code: 'target-type',
      path: type.path,
      message: `"${type.value}" is no target type`,
      help: `use one of ${TARGET_TYPES.join(', ')}`,
    },
  ];
}

function positiveProblems(target: TargetReading): readonly HpaAdmissionProblem[] {
  const quantities = [target.value, target.averageValue]
    .filter(({ value }) => value !== undefined && value.compare(ZERO) <= 0)
    .map(({ path, written }): HpaAdmissionProblem => notPositive(path, String(written)));
  const { averageUtilization } = target;
  if (averageUtilization.value === undefined || averageUtilization.value >= 1) return quantities;
  return [...quantities, notPositive(averageUtilization.path, String(averageUtilization.value))];
}

function notPositive(path: string, written: string): HpaAdmissionProblem {
  return {
    code: 'target-value',
    path,
    message: `the target is ${written}, but must be positive`,
    help: 'set a target greater than 0',
  };
}

function requiredTargetProblems(
  { target, sourcePath }: MetricReading,
  type: MetricSourceType,
  version: HpaVersion | undefined,
): readonly HpaAdmissionProblem[] {
  const flat = version === 'v2beta1';
  const path = target.path === sourcePath || target.type.given ? target.path : sourcePath;
  const problem = (message: string, help: string): readonly HpaAdmissionProblem[] => [
    { code: 'target-fields', path, message, help },
  ];
  const { value, averageValue, averageUtilization } = target;
  switch (type) {
    case 'Pods':
      // In v2beta1 the schema requires the field.
      return averageValue.given || flat
        ? []
        : problem(
            'a Pods metric needs target.averageValue',
            averageUtilization.given
              ? 'write averageValue (with type: AverageValue) in place of averageUtilization: only Resource metrics have a utilization'
              : 'set type: AverageValue and averageValue',
          );
    case 'Object':
      if (value.given || averageValue.given) {
        return flat && !value.given
          ? problem('targetValue is missing, and 0 in its place is refused', 'set targetValue to a positive quantity')
          : [];
      }
      return flat ? [] : problem('an Object metric needs target.value or target.averageValue', 'set one of them');
    case 'External':
      return exactlyOne(
        [value.given, averageValue.given],
        flat ? 'targetValue or targetAverageValue' : 'target.value or target.averageValue',
        problem,
      );
    case 'Resource':
    case 'ContainerResource':
      return exactlyOne(
        [averageUtilization.given, averageValue.given],
        flat ? 'targetAverageUtilization or targetAverageValue' : 'target.averageUtilization or target.averageValue',
        problem,
      );
  }
}

function exactlyOne(
  given: readonly boolean[],
  fields: string,
  problem: (message: string, help: string) => readonly HpaAdmissionProblem[],
): readonly HpaAdmissionProblem[] {
  const count = given.filter(Boolean).length;
  if (count === 1) return [];
  return count === 0
    ? problem(`the metric needs ${fields}`, 'set exactly one of them')
    : problem(`the metric has both ${fields.replace(' or ', ' and ')}`, 'keep exactly one of them');
}
