import { selectorProblems } from '../../autoscaling/hpa/selector-problems';
import type { LabelSelectorProblem } from '../../autoscaling/label-selector-problems';
import type { AutoscalerMetric } from '../../fleet/autoscaler';
import { defineCheck, judged, notCheckable } from '../check';

/** The API server takes any selector of a metric; one that is none fails with every request, and never scales. */
export const metricSelectorInvalid = defineCheck<AutoscalerMetric>({
  id: 'hpa/metric-selector-invalid',
  severity: 'error',
  title: "an autoscaler's metric has a selector by which nothing can be asked for",
  subjects: (fleet) =>
    fleet.autoscalers.flatMap(({ metrics }) => metrics).filter(({ reading }) => reading.selector.given),
  run({ autoscaler, reading }) {
    const problems = selectorProblems(reading);
    const certain = problems.filter((problem) => !isOpen(problem));
    const open = problems.find(isOpen);
    if (certain.length === 0 && open) {
      return notCheckable(`${open.path} holds a placeholder that something replaces before the API server sees it`);
    }
    return judged(
      certain.map(({ path, message, help }) => ({
        at: autoscaler.manifest.at(path),
        message: `the selector of ${reading.name.value ?? 'the metric'} ${message}: the autoscaler reads <unknown> and does not scale on it`,
        help,
      })),
    );
  },
});

function isOpen({ message }: LabelSelectorProblem): boolean {
  return message.includes('${');
}
