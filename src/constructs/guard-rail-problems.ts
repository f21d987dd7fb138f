import type { IConstruct } from 'constructs';
import { DAY_MS, parseLocalTime } from '../autoscaling/ahpa/local-time';
import { acts } from './acts';
import type { ClusterContext } from './cluster-context';
import type { GuardRailsProps } from './guard-rails';
import type { AnyPolicyProps } from './policy';
import type { PolicyProblem } from './policy-error';
import { reportProblems } from './report-problem';
import type { ScalingDefinition } from './scaling-policy';

/** AHPA needs that much of a metric for a forecast. Source: ACK, "AHPA overview". */
const LEAST_OBSERVED_DAYS = 7;

/** Reports each guard rail of the cluster that a policy breaks. */
export function reportBrokenRails(
  service: IConstruct,
  id: string,
  policy: AnyPolicyProps,
  cluster: ClusterContext,
): void {
  const { guardRails } = cluster;
  if (guardRails) reportProblems(service, guardRailProblems(id, policy, cluster.name, guardRails.props));
}

/** What a policy does against the guard rails of a cluster, in the words of their owner. */
export function guardRailProblems(
  id: string,
  policy: AnyPolicyProps,
  cluster: string,
  rails: GuardRailsProps,
): readonly PolicyProblem[] {
  const because = (rail: keyof GuardRailsProps) =>
    `Guard rail ${rail} of ${rails.owner}, set on cluster ${cluster}.${rails.text === undefined ? '' : `\n${rails.text}`}`;
  const ask = rails.text === undefined ? `, or ask ${rails.owner}` : '';
  return [
    ...gpuProblems(id, policy, rails, because, ask),
    ...drainProblems(policy, rails, because, ask),
    ...metricProblems(policy, rails, because, ask),
    ...observerProblems(policy.scaling.definition, rails, because, ask),
  ];
}

type Because = (rail: keyof GuardRailsProps) => string;

function gpuProblems(
  id: string,
  { gpu, podGroup, scaling, replicas: fixed }: AnyPolicyProps,
  { maxGpusPerService: most }: GuardRailsProps,
  because: Because,
  ask: string,
): readonly PolicyProblem[] {
  // A part of a card is counted in memory, not in cards.
  if (most === undefined || gpu.mode === 'shared') return [];
  const { definition } = scaling;
  const replicas = acts(definition) ? definition.maxReplicas : (fixed ?? definition.minReplicas);
  const each = Object.values(gpu.limits).reduce((sum, count) => sum + count, 0) * (podGroup?.size ?? 1);
  if (!(replicas * each > most)) return [];
  const allowed = Math.floor(most / each);
  const variant = `${variableOf(id)}.with({ scaling: { maxReplicas: ${allowed} } })`;
  return [
    {
      code: 'guard-rail',
      property: 'scaling.maxReplicas',
      value: replicas,
      summary: `${replicas} replicas x ${each} GPUs = ${replicas * each} GPUs, but at most ${most} GPUs per service are allowed here.`,
      why: because('maxGpusPerService'),
      help:
        allowed > 0
          ? `Lower scaling.maxReplicas to ${allowed} for this cluster: ${variant}${ask}.`
          : `One replica takes more than is allowed: use fewer or smaller GPUs${ask}.`,
    },
  ];
}

function drainProblems(
  { drain }: AnyPolicyProps,
  { requireDrain }: GuardRailsProps,
  because: Because,
  ask: string,
): readonly PolicyProblem[] {
  if (!requireDrain || drain) return [];
  return [
    {
      code: 'guard-rail',
      property: 'drain',
      summary: 'the policy says nothing about drain, and here each must.',
      why: because('requireDrain'),
      help: `Write how long the longest request runs: drain: Duration.seconds(60)${ask}.`,
    },
  ];
}

function metricProblems(
  { scaling }: AnyPolicyProps,
  { forbiddenMetrics = [] }: GuardRailsProps,
  because: Because,
  ask: string,
): readonly PolicyProblem[] {
  return scaling.definition.metrics
    .map(({ series }, index) => ({ series, index }))
    .filter(({ series }) => forbiddenMetrics.includes(series))
    .map(({ series, index }) => ({
      code: 'guard-rail',
      property: `scaling.metrics[${index}]`,
      value: series,
      summary: `the policy scales on ${series}, which is not allowed here.`,
      why: because('forbiddenMetrics'),
      help: `Scale on another metric${ask}.`,
    }));
}

function observerProblems(
  scaling: ScalingDefinition,
  { observerBeforeAuto }: GuardRailsProps,
  because: Because,
  ask: string,
): readonly PolicyProblem[] {
  if (!observerBeforeAuto || scaling.kind === 'hpa' || !acts(scaling)) return [];
  const days = observedDays(scaling.observed);
  if (days >= LEAST_OBSERVED_DAYS) return [];
  return [
    {
      code: 'guard-rail',
      property: 'scaling.observed',
      summary: `scaling.scaleStrategy is "${scaling.scaleStrategy}", and ${days === 0 ? 'nothing says that AHPA observed first' : `AHPA observed for ${days} days only`}.`,
      why: because('observerBeforeAuto'),
      help: `Run it with scaleStrategy 'observer' for ${LEAST_OBSERVED_DAYS} days, compare, and write observed: { from, until }${ask}.`,
    },
  ];
}

function observedDays(observed: { readonly from: string; readonly until: string } | undefined): number {
  const [from, until] = [observed?.from, observed?.until].map((day) => parseLocalTime(`${day} 00:00:00`));
  if (from === undefined || until === undefined || until <= from) return 0;
  return (until - from) / DAY_MS;
}

/** `chatLlm` for `chat-llm`: how the author probably called it. */
function variableOf(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
