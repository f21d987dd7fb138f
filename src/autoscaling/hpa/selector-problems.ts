import { type LabelSelectorProblem, labelSelectorProblems } from '../label-selector-problems';
import { ReadObject } from '../read-field';
import type { MetricReading } from './hpa-reading';

const INSTEAD =
  'Select by another label, such as the one that names the container, or write the value into the query of the adapter rule.';

/**
 * Terms of a metric's selector by which no metric can be asked for. The API server takes them; they fail whenever the controller
 * makes a selector of them. Source: kubernetes/kubernetes#102056, #89655.
 */
export function selectorProblems({ selector }: Pick<MetricReading, 'selector'>): readonly LabelSelectorProblem[] {
  return labelSelectorProblems(new ReadObject(selector.written, selector.path)).map((problem) =>
    problem.is === 'value' ? { ...problem, help: `${problem.help} ${INSTEAD}` } : problem,
  );
}
