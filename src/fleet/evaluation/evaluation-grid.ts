import { childrenOf, type Duration, type Expression, type QueryLimits } from '../../promql';
import type { FleetSnapshot } from '../fleet-snapshot';

/** At which times rules are evaluated, in ms since the epoch. */
export interface EvaluationGrid {
  readonly start: number;
  readonly end: number;
  readonly step: number;
  readonly steps: number;
}

/** What one query may use up: a rule that asks for more is not judged by its values. */
export const EVALUATION_LIMITS: QueryLimits = { samples: 20_000_000, steps: 20_000 };

const MOST_STEPS = 289;
const FEWEST_STEPS = 7;
/** Series times steps that all rules of a fleet together may look at: keeps a large fleet within seconds. */
const POINTS = 1_500_000;
/** Samples of a range that cost as much as one point. */
const SAMPLES_PER_POINT = 10;
const SHORTEST_STEP_MS = 15_000;

/**
 * Evenly spread times over the recorded time, its end among them: fewer where there is more to look at. Times at which the
 * expression would look back beyond the start are left out, because a rate over half of its range is another value.
 */
export function evaluationGrid(
  expression: Expression,
  { snapshot: { header } }: FleetSnapshot,
  rules: number,
  series: number,
): EvaluationGrid {
  const reach = reachOf(expression);
  const span = Math.max(0, header.end - header.start - reach);
  const share = POINTS / (Math.max(1, rules) * Math.max(1, series));
  const samplesPerRange = 1 + reach / Math.max(SHORTEST_STEP_MS, header.scrapeIntervalMs ?? 0);
  const affordable = Math.floor(Math.min(share, (share * SAMPLES_PER_POINT) / samplesPerRange));
  const most = Math.min(MOST_STEPS, Math.max(FEWEST_STEPS, affordable));
  const shortest = Math.max(SHORTEST_STEP_MS, header.scrapeIntervalMs ?? 0);
  const intervals = Math.max(1, Math.min(most - 1, Math.floor(span / shortest)));
  const step = Math.max(1, Math.floor(span / intervals));
  const steps = span < shortest ? 1 : intervals + 1;
  return { start: header.end - (steps - 1) * step, end: header.end, step, steps };
}

/** How far back an expression looks through its ranges and offsets, in ms; the lookback of plain selectors does not count. */
function reachOf(expression: Expression): number {
  const own = fixed(
    expression.kind === 'MatrixSelector' || expression.kind === 'Subquery' ? expression.range : undefined,
  );
  const offset = fixed(
    expression.kind === 'VectorSelector' || expression.kind === 'Subquery' ? expression.offset : undefined,
  );
  return own + Math.max(0, offset) + Math.max(0, ...childrenOf(expression).map(reachOf));
}

function fixed(duration: Duration | undefined): number {
  return duration?.kind === 'fixed' ? duration.milliseconds : 0;
}
