import { parseFloatAsGo } from '../../go-math/parse-float';
import type { Call } from '../../syntax/ast';
import { type Column, StepValuesBuilder, type VectorValue, vectorOf } from '../column';
import { nameless } from '../drop-name';
import type { Evaluator } from '../evaluator';
import type { Grid } from '../grid';
import { mergeUnlessDelayed } from '../merge-columns';
import { bucketFraction } from './bucket-fraction';
import { type Bucket, bucketQuantile } from './bucket-quantile';

const BUCKET_LABEL: ReadonlySet<string> = new Set(['le']);

/** `histogram_quantile` over the buckets of classic histograms. */
export function evaluateHistogramQuantile(evaluator: Evaluator, node: Call, grid: Grid): VectorValue {
  const { semantics } = evaluator.context;
  const quantiles = evaluator.scalar(node.arguments[0]!, grid);
  return overHistograms(evaluator, node, node.arguments[1]!, grid, (buckets, step) =>
    bucketQuantile(quantiles[step]!, buckets, semantics),
  );
}

/** `histogram_fraction`: the share of observations between two values. Before 3.4 it knows native histograms only. */
export function evaluateHistogramFraction(evaluator: Evaluator, node: Call, grid: Grid): VectorValue {
  const { semantics } = evaluator.context;
  const lower = evaluator.scalar(node.arguments[0]!, grid);
  const upper = evaluator.scalar(node.arguments[1]!, grid);
  if (!semantics.classicHistogramFraction) {
    evaluator.columns(node.arguments[2]!, grid);
    return vectorOf([]);
  }
  return overHistograms(evaluator, node, node.arguments[2]!, grid, (buckets, step) =>
    bucketFraction(lower[step]!, upper[step]!, buckets, semantics),
  );
}

interface Histogram {
  readonly column: Column;
  readonly buckets: { readonly bound: number; readonly column: Column }[];
}

function overHistograms(
  evaluator: Evaluator,
  node: Call,
  argument: Call['arguments'][number],
  grid: Grid,
  compute: (buckets: Bucket[], step: number) => number,
): VectorValue {
  const { context } = evaluator;
  const histograms = groupBuckets(evaluator.columns(argument, grid));
  const columns = histograms.map(({ column, buckets }): Column => {
    return {
      ...nameless(context, { labels: column.labels.without(BUCKET_LABEL) }),
      read: () => {
        const read = buckets.map(({ bound, column: bucket }) => ({ bound, values: bucket.read() }));
        const built = new StepValuesBuilder(grid.steps);
        for (let step = 0; step < grid.steps; step++) {
          const present = read
            .filter(({ values }) => values.present[step] === 1)
            .map(({ bound, values }) => ({ bound, count: values.values[step]! }));
          if (present.length > 0) built.set(step, compute(present, step));
        }
        return built;
      },
    };
  });
  return vectorOf(mergeUnlessDelayed(context, columns, grid.steps, node.span));
}

/** Series that differ in `le` alone are one histogram; those without a number as `le` are none. */
function groupBuckets(columns: readonly Column[]): readonly Histogram[] {
  const groups = new Map<string, Histogram>();
  for (const column of columns) {
    const bound = parseFloatAsGo(column.labels.get('le'));
    if (bound === undefined) continue;
    const key = column.labels.keyWithout(BUCKET_LABEL);
    const group = groups.get(key);
    if (group) group.buckets.push({ bound, column });
    else groups.set(key, { column, buckets: [{ bound, column }] });
  }
  return [...groups.values()];
}
