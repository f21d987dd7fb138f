import { GPU_ALLOCATION_MODES } from '../../kubernetes/cluster-facts';
import { METRICS_BY_EXPORTER } from '../../metrics/catalogue';
import { isCalledCounter, isCalledPartOfFamily } from '../../metrics/counter-name';
import { METRIC_UNITS, type MetricDefinition, type MetricExporter } from '../../metrics/metric-definition';
import type { PolicyProblem } from '../problems/policy-error';
import { listOf, oneOf, record, type Shape, text } from '../problems/shape';

const EXPORTERS = ['service', 'dcgm', 'ack'] as const satisfies readonly MetricExporter[];
const UNITS_OF_RATES = ['perSecond', 'ratio', 'quotient'];
/** The twin of `ModesOf`. */
const MODES: { readonly [E in MetricExporter]: Shape } = {
  service: listOf(oneOf(...GPU_ALLOCATION_MODES)),
  dcgm: listOf(oneOf('dedicated', 'mig')),
  ack: listOf(oneOf('dedicated', 'shared')),
};

const PROPS = record({
  unit: oneOf(...METRIC_UNITS),
  aggregation: oneOf('avg', 'sum', 'max', 'min'),
  'type?': oneOf('gauge', 'counter'),
  'exporter?': oneOf(...EXPORTERS),
  'validOn?': listOf(oneOf(...GPU_ALLOCATION_MODES)),
  'as?': text,
});

interface Given {
  readonly unit: string;
  readonly type?: string;
  readonly exporter?: MetricExporter;
  readonly validOn?: unknown;
  readonly as?: string;
}

/** What `metrics.custom` was given that makes no metric: the run-time twin of its types. */
export function customMetricProblems(series: unknown, props: unknown): readonly PolicyProblem[] {
  const shape = [...text(series, 'series'), ...PROPS(props, '')];
  if (shape.length > 0) return shape;
  const given = props as Given;
  const exporter = given.exporter ?? 'service';
  return [
    ...exporterProblems(series as string, exporter),
    ...(given.validOn === undefined ? [] : MODES[exporter](given.validOn, 'validOn')),
    ...rateProblems(given),
    ...counterProblems(series as string, given),
    ...nameProblems(given.as),
  ];
}

/** The labels that name pods, and what a value is of, depend on the exporter. */
function exporterProblems(series: string, exporter: MetricExporter): readonly PolicyProblem[] {
  const known = gpuMetricOf(series);
  if (known?.metric.notForScaling !== undefined) {
    const summary = `no autoscaler can scale on ${series}: ${known.metric.notForScaling}.`;
    return [{ code: 'metric-source', property: 'series', value: series, summary, help: 'Take a metric of the load.' }];
  }
  const needed = exporterNamedBy(series);
  if (needed === undefined || needed === exporter) return [];
  return [
    {
      code: 'metric-exporter',
      property: 'exporter',
      value: exporter,
      allowed: `'${needed}' for ${series}`,
      why: 'The labels of its series name the pod as the label convention of the cluster says; those of a service name the pod that was scraped, which here is the exporter.',
      help: known ? `Write ${known.written}, which is that series.` : `Add exporter: '${needed}'.`,
    },
  ];
}

function exporterNamedBy(series: string): MetricExporter | undefined {
  if (series.startsWith('DCGM_CUSTOM_')) return 'ack';
  return series.startsWith('DCGM_') ? 'dcgm' : undefined;
}

function gpuMetricOf(series: string): { readonly metric: MetricDefinition; readonly written: string } | undefined {
  for (const exporter of ['dcgm', 'ack'] as const) {
    const metrics: [string, MetricDefinition][] = Object.entries(METRICS_BY_EXPORTER[exporter]);
    const found = metrics.find(([, metric]) => metric.series === series && metric.denominator === undefined);
    if (found) return { metric: found[1], written: `metrics.${exporter}.${found[0]}` };
  }
  return undefined;
}

function rateProblems({ unit, type }: Given): readonly PolicyProblem[] {
  if (type !== 'counter' || UNITS_OF_RATES.includes(unit)) return [];
  return [
    {
      code: 'metric-unit',
      property: 'unit',
      value: unit,
      allowed: `one of ${UNITS_OF_RATES.join(', ')} for a counter`,
      why: 'A counter only grows, so its rate is taken: what it counts, in a second.',
      help: "Write unit: 'perSecond'; 'ratio' or 'quotient' where it counts seconds.",
    },
  ];
}

/** A name may mislead, so the author has the last word. */
function counterProblems(series: string, { type }: Given): readonly PolicyProblem[] {
  if (type !== undefined || !(isCalledCounter(series) || isCalledPartOfFamily(series))) return [];
  return [
    {
      code: 'metric-unit',
      property: 'type',
      value: undefined,
      summary: `type is not given, but must be given for ${series}, which is called like a counter.`,
      why: 'A counter as it is grows until the process starts anew, so the service scales out and never in.',
      help: "Write type: 'counter' and unit: 'perSecond' for its rate; type: 'gauge' where the value falls too.",
    },
  ];
}

/** The adapter expands what stands behind a dollar sign. */
function nameProblems(name: string | undefined): readonly PolicyProblem[] {
  if (!name?.includes('$')) return [];
  return [
    {
      code: 'metric-name',
      property: 'as',
      value: name,
      allowed: 'a name without "$"',
      help: 'Write the name in full.',
    },
  ];
}
