import { didYouMean } from '../../source/nearest';
import type { MetricReading } from '../hpa/hpa-reading';
import type { AhpaAdmissionProblem } from './admission-problem';
import { AHPA_API_VERSION, AHPA_RESOURCES, SCALE_STRATEGIES } from './model';
import { quantileProblems } from './quantile-admission';
import type { AhpaReading } from './read-ahpa';
import { replicaProblems } from './replica-admission';

/** Ends the message of every rule that no vendor document states. */
const RECONSTRUCTED = '(by the reconstructed schema: the vendor publishes none)';

/** What AHPA does not take, or will not do what it seems to say. Bounds are judged by `parseBounds` and `coverageOf`. */
export function ahpaAdmissionProblems(ahpa: AhpaReading): readonly AhpaAdmissionProblem[] {
  return [
    ...apiVersionProblems(ahpa),
    ...unknownFieldProblems(ahpa),
    ...shapeProblems(ahpa),
    ...replicaProblems(ahpa),
    ...quantileProblems(ahpa.quantile),
    ...forwardProblems(ahpa),
    ...strategyProblems(ahpa),
    ...ahpa.metrics.flatMap(metricProblems),
    ...severalMetricsProblems(ahpa),
  ];
}

function apiVersionProblems({ apiVersion }: AhpaReading): readonly AhpaAdmissionProblem[] {
  if (apiVersion.value === undefined || apiVersion.value === AHPA_API_VERSION) return [];
  const crane = apiVersion.value.startsWith('autoscaling.crane.io/');
  return [
    {
      code: 'api-version',
      severity: 'error',
      path: apiVersion.path,
      message: `${apiVersion.value} is not the API of Alibaba's AHPA${crane ? ', but of Crane, which has a kind of the same name' : ''}`,
      help: `use ${AHPA_API_VERSION}`,
    },
  ];
}

function unknownFieldProblems({ unknownFields }: AhpaReading): readonly AhpaAdmissionProblem[] {
  return unknownFields.map(({ path, name, allowed }) => ({
    code: 'unknown-field',
    severity: 'warning',
    path,
    message: `AHPA has no field "${name}" here ${RECONSTRUCTED}${didYouMean(name, allowed)}`,
    help: `remove it; known here: ${allowed.join(', ')}`,
  }));
}

/** Missing fields and wrong types: there is no schema that could say so. */
function shapeProblems(ahpa: AhpaReading): readonly AhpaAdmissionProblem[] {
  const { scaleTargetRef } = ahpa;
  const required = [ahpa.minReplicas, ahpa.maxReplicas, scaleTargetRef.kind, scaleTargetRef.name, ahpa.quantile];
  const missing = required
    .filter(({ given }) => !given)
    .map(({ path }) => shapeProblem('missing', path, `${lastKey(path)} is missing`));
  const typed = [...required, ahpa.scaleStrategy, ahpa.stabilizationWindowSeconds, ahpa.scaleUpForward];
  const wrong = typed
    .filter(({ given, value }) => given && value === undefined)
    .map(({ path, written }) =>
      shapeProblem('wrong-type', path, `${lastKey(path)} cannot be ${JSON.stringify(written)}`),
    );
  const metrics =
    ahpa.metrics.length > 0 ? [] : [shapeProblem('missing', ahpa.metricsPath, 'metrics is missing or empty')];
  return [...missing, ...wrong, ...metrics];
}

function shapeProblem(code: 'missing' | 'wrong-type', path: string, message: string): AhpaAdmissionProblem {
  return {
    code,
    severity: 'warning',
    path,
    message: `${message} ${RECONSTRUCTED}`,
    help: 'write it as the vendor samples do',
  };
}

