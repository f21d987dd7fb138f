import { nearestModelled, semanticsOf } from '../promql/semantics';
import type { LabelMatcher } from '../promql/syntax/ast';
import { parsePromQL } from '../promql/syntax/parse';
import { createMatcher, equalityMatcher, isMatcher, type Matcher } from '../series/matcher';

/** A `seriesQuery` as Prometheus' series API takes it. */
export type SeriesQuery =
  | {
      readonly kind: 'selector';
      readonly text: string;
      /** The metric name in front of the braces, where there is one. */
      readonly name: string | undefined;
      readonly matchers: readonly Matcher[];
    }
  | { readonly kind: 'refused'; readonly text: string; readonly message: string; readonly help: string };

/** Reads a `seriesQuery`: a plain selector. What Prometheus answers with 400 is refused. */
export function parseSeriesQuery(text: string, semantics?: string): SeriesQuery {
  const refused = (message: string, help: string): SeriesQuery => ({ kind: 'refused', text, message, help });
  if (text.trim() === '') return refused('seriesQuery is empty', 'write a series selector such as my_metric{pod!=""}');
  const { ast, diagnostics } = parsePromQL(
    text,
    semantics === undefined ? {} : { semantics: nearestModelled(semantics) },
  );
  if (!ast) {
    const [first] = diagnostics;
    return refused(
      first?.message ?? 'seriesQuery cannot be read',
      'write a series selector such as my_metric{pod!=""}',
    );
  }
  if (ast.kind !== 'VectorSelector' || ast.offset !== undefined || ast.at !== undefined) {
    return refused(
      'seriesQuery is an expression, but Prometheus takes only a series selector here',
      'keep the metric name and the matchers; put functions and aggregations into metricsQuery',
    );
  }
  const matchers = ast.matchers.map((matcher) => matcherOf(matcher, semantics));
  const broken = matchers.find((matcher) => !isMatcher(matcher));
  if (broken && !isMatcher(broken)) return refused(broken.message, 'use the syntax of RE2');
  return {
    kind: 'selector',
    text,
    name: ast.name,
    matchers: [
      ...(ast.name === undefined ? [] : [equalityMatcher('__name__', ast.name)]),
      ...matchers.filter(isMatcher),
    ],
  };
}

function matcherOf({ name, op, value }: LabelMatcher, semantics: string | undefined) {
  return createMatcher(
    name,
    op,
    value,
    semantics === undefined ? {} : { dotAll: semanticsOf(semantics).dotMatchesNewline },
  );
}
