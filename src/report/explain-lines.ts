import type { ValueRange } from '../autoscaling/hpa/quiet-zone';
import { CHAIN_LINKS, type Chain, type ChainLink, type ChainLinks, type ChainValue } from '../fleet/chain';
import { Quantity } from '../kubernetes/quantity';
import { locationText } from '../source/location-text';

/** What is known of a link, a sentence a line. Undefined where it was not reached. */
export function linkLines(chain: Chain, link: ChainLink): readonly string[] | undefined {
  const facts = chain.links[link];
  return facts && (LINES[link] as (known: typeof facts, chain: Chain) => readonly string[])(facts, chain);
}

type Known<L extends ChainLink> = NonNullable<ChainLinks[L]>;

const MOST_VALUES = 8;

const LINES: { readonly [L in ChainLink]: (facts: Known<L>, chain: Chain) => readonly string[] } = {
  metric: ({ type, name, target, selector, describedObject, remark }) => [
    `${type} ${name}${describedObject === undefined ? '' : ` of ${describedObject}`}, ${target}`,
    ...(selector === '' ? [] : [`of series with ${selector}`]),
    ...(remark === undefined ? [] : [remark]),
  ],
  api: ({ api, entry, path }) => [`${entry} in ${api}.metrics.k8s.io`, path],
  rule: ({ rule, objectLabel, namespaceLabel }, { links }) => [
    `${rule.compiled.list}[${rule.compiled.index}] at ${locationText(rule.place)}, of ${rule.compiled.rule.seriesQuery}`,
    mappingText(objectLabel, namespaceLabel, links),
  ],
  series: ({ name, count: amount, sample }) => [
    `${count(amount, 'series', 'series')} ${name}${amount === 1 ? ':' : ', such as'}`,
    sample,
  ],
  labels: ({ expected, found }, { links }) => [
    found.length === 0
      ? 'none of the series carries labels that are known to name a pod'
      : `found ${found.map((pair) => `${pairText(pair)} on ${shareText(pair.series, links.series?.count)}`).join('; ')}`,
    expected
      ? `expected ${pairText(expected)}, by the label convention ${expected.convention}`
      : 'expected: nothing states the label convention of this cluster',
  ],
  query: ({ promql }) => [promql],
  values: ({ items, missing, ambiguous, unlabelled }, { links }) => [
    `${items.length} of ${count(items.length + missing.length, itemWord(links))}`,
    ...valueTable(items),
    ...(missing.length === 0 ? [] : [`without a value: ${listed(missing)}`]),
    ...(ambiguous.length === 0 ? [] : [`more than one sample, of which any may count: ${listed(ambiguous)}`]),
    ...(unlabelled.samples === 0
      ? []
      : [
          `${unlabelled.samples} of the ${count(unlabelled.of, 'series', 'series')} ${links.series?.name} at this time ${unlabelled.samples === 1 ? 'has' : 'have'} no ${links.rule?.objectLabel}`,
        ]),
  ],
  decision: (facts) => decisionLines(facts),
  gpus: ({ perReplica, replicas, pools }) => {
    const parts = [
      ...(replicas.now === undefined ? [] : [`${gpusOf(perReplica, replicas.now)} now`]),
      ...(replicas.desired === undefined ? [] : [`${gpusOf(perReplica, replicas.desired)} then`]),
      ...(replicas.atMost === undefined ? [] : [`${gpusOf(perReplica, replicas.atMost)} at most`]),
    ];
    const each = perReplica.map(({ resource, amount }) => `${amount ?? '?'} ${resource}`).join(' and ');
    return [
      `${each} per replica${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`,
      ...pools.map(
        ({ name, gpu, count: size, max }) => `pool ${name}: ${size} ${gpu}${max === undefined ? '' : `, up to ${max}`}`,
      ),
    ];
  },
};

/** The width of the longest name, for columns. */
export const LINK_WIDTH = Math.max(...CHAIN_LINKS.map((link) => link.length));

function mappingText(objectLabel: string | undefined, namespaceLabel: string | undefined, links: ChainLinks): string {
  const parts = [
    ...(objectLabel === undefined ? [] : [`${objectLabel} names the ${itemWord(links)}`]),
    namespaceLabel === undefined ? 'no label names the namespace' : `${namespaceLabel} names the namespace`,
  ];
  return parts.join(', ');
}