function lastKey(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function forwardProblems({ scaleUpForward }: AhpaReading): readonly AhpaAdmissionProblem[] {
  const { path, value, given } = scaleUpForward;
  if (!given || (value !== undefined && value <= 0)) {
    return [
      {
        code: 'scale-up-forward',
        severity: 'error',
        path,
        message: value === undefined ? 'scaleUpForward is missing' : `scaleUpForward is ${value}`,
        help: 'set it to the seconds that a pod needs from its creation to Ready, such as 180',
      },
    ];
  }
  if (value === undefined || value <= 3600) return [];
  return [
    {
      code: 'scale-up-forward-too-long',
      severity: 'info',
      path,
      message: `scaleUpForward is ${value} s: pods are started more than an hour before they are needed`,
      help: 'set it to the seconds that a pod needs to become Ready',
    },
  ];
}

function strategyProblems({ scaleStrategy }: AhpaReading): readonly AhpaAdmissionProblem[] {
  const { value, path } = scaleStrategy;
  if (value === undefined || value === 'observer' || value === 'auto') return [];
  if (!(SCALE_STRATEGIES as readonly string[]).includes(value)) {
    return [
      {
        code: 'scale-strategy',
        severity: 'warning',
        path,
        message: `"${value}" is no scaleStrategy that is known ${RECONSTRUCTED}${didYouMean(value, SCALE_STRATEGIES)}`,
        help: 'use observer or auto',
      },
    ];
  }
  const unverified: AhpaAdmissionProblem = {
    code: 'strategy-unverified',
    severity: 'info',
    path,
    message: `scaleStrategy ${value} is not in the vendor documents that were read`,
    help: 'try it on the cluster before you rely on it, or use auto',
  };
  if (value !== 'proactive') return [unverified];
  return [
    unverified,
    {
      code: 'proactive-only',
      severity: 'warning',
      path,
      message: 'proactive scales by the forecast alone: load that was not foreseen gets no pods',
      help: 'use auto, which takes the larger of forecast and current need',
    },
  ];
}

function metricProblems(metric: MetricReading): readonly AhpaAdmissionProblem[] {
  if (metric.source !== 'Resource' && metric.source !== 'External') return [unsupportedType(metric)];
  if (metric.source === 'External') return [];
  const problems: AhpaAdmissionProblem[] = [];
  const { name, target } = metric;
  if (name.value !== undefined && !(AHPA_RESOURCES as readonly string[]).includes(name.value)) {
    problems.push({
      code: 'resource-name-unknown',
      severity: 'warning',
      path: name.path,
      message: `"${name.value}" is no resource that AHPA is known to read ${RECONSTRUCTED}${didYouMean(name.value, AHPA_RESOURCES)}`,
      help: `use one of ${AHPA_RESOURCES.join(', ')}`,
    });
  }
  if (target.type.value !== 'Utilization' || target.averageUtilization.value === undefined) {
    problems.push({
      code: 'target-type-mismatch',
      severity: 'warning',
      path: target.path,
      message: `a Resource metric of AHPA takes type: Utilization and averageUtilization ${RECONSTRUCTED}`,
      help: 'write target: {type: Utilization, averageUtilization: n}; for rps and rt the number is the target per pod all the same',
    });
  }
  return problems;
}

function unsupportedType(metric: MetricReading): AhpaAdmissionProblem {
  const written = metric.type.value ?? metric.source;
  return {
    code: 'metric-type-unsupported',
    severity: 'warning',
    path: metric.type.given ? metric.type.path : metric.path,
    message:
      written === undefined
        ? `the metric has no type ${RECONSTRUCTED}`
        : `AHPA is not known to read ${written} metrics ${RECONSTRUCTED}`,
    help: 'use External (through the external metrics API) or Resource',
  };
}

function severalMetricsProblems({ metrics, metricsPath, scaleStrategy }: AhpaReading): readonly AhpaAdmissionProblem[] {
  const strategy = scaleStrategy.value ?? 'observer';
  const [first] = metrics;
  if (!first || metrics.length < 2 || (strategy !== 'auto' && strategy !== 'proactive')) return [];
  const message = `of ${metrics.length} metrics probably only the first drives the forecast`;
  if (isLatency(first)) {
    return [
      {
        code: 'several-metrics',
        severity: 'warning',
        path: first.path,
        message: `${message}, and ${first.name.value ?? 'it'} is no demand that is divided by the pods`,
        help: 'put a metric of demand first; the others count for the reactive part',
      },
    ];
  }
  const help = 'nothing to do where the first is the one to be forecast; the others count for the reactive part';
  return [{ code: 'several-metrics', severity: 'info', path: metricsPath, message, help }];
}

/** A value for all pods together, such as a time: more pods do not make it less by their number. */
function isLatency({ source, name, target }: MetricReading): boolean {
  if (source === 'Resource') return name.value === 'rt';
  return source === 'External' && target.value.given && !target.averageValue.given;
}
