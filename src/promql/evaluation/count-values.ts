import { evaluationError } from '../promql-error';
import type { Aggregate } from '../syntax/ast';
import { type Column, knownColumn, StepValuesBuilder, type VectorValue, vectorOf } from './column';
import type { Evaluator } from './evaluator';
import { isLabelName } from './functions/relabel';
import type { Grid } from './grid';
import { groupingOf } from './grouping';
import type { LabelSet } from './label-set';
import { plainDecimal } from './plain-decimal';

/** `count_values`: per group, how many elements have each value; the value becomes a label. */
export function evaluateCountValues(evaluator: Evaluator, node: Aggregate, grid: Grid): VectorValue {
  const { budget, semantics } = evaluator.context;
  const label = evaluator.text(node.parameter!);
  if (!isLabelName(label, semantics.quotedNames)) {
    throw evaluationError('bad-value-label', `${JSON.stringify(label)} is no label name`, node.parameter!.span);
  }
  const grouping = groupingOf({
    grouping: node.without ? node.grouping : [...node.grouping, label],
    without: node.without,
  });
  const results = new Map<string, { labels: LabelSet; counts: StepValuesBuilder }>();
  for (const column of evaluator.columns(node.expression, grid)) {
    const { values, present, count } = column.read();
    budget.addSamples(count, node.span);
    const known = new Map<number, StepValuesBuilder>();
    for (let step = 0; step < grid.steps; step++) {
      if (present[step] === 0) continue;
      const value = values[step]!;
      let counts = known.get(value);
      if (!counts || (value === 0 && Object.is(value, -0))) {
        const labels = column.labels.with(label, plainDecimal(value));
        counts = countsOf(results, grouping.keyOf(labels), () => grouping.labelsOf(labels), grid);
        budget.addColumn(grid.steps, node.span);
        if (!Object.is(value, -0)) known.set(value, counts);
        budget.checkSeries(results.size, node.span);
      }
      if (counts.present[step] === 1) counts.values[step] = counts.values[step]! + 1;
      else counts.set(step, 1);
    }
  }
  return vectorOf(Array.from(results.values(), ({ labels, counts }): Column => knownColumn(labels, counts)));
}

function countsOf(
  results: Map<string, { labels: LabelSet; counts: StepValuesBuilder }>,
  key: string,
  labels: () => LabelSet,
  grid: Grid,
): StepValuesBuilder {
  let result = results.get(key);
  if (!result) {
    result = { labels: labels(), counts: new StepValuesBuilder(grid.steps) };
    results.set(key, result);
  }
  return result.counts;
}
