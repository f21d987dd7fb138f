import { isLabelKey, isLabelValue, LABEL_KEY_RULE, LABEL_VALUE_RULE } from '../kubernetes/names';
import { EXPRESSION_OPERATORS } from '../kubernetes/selector';
import type { Pointer } from '../source/pointer';
import type { ReadObject } from './read-field';

/** A term of a selector that selects nothing, as it is wrong in itself. */
export interface LabelSelectorProblem {
  readonly is: 'key' | 'value' | 'operator';
  readonly path: Pointer;
  /** What the selector does, as the rest of a sentence. */
  readonly message: string;
  readonly help: string;
}

/** Source: apimachinery, pkg/apis/meta/v1/validation, ValidateLabelSelector; LabelSelectorAsSelector and labels.NewRequirement. */
export function labelSelectorProblems(selector: ReadObject): readonly LabelSelectorProblem[] {
  return [
    ...labelProblems(selector.object('matchLabels')),
    ...selector.list('matchExpressions').flatMap(expressionProblems),
  ];
}

function labelProblems(labels: ReadObject): readonly LabelSelectorProblem[] {
  return labels.keys().flatMap((key) => {
    const { path, value } = labels.string(key);
    return [...keyProblems(key, path), ...(value === undefined ? [] : valueProblems(key, value, path))];
  });
}

function expressionProblems(expression: ReadObject): readonly LabelSelectorProblem[] {
  const key = expression.string('key');
  const operator = expression.string('operator');
  const values = expression.list('values');
  const written = expression.object('values').json ?? [];
  // What is no list is a fault of the shape, and may be a placeholder for one.
  if (key.value === undefined || operator.value === undefined || !Array.isArray(written)) return [];
  return [
    ...keyProblems(key.value, key.path),
    ...operatorProblems(operator.value, values.length, operator.path),
    ...values.flatMap(({ json, path }) => (typeof json === 'string' ? valueProblems(key.value!, json, path) : [])),
  ];
}

function keyProblems(key: string, path: Pointer): readonly LabelSelectorProblem[] {
  if (isLabelKey(key)) return [];
  const message = `names the label "${key}", which is no label key`;
  return [{ is: 'key', path, message, help: `A key has ${LABEL_KEY_RULE}.` }];
}

function valueProblems(key: string, value: string, path: Pointer): readonly LabelSelectorProblem[] {
  if (isLabelValue(value)) return [];
  const message = `asks for ${key} "${value}", which is no label value`;
  return [{ is: 'value', path, message, help: `A value is ${LABEL_VALUE_RULE}.` }];
}

function operatorProblems(operator: string, count: number, path: Pointer): readonly LabelSelectorProblem[] {
  if (!EXPRESSION_OPERATORS.some((known) => known === operator)) {
    const help = `Write one of ${EXPRESSION_OPERATORS.join(', ')}.`;
    return [{ is: 'operator', path, message: `has the operator "${operator}", which is none`, help }];
  }
  const takesValues = operator === 'In' || operator === 'NotIn';
  if (takesValues === count > 0) return [];
  const message = `has ${operator} ${takesValues ? 'without' : 'with'} values`;
  return [{ is: 'operator', path, message, help: takesValues ? 'Give at least one value.' : 'Remove the values.' }];
}
