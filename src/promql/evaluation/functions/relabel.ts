import { expandTemplate } from '../../../series/expand-template';
import { compileRe2 } from '../../../series/re2';
import { type EvaluationErrorCode, evaluationError } from '../../promql-error';
import type { Call } from '../../syntax/ast';
import type { Column, VectorValue } from '../column';
import type { Evaluator } from '../evaluator';
import type { Grid } from '../grid';
import type { LabelSet } from '../label-set';
import { mergeColumns, refuseEqualLabels } from '../merge-columns';

/** `label_replace`: sets a label from what a regular expression finds in another. */
export function evaluateLabelReplace(evaluator: Evaluator, node: Call, grid: Grid): VectorValue {
  const [vector, destination, replacement, source, pattern] = node.arguments;
  const { dotMatchesNewline } = evaluator.context.semantics;
  const compiled = compileRe2(evaluator.text(pattern!), { anchored: true, dotAll: dotMatchesNewline });
  if (compiled.kind === 'refused') {
    throw evaluationError('bad-replace-regex', `bad regular expression: ${compiled.message}`, pattern!.span);
  }
  evaluator.context.budget.addPattern(compiled.weight, pattern!.span);
  const { replacesQuotedNames, quotedNames } = evaluator.context.semantics;
  const target = labelName(evaluator, destination!, 'bad-destination-label', quotedNames && replacesQuotedNames);
  const template = evaluator.text(replacement!);
  const from = evaluator.text(source!);
  const references = template.split('$').length - 1;
  return relabel(evaluator, node, grid, evaluator.vector(vector!, grid), target, (labels) => {
    const match = compiled.find(labels.get(from));
    if (!match) return undefined;
    checkLength(template.length + references * labels.get(from).length, node);
    return labels.with(target, expandTemplate(template, match));
  });
}

/** `label_join`: sets a label to the values of others, joined. */
export function evaluateLabelJoin(evaluator: Evaluator, node: Call, grid: Grid): VectorValue {
  const [vector, destination, separator, ...rest] = node.arguments;
  const sources = rest.map((source) => labelName(evaluator, source, 'bad-source-label'));
  const target = labelName(evaluator, destination!, 'bad-destination-label');
  const between = evaluator.text(separator!);
  return relabel(evaluator, node, grid, evaluator.vector(vector!, grid), target, (labels) => {
    const values = sources.map((source) => labels.get(source));
    checkLength(
      values.reduce((length, value) => length + value.length + between.length, 0),
      node,
    );
    return labels.with(target, values.join(between));
  });
}

/** Nested calls can double a value each time; nobody writes a label of that length. */
const LONGEST_LABEL = 1_048_576;

function checkLength(length: number, { name, span }: Call): void {
  if (length <= LONGEST_LABEL) return;
  throw evaluationError('label-too-long', `${name} makes a label of more than ${LONGEST_LABEL} characters`, span);
}

/** Whether a text may be a label name in this version. */
export function isLabelName(name: string, quotedNames: boolean): boolean {
  // The replacement character stands for bytes that are no UTF-8.
  return quotedNames ? name !== '' && !name.includes('\uFFFD') : /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
}

function labelName(
  evaluator: Evaluator,
  argument: Call['arguments'][number],
  code: EvaluationErrorCode,
  quotedNames = evaluator.context.semantics.quotedNames,
): string {
  const name = evaluator.text(argument);
  if (isLabelName(name, quotedNames)) return name;
  throw evaluationError(code, `${JSON.stringify(name)} is no label name`, argument.span);
}

/** What new labels cost in looks at samples. */
const LOOKS_PER_CHANGE = 50;

/** `change` gives the new labels, or undefined where the series stays as it is. */
function relabel(
  evaluator: Evaluator,
  node: Call,
  grid: Grid,
  vector: VectorValue,
  target: string,
  change: (labels: LabelSet) => LabelSet | undefined,
): VectorValue {
  evaluator.context.budget.addWork(vector.columns.length * LOOKS_PER_CHANGE, node.span);
  const columns = vector.columns.map((column): Column => {
    const labels = change(column.labels);
    if (!labels) return column;
    return { labels, dropName: target === '__name__' ? false : column.dropName, read: () => column.read() };
  });
  return { ...vector, columns: join(evaluator, columns, grid, node) };
}

function join(evaluator: Evaluator, columns: readonly Column[], grid: Grid, { name, span }: Call): readonly Column[] {
  const { semantics } = evaluator.context;
  if (name === 'label_join' && semantics.joinsIntoDuplicates) return columns;
  return semantics.relabelsStepByStep ? mergeColumns(columns, grid.steps, span) : refuseEqualLabels(columns, span);
}
