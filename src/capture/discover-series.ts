import { parseSeriesQuery } from '../adapter/series-query';
import { isCovered } from '../fleet/capture-scope';
import { print, type VectorSelector } from '../promql';
import { formatString } from '../promql/syntax/string-text';
import { canonicalLabels, type Labels, labelValue, METRIC_NAME } from '../series/labels';
import { readSelector } from '../snapshot/selector-text';
import type { Asker } from './asker';
import { groupBy } from './group-by';
import type { PrometheusClient } from './prometheus-client';
import { readLabelSets } from './read-series';
import { halve, type TimeSlice } from './time-slice';

/** One metric to fetch: a selector of its series, and how many there are. */
export interface FetchTarget {
  readonly selector: string;
  readonly metric: string;
  readonly series: number;
}

/** The selectors without those that another one covers. */
export function uncovered(selectors: readonly string[]): readonly string[] {
  const queries = selectors.map((text) => parseSeriesQuery(text));
  return selectors.filter((_, index) => {
    const query = queries[index]!;
    return !queries.some(
      (other, at) => at !== index && isCovered(query, other) && (at < index || !isCovered(other, query)),
    );
  });
}

/** What to fetch for a selector whose series are known: one target a metric, so that no answer grows with their number. */
export function targetsOf(selector: VectorSelector, series: readonly Labels[]): readonly FetchTarget[] {
  const matchers = selector.matchers.filter(({ name }) => name !== METRIC_NAME);
  return groupBy(series, (labels) => labelValue(labels, METRIC_NAME)).map((group) => {
    const metric = labelValue(group[0]!, METRIC_NAME);
    return { selector: print(named(selector, matchers, metric)), metric, series: group.length };
  });
}

function named(selector: VectorSelector, matchers: VectorSelector['matchers'], metric: string): VectorSelector {
  if (/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(metric)) return { ...selector, name: metric, matchers };
  const byName = { name: METRIC_NAME, op: '=' as const, value: metric, span: selector.span };
  return { ...selector, name: undefined, matchers: [byName, ...matchers] };
}

/** Asks which series there are. Shorter times are asked for where the server has a limit. */
export class SeriesDiscovery {
  public constructor(
    private readonly client: PrometheusClient,
    private readonly asker: Asker,
  ) {}

  public async targets(selector: string, time: TimeSlice): Promise<readonly FetchTarget[]> {
    const ast = readSelector(selector);
    if (!ast) throw new Error(`${formatString(selector)} is no selector`);
    return targetsOf(ast, await this.series(selector, time));
  }

  private async series(selector: string, slice: TimeSlice): Promise<readonly Labels[]> {
    const task = `the series of ${selector}`;
    const question = () => this.client.series(selector, slice.from, slice.to);
    const halves = halve(slice, SHORTEST_DISCOVERY_MS);
    if (!halves) return readLabelSets((await this.asker.ask(task, question)).data);
    const answer = await this.asker.askOrLess(task, question);
    if (answer) return readLabelSets(answer.data);
    const [early, late] = [await this.series(selector, halves[0]), await this.series(selector, halves[1])];
    return [...new Map([...early, ...late].map((labels) => [canonicalLabels(labels), labels])).values()];
  }
}

/** Blocks hold two hours; a shorter time would not read less. */
const SHORTEST_DISCOVERY_MS = 2 * 3_600_000;
