import { queryShapeOf, SERIES_STAND_IN } from '../../adapter/query-shape';
import { seriesOfRule } from '../../fleet/evaluation/rule-evaluation';
import { scrapeIntervalOf } from '../../fleet/evaluation/scrape-interval';
import type { FleetSnapshot } from '../../fleet/fleet-snapshot';
import type { FleetRule } from '../../fleet/rule-set';
import { childrenOf, type Expression, type MatrixSelector, withoutParens } from '../../promql';
import { METRIC_NAME } from '../../series/labels';
import { equalityMatcher } from '../../series/matcher';
import type { Series } from '../../series/series';
import { rulesInUse } from '../adapter/discovered-rule';
import { defineCheck, failed, notCheckable, passed, skipped, withoutSnapshot } from '../check';

/** A range too short for two samples gives no rate. */
export const rateRange = defineCheck<FleetRule>({
  id: 'promql/rate-range',
  severity: 'error',
  title: 'the range of a rate holds too few samples',
  subjects: (fleet) => rulesInUse(fleet).filter((rule) => rangesOf(rule).length > 0),
  run(rule, { snapshot }) {
    if (!snapshot) return withoutSnapshot;
    const { resolution } = snapshot.snapshot.header;
    if (resolution !== 'raw') {
      return notCheckable(
        `${snapshot.file} was resampled to ${text(resolution)}, so how often is scraped is not known`,
      );
    }
    let known = false;
    let missing: string | undefined;
    for (const { node, rangeMs, isInstant } of rangesOf(rule)) {
      const series = seriesUnder(node, rule, snapshot);
      const interval = scrapeIntervalOf(series, snapshot);
      if (interval === undefined) {
        missing ??= rule.compiled.rule.metricsQuery.slice(node.span.start, node.span.end);
        continue;
      }
      known = true;
      const samples = rangeMs / interval;
      if (samples >= 4 || (isInstant && samples >= 2)) continue;
      const certain = samples < 2;
      return failed({
        ...(certain ? {} : { severity: 'warning' as const }),
        at: rule.within('/metricsQuery', node.span.start, node.span.end),
        message: certain
          ? `a range of ${text(rangeMs)} over series that are scraped every ${text(interval)} mostly holds fewer than two samples, and then gives no value`
          : `a range of ${text(rangeMs)} over series that are scraped every ${text(interval)} loses its value when a scrape is missed or late`,
        help: `Write a range of at least four scrapes: [${text(4 * interval)}].`,
        evidence: { rangeMs, scrapeIntervalMs: interval },
      });
    }
    if (missing !== undefined) return notCheckable(`no samples of ${missing} are in ${snapshot.file}`);
    return known ? passed : skipped('the query has no rate');
  },
});

interface RateOver {
  readonly node: MatrixSelector;
  readonly rangeMs: number;
  /** It looks at the last two samples alone. */
  readonly isInstant: boolean;
}

const RATES = ['rate', 'increase', 'delta', 'deriv', 'irate', 'idelta'];

function rangesOf(rule: FleetRule): readonly RateOver[] {
  const shape = queryShapeOf(rule.compiled);
  if (!shape) return [];
  const found: RateOver[] = [];
  const pending: Expression[] = [shape.expression];
  for (let next = pending.pop(); next; next = pending.pop()) {
    pending.push(...childrenOf(next));
    if (next.kind !== 'Call' || !RATES.includes(next.name)) continue;
    const argument = next.arguments[0] && withoutParens(next.arguments[0]);
    if (argument?.kind !== 'MatrixSelector' || argument.range.kind !== 'fixed') continue;
    found.push({
      node: argument,
      rangeMs: argument.range.milliseconds,
      isInstant: next.name.startsWith('i') && next.name !== 'increase',
    });
  }
  return found;
}

function seriesUnder(
  { selector: { name } }: MatrixSelector,
  rule: FleetRule,
  snapshot: FleetSnapshot,
): readonly Series[] {
  if (name === SERIES_STAND_IN) return seriesOfRule(rule, snapshot).flatMap(({ series }) => series);
  return name === undefined ? [] : snapshot.snapshot.store.select([equalityMatcher(METRIC_NAME, name)]);
}

function text(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 100) / 10;
  return seconds >= 60 && seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
