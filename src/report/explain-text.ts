import { createColors } from 'picocolors';
import { CHAIN_LINKS, type Chain, type ChainLink } from '../fleet/chain';
import type { ExplainedAutoscaler, Explanation } from '../fleet/explanation';
import { describeObject } from '../source/finding';
import { locationText } from '../source/location-text';
import { utcTime } from '../source/utc-time';
import { LINK_WIDTH, linkLines } from './explain-lines';
import { safeText } from './printable';
import type { TextOptions } from './text';

type Colors = ReturnType<typeof createColors>;

/** The chain of each metric for a person, one screen each: link by link, the one that breaks marked, later ones greyed. */
export function formatExplanation(explanation: Explanation, options: TextOptions): string {
  const colors = createColors(options.color);
  return explanation.autoscalers
    .flatMap((autoscaler) => [
      headerText(autoscaler, explanation, colors),
      ...autoscaler.chains.map((chain, index) => chainText(chain, index, autoscaler, colors)),
      ...togetherText(autoscaler),
    ])
    .join('\n');
}

function headerText({ autoscaler, target }: ExplainedAutoscaler, explanation: Explanation, colors: Colors): string {
  const { context, snapshot, time } = explanation;
  const { reading } = autoscaler;
  const range = `${reading.minReplicas.value ?? 1} to ${reading.maxReplicas.value ?? '?'} replicas`;
  const acts = autoscaler.acts ? '' : '; it observes and does not scale';
  const recorded = snapshot
    ? `at ${utcTime(time!)} in ${snapshot.file}${snapshot.snapshot.header.synthetic ? ' (synthetic)' : ''}`
    : 'no snapshot';
  return [
    colors.bold(safeText(`${describeObject(autoscaler.object)} -> ${target ?? 'nothing'}, ${range}${acts}`)),
    colors.dim(safeText(`${locationText(autoscaler.place)} (${context.name}, Kubernetes ${context.kubernetes})`)),
    colors.dim(safeText(recorded)),
    '',
  ].join('\n');
}

function chainText(chain: Chain, index: number, { chains }: ExplainedAutoscaler, colors: Colors): string {
  const title = chains.length === 1 ? [] : [colors.bold(`metric ${index + 1} of ${chains.length}`)];
  const assumed = [...new Set(chain.assumptions)].map((text) => colors.dim(safeText(`  assumed: ${text}`)));
  return `${[...title, ...CHAIN_LINKS.map((link) => linkText(chain, link, colors)), ...assumed].join('\n')}\n`;
}

type State = 'holds' | 'broken' | 'open' | 'later';

/** What the end of a chain makes of a link. GPUs do not hang on the values. */
export function stateOf({ end, links }: Chain, link: ChainLink): State {
  if (end.is === 'complete') return links[link] ? 'holds' : 'later';
  if (end.at === link) return end.is;
  if (link === 'gpus') return links.gpus && end.is === 'open' ? 'holds' : 'later';
  return CHAIN_LINKS.indexOf(link) < CHAIN_LINKS.indexOf(end.at) ? 'holds' : 'later';
}

const MARKS: { readonly [state in State]: string } = { holds: '✓', broken: '✗', open: '?', later: '·' };

function linkText(chain: Chain, link: ChainLink, colors: Colors): string {
  const state = stateOf(chain, link);
  const known = linkLines(chain, link) ?? [];
  const paint = { holds: colors.green, broken: colors.red, open: colors.yellow, later: colors.dim }[state];
  const body = [...known, ...endLines(chain, state)];
  if (body.length === 0) body.push(link === 'gpus' ? 'none that is known' : 'not reached');
  const name = link.padEnd(LINK_WIDTH);
  const blank = ' '.repeat(LINK_WIDTH + 4);
  const lines = body.map((line, at) => {
    const isVerdict = at >= known.length && (state === 'broken' || state === 'open');
    const text = state === 'later' ? colors.dim(safeText(line)) : isVerdict ? paint(safeText(line)) : safeText(line);
    return at === 0 ? `${paint(`${MARKS[state]} ${name}`)}  ${text}` : `${blank}${text}`;
  });
  return lines.join('\n');
}

/** The one cause and the one fix. */
function endLines({ end }: Chain, state: State): readonly string[] {
  if (end.is === 'broken' && state === 'broken') {
    const where = end.place ? [`at ${locationText(end.place)}`] : [];
    return [`breaks here: ${end.cause}`, `fix: ${end.fix}`, ...where];
  }
  return end.is === 'open' && state === 'open' ? [`cannot be told: ${end.reason}`] : [];
}

function togetherText({ together, chains }: ExplainedAutoscaler): readonly string[] {
  if (!together) return [];
  const text =
    'failure' in together
      ? `together: one of the ${chains.length} metrics has no value, and the others do not ask for more: nothing happens`
      : `together: the largest of ${chains.length} metrics counts, ${together.replicas} replicas by ${together.metric}`;
  return [`${safeText(text)}\n`];
}
