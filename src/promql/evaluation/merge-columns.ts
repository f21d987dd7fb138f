import { evaluationError } from '../promql-error';
import type { TextSpan } from '../syntax/text-span';
import { type Column, knownColumn, type StepValues, StepValuesBuilder } from './column';
import type { QueryContext } from './query-context';

/**
 * Columns that came to have the same labels become one column where their steps do not overlap, as Prometheus joins the
 * results of its steps by labels. Two values at one step are an error.
 */
export function mergeColumns(columns: readonly Column[], steps: number, span: TextSpan): readonly Column[] {
  return haveDistinctLabels(columns) ? columns : mergeEqual(columns, steps, span);
}

/** `mergeColumns`, unless names are dropped at the end of the query, where it is done then. */
export function mergeUnlessDelayed(
  { delayedNameRemoval }: Pick<QueryContext, 'delayedNameRemoval'>,
  columns: readonly Column[],
  steps: number,
  span: TextSpan,
): readonly Column[] {
  return delayedNameRemoval ? columns : mergeColumns(columns, steps, span);
}

/** Columns with the same labels are an error, whether their steps overlap or not; those without any value do not count. */
export function refuseEqualLabels(columns: readonly Column[], span: TextSpan): readonly Column[] {
  if (haveDistinctLabels(columns)) return columns;
  const filled = readAll(columns).filter(({ values }) => values.count > 0);
  const seen = new Set<string>();
  for (const { column } of filled) {
    if (seen.has(column.labels.key)) throw duplicateLabels(column, span);
    seen.add(column.labels.key);
  }
  return filled.map(({ column, values }) => knownColumn(column.labels, values, column.dropName));
}

function haveDistinctLabels(columns: readonly Column[]): boolean {
  const seen = new Set<string>();
  for (const { labels } of columns) {
    if (seen.has(labels.key)) return false;
    seen.add(labels.key);
  }
  return true;
}

function mergeEqual(columns: readonly Column[], steps: number, span: TextSpan): readonly Column[] {
  const groups = new Map<string, { column: Column; values: StepValues }[]>();
  for (const read of readAll(columns)) {
    const { key } = read.column.labels;
    const group = groups.get(key);
    if (group) group.push(read);
    else groups.set(key, [read]);
  }
  return Array.from(groups.values(), (group) => {
    const { column } = group[0]!;
    if (group.length === 1) return knownColumn(column.labels, group[0]!.values, column.dropName);
    const merged = new StepValuesBuilder(steps);
    for (const { values } of group) {
      for (let step = 0; step < steps; step++) {
        if (values.present[step] === 0) continue;
        if (merged.present[step] === 1) throw duplicateLabels(column, span);
        merged.set(step, values.values[step]!);
      }
    }
    return knownColumn(column.labels, merged, column.dropName);
  });
}

function readAll(columns: readonly Column[]): { column: Column; values: StepValues }[] {
  return columns.map((column) => ({ column, values: column.read() }));
}

/** Two series of one vector have the same labels. */
export function duplicateLabels(column: Pick<Column, 'labels'>, span: TextSpan) {
  const message = `two series come out with the same labels ${column.labels}; keep a label that tells them apart`;
  return evaluationError('duplicate-labels', message, span);
}
