import type { FleetSnapshot } from '../fleet-snapshot';

/** At which times rules are evaluated, in ms since the epoch. */
export interface EvaluationGrid {
  readonly start: number;
  readonly end: number;
  readonly step: number;
  readonly steps: number;
}

const MOST_STEPS = 289;
const FEWEST_STEPS = 7;
/** Series times steps that all rules of a fleet together may look at: keeps a large fleet within seconds. */
const POINTS = 1_500_000;
const SHORTEST_STEP_MS = 15_000;

/** Evenly spread times over the recorded time, its end among them: fewer where there is more to look at. */
export function evaluationGrid({ snapshot: { header } }: FleetSnapshot, rules: number, series: number): EvaluationGrid {
  const span = header.end - header.start;
  const affordable = Math.floor(POINTS / (Math.max(1, rules) * Math.max(1, series)));
  const most = Math.min(MOST_STEPS, Math.max(FEWEST_STEPS, affordable));
  const shortest = Math.max(SHORTEST_STEP_MS, header.scrapeIntervalMs ?? 0);
  const intervals = Math.max(1, Math.min(most - 1, Math.floor(span / shortest)));
  const step = Math.max(1, Math.floor(span / intervals));
  const steps = span < shortest ? 1 : intervals + 1;
  return { start: header.end - (steps - 1) * step, end: header.end, step, steps };
}
