import { isLabelKey, isLabelValue, LABEL_KEY_RULE, LABEL_VALUE_RULE } from '../../kubernetes/names';
import { EXPRESSION_OPERATORS } from '../../kubernetes/selector';
import type { Pointer } from '../../source/pointer';
import { ReadObject } from '../read-field';
import type { MetricReading } from './hpa-reading';

/** A term of a metric's selector that nothing can ask for. */
export interface SelectorProblem {
  readonly path: Pointer;
  /** What the selector does, as the rest of a sentence. */
  readonly message: string;
  readonly help: string;
}

const INSTEAD =
  'Select by another label, such as the one that names the container, or write the value into the query of the adapter rule.';

/**
 * Terms by which no metric can be asked for. The API server takes them; they fail whenever the controller makes a selector of
 * them. Source: apimachinery, LabelSelectorAsSelector and labels.NewRequirement; kubernetes/kubernetes#102056, #89655.
 */
export function selectorProblems({ selector }: Pick<MetricReading, 'selector'>): readonly SelectorProblem[] {
  const read = new ReadObject(selector.written, selector.path);
  return [...labelProblems(read.object('matchLabels')), ...read.list('matchExpressions').flatMap(expressionProblems)];
}

function labelProblems(labels: ReadObject): readonly SelectorProblem[] {
  return labels.keys().flatMap((key) => {
    const { path, value } = labels.string(key);
    return [...keyProblems(key, path), ...(value === undefined ? [] : valueProblems(key, value, path))];
  });
}

function expressionProblems(expression: ReadObject): readonly SelectorProblem[] {
  const key = expression.string('key');
  const operator = expression.string('operator');
  const values = expression.list('values');
  if (key.value === undefined || operator.value === undefined) return [];
  return [
    ...keyProblems(key.value, key.path),
    ...operatorProblems(operator.value, values.length, operator.path),
    ...values.flatMap(({ json, path }) => (typeof json === 'string' ? valueProblems(key.value!, json, path) : [])),
  ];
}

function keyProblems(key: string, path: Pointer): readonly SelectorProblem[] {
  if (isLabelKey(key)) return [];
  return [{ path, message: `names the label "${key}", which is no label key`, help: `A key has ${LABEL_KEY_RULE}.` }];
}

function valueProblems(key: string, value: string, path: Pointer): readonly SelectorProblem[] {
  if (isLabelValue(value)) return [];
  const message = `asks for ${key} "${value}", which is no label value`;
  return [{ path, message, help: `A value is ${LABEL_VALUE_RULE}. ${INSTEAD}` }];
}

function operatorProblems(operator: string, count: number, path: Pointer): readonly SelectorProblem[] {
  if (!EXPRESSION_OPERATORS.some((known) => known === operator)) {
    const help = `Write one of ${EXPRESSION_OPERATORS.join(', ')}.`;
    return [{ path, message: `has the operator "${operator}", which is none`, help }];
  }
  const takesValues = operator === 'In' || operator === 'NotIn';
  if (takesValues === count > 0) return [];
  const message = `has ${operator} ${takesValues ? 'without' : 'with'} values`;
  return [{ path, message, help: takesValues ? 'Give at least one value.' : 'Remove the values.' }];
}
