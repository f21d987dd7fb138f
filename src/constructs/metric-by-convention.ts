import { type GpuAllocationMode, LABEL_CONVENTION_NAMES, type LabelConventionName } from '../kubernetes/cluster-facts';
import { conventionName } from '../metrics/label-convention';
import type { MetricUnit } from '../metrics/metric-definition';
import type { ConventionKey } from './cluster-terms';
import { podMetric } from './create-metric';
import type { MetricNeed, PodMetric } from './metric-target';

/** Any metric that exists under a convention which offers no more than these needs. */
type MetricUnder<N extends MetricNeed> = PodMetric<string, MetricUnit, GpuAllocationMode, N>;

type SeriesOf<P> = P extends PodMetric<infer Series, MetricUnit, GpuAllocationMode, MetricNeed> ? Series : never;
type UnitOf<P> = P extends PodMetric<string, infer U, GpuAllocationMode, MetricNeed> ? U : never;
type NotValidOn<P> =
  P extends PodMetric<string, MetricUnit, infer On, MetricNeed> ? Exclude<GpuAllocationMode, On> : never;
type Missing<P, C extends ConventionKey> = [P] extends [never] ? `not:${C}` : never;

/** One metric for each label convention. */
export interface ConventionChoice<A, D, H, G> {
  /** On clusters with label convention `ack`. @default - such clusters refuse the policy */
  readonly ack?: A;
  /** On clusters with label convention `dcgmExporter`. @default - such clusters refuse the policy */
  readonly dcgmExporter?: D;
  /** On clusters with label convention `dcgmHonorLabels`. @default - such clusters refuse the policy */
  readonly dcgmHonorLabels?: H;
  /** On clusters with label convention `gke`. @default - such clusters refuse the policy */
  readonly gke?: G;
}

/** A metric that is another one under each label convention. */
export function metricByConvention<
  A extends MetricUnder<'ackSeries'> = never,
  D extends MetricUnder<'podLabelsOnCardSeries'> = never,
  H extends MetricUnder<'podLabelsOnCardSeries'> = never,
  G extends MetricUnder<'podLabelsOnCardSeries'> = never,
>(
  choice: ConventionChoice<A, D, H, G>,
): PodMetric<
  SeriesOf<A | D | H | G>,
  UnitOf<A | D | H | G>,
  Exclude<GpuAllocationMode, NotValidOn<A | D | H | G>>,
  Missing<A, 'ack'> | Missing<D, 'dcgmExporter'> | Missing<H, 'dcgmHonorLabels'> | Missing<G, 'gke'> | 'not:custom'
> {
  const entries: { readonly [name in LabelConventionName]?: PodMetric } = choice as object;
  const members = Object.values(entries).filter((entry) => entry !== undefined);
  const [first] = members;
  if (!first) throw new TypeError('metrics.byConvention({ ... }) needs at least one entry');
  const metric = podMetric({
    series: [...new Set(members.map(({ series }) => series))].join(' or '),
    unit: first.unit,
    validOn: first.validOn.filter((mode) => members.every((member) => member.validOn.includes(mode))),
    needs: [
      'not:custom',
      ...LABEL_CONVENTION_NAMES.filter((name) => !entries[name]).map((name) => `not:${name}` as const),
    ],
    definitionFor: (convention) => {
      const name = conventionName(convention);
      return name === 'custom' ? undefined : entries[name]?.definitionFor(convention);
    },
  });
  return metric as ReturnType<typeof metricByConvention<A, D, H, G>>;
}
