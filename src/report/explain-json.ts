import { CHAIN_LINKS, type Chain, type ChainEnd, type ChainLink, type ChainLinks } from '../fleet/chain';
import type { ExplainedAutoscaler, Explanation } from '../fleet/explanation';
import { Quantity } from '../kubernetes/quantity';
import { utcTime } from '../source/utc-time';
import { numberText } from './explain-lines';
import { stateOf } from './explain-text';
import { locationOf } from './location';
import { redact } from './redact';

/** The explanation for machines. Its shape is `docs/schemas/explain.schema.json`. */
export function formatExplanationJson({ context, snapshot, time, autoscalers }: Explanation): string {
  const value = {
    version: 1,
    cluster: { name: context.name, kubernetes: context.kubernetes, source: context.source },
    snapshot: snapshot
      ? {
          file: snapshot.file,
          start: utcTime(snapshot.snapshot.header.start),
          end: utcTime(snapshot.snapshot.header.end),
          synthetic: snapshot.snapshot.header.synthetic ?? false,
        }
      : null,
    time: time === undefined ? null : utcTime(time),
    autoscalers: autoscalers.map(autoscalerJson),
  };
  return `${JSON.stringify(value, (_, member) => (typeof member === 'string' ? redact(member) : member), 2)}\n`;
}

function autoscalerJson({ autoscaler, target, chains, together }: ExplainedAutoscaler): object {
  const { minReplicas, maxReplicas } = autoscaler.reading;
  return {
    object: autoscaler.object,
    ...locationOf(autoscaler.place.span),
    target: target ?? null,
    minReplicas: minReplicas.value ?? null,
    maxReplicas: maxReplicas.value ?? null,
    acts: autoscaler.acts,
    metrics: chains.map(chainJson),
    together: together ?? null,
  };
}

function chainJson(chain: Chain): object {
  return {
    name: chain.metric.reading.name.value ?? null,
    path: chain.metric.reading.path,
    end: endJson(chain.end),
    links: Object.fromEntries(
      CHAIN_LINKS.map((link) => [link, { state: STATES[stateOf(chain, link)], ...linkJson(chain.links, link) }]),
    ),
    assumptions: [...new Set(chain.assumptions)],
  };
}

const STATES = { holds: 'holds', broken: 'broken', open: 'unknown', later: 'notReached' } as const;

function endJson(end: ChainEnd): object {
  switch (end.is) {
    case 'complete':
      return { is: 'complete' };
    case 'open':
      return { is: 'unknown', at: end.at, reason: end.reason };
    case 'broken':
      return { is: 'broken', at: end.at, cause: end.cause, fix: end.fix, ...(end.place && locationOf(end.place.span)) };
  }
}

type Known<L extends ChainLink> = NonNullable<ChainLinks[L]>;

function linkJson(links: ChainLinks, link: ChainLink): object {
  const facts = links[link];
  return facts ? (FACTS[link] as (known: typeof facts) => object)(facts) : {};
}

const FACTS: { readonly [L in ChainLink]: (facts: Known<L>) => object } = {
  metric: (facts) => ({ ...facts, describedObject: facts.describedObject ?? null, remark: facts.remark ?? null }),
  api: (facts) => facts,
  rule: ({ rule, objectLabel, namespaceLabel }) => ({
    list: rule.compiled.list,
    index: rule.compiled.index,
    ...locationOf(rule.place.span),
    seriesQuery: rule.compiled.rule.seriesQuery,
    metricsQuery: rule.compiled.rule.metricsQuery,
    objectLabel: objectLabel ?? null,
    namespaceLabel: namespaceLabel ?? null,
  }),
  series: (facts) => facts,
  labels: ({ expected, found }) => ({ expected: expected ?? null, found }),
  query: (facts) => facts,
  values: ({ items, ...others }) => ({
    items: items.map(({ name, value, milli }) => ({
      name,
      value: finite(value),
      served: Quantity.ofMilli(milli).canonical(),
    })),
    ...others,
  }),
  decision: ({ measuredMilli, targetMilli, ratio, limit, stabilizationSeconds, ...others }) => ({
    measured: Number(measuredMilli) / 1000,
    target: Number(targetMilli) / 1000,
    ratio: finite(ratio),
    ...others,
    limit: limit ?? null,
    stabilizationSeconds: stabilizationSeconds ?? null,
  }),
  gpus: ({ perReplica, replicas, pools }) => ({
    perReplica: perReplica.map(({ resource, amount }) => ({ resource, amount: amount ?? null })),
    replicas: {
      now: replicas.now ?? null,
      desired: replicas.desired ?? null,
      atMost: replicas.atMost ?? null,
    },
    pools: pools.map(({ name, gpu, count, max }) => ({ name, gpu, count, max: max ?? null })),
  }),
};

/** JSON has no infinities. */
function finite(value: number): number | string {
  return Number.isFinite(value) ? value : numberText(value);
}