function itemWord({ api }: ChainLinks): string {
  return api?.api === 'external' ? 'item' : api?.entry.startsWith('pods/') ? 'pod' : 'object';
}

function pairText({ namespace, pod }: { readonly namespace: string; readonly pod: string }): string {
  return `${namespace} and ${pod}`;
}

function shareText(part: number, all: number | undefined): string {
  return part === all ? (all === 1 ? 'it' : `all ${all}`) : `${part}`;
}

/** `name  19.6  (19600m)`, in columns. */
function valueTable(items: readonly ChainValue[]): readonly string[] {
  const shown = items
    .slice(0, MOST_VALUES)
    .map((item) => ({ ...item, name: item.name === '{}' ? 'without labels' : item.name }));
  const widest = Math.max(0, ...shown.map(({ name }) => name.length));
  const values = shown.map(({ value }) => numberText(value));
  const widestValue = Math.max(0, ...values.map((value) => value.length));
  const lines = shown.map(({ name, milli }, at) => {
    const served = Quantity.ofMilli(milli).canonical();
    const value = values[at]!;
    return `  ${name.padEnd(widest)}  ${value.padStart(widestValue)}${served === value ? '' : ` (${served})`}`;
  });
  return items.length > shown.length ? [...lines, `  and ${items.length - shown.length} more`] : lines;
}

function decisionLines(decision: Known<'decision'>): readonly string[] {
  const { current, measuredMilli, targetMilli, perPod, ratio, tolerance, quiet, proposal, desired } = decision;
  const measured = numberText(Number(measuredMilli) / 1000);
  const target = numberText(Number(targetMilli) / 1000);
  return [
    `${measured}${perPod ? ' per pod' : ' in total'} against ${target}: ratio ${numberText(round(ratio))}, tolerance ${toleranceText(tolerance)}`,
    `nothing happens ${rangeText(quiet.tolerance)}${roundingText(quiet)}`,
    `${count(current, 'replica')} -> ${desired}${limitText(decision)}${waitText(decision)}`,
    ...(proposal === desired ? [] : [`by the formula alone it would be ${proposal}`]),
  ];
}

function toleranceText({ up, down }: Known<'decision'>['tolerance']): string {
  return up === down ? percent(up) : `${percent(up)} up and ${percent(down)} down`;
}

function roundingText({ tolerance, whole }: Known<'decision'>['quiet']): string {
  if (whole.low >= tolerance.low) return '';
  return `; above ${numberText(round(whole.low))} neither, as replicas are rounded up`;
}

function limitText({ limit, range }: Known<'decision'>): string {
  switch (limit) {
    case 'minReplicas':
      return `, which is minReplicas`;
    case 'maxReplicas':
      return `, which is maxReplicas`;
    case 'scaleUpRate':
    case 'scaleDownRate':
      return ', as far as one step may go';
    default:
      return ` (minReplicas ${range.min}, maxReplicas ${range.max})`;
  }
}

function waitText({ stabilizationSeconds }: Known<'decision'>): string {
  return stabilizationSeconds === undefined ? '' : `, after ${stabilizationSeconds} s in which nothing asks for more`;
}

function gpusOf(perReplica: Known<'gpus'>['perReplica'], replicas: number): string {
  return perReplica.map(({ amount }) => (amount === undefined ? '?' : numberText(amount * replicas))).join(' and ');
}

function rangeText({ low, high }: ValueRange): string {
  return `from ${numberText(round(low))} to ${numberText(round(high))}`;
}

function percent(fraction: number): string {
  return `${numberText(round(fraction * 100))} %`;
}

/** To six digits: more are noise of the arithmetic. */
function round(value: number): number {
  return Number(value.toPrecision(6));
}

/** Infinities and NaN as Prometheus writes them. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}

function listed(names: readonly string[]): string {
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return names.slice(0, 3).join(', ') + more;
}

function count(amount: number, word: string, plural = `${word}s`): string {
  return `${amount} ${amount === 1 ? word : plural}`;
}
