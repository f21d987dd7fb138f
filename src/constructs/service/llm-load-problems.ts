import type { LabelConvention } from '../../kubernetes/cluster-facts';
import { isPoolingModel, LLM_EFFECTS, LLM_LOAD_HELP, llmEffectOf, startsPooling } from '../../metrics/llm-load';
import type { AnyPolicyProps } from '../policy/policy';
import type { PolicyProblem } from '../problems/policy-error';
import type { Engine } from './engine';

/** What the validator would warn of as metric/utilization-for-llm, if it knew the engine of a private image. */
export function llmLoadProblems(
  { scaling, command = [], args = [], image }: AnyPolicyProps,
  engine: Engine,
  convention: LabelConvention,
): readonly PolicyProblem[] {
  const { title, isLlmServer } = engine.facts;
  if (!isLlmServer || startsPooling([...command, ...args].join(' ')) || isPoolingModel(image)) return [];
  return scaling.definition.metrics.flatMap(({ values }, index): readonly PolicyProblem[] => {
    const series = values.kind === 'resource' ? undefined : values.metric.definitionFor(convention)?.series;
    const isGpu = values.kind === 'resource' && values.resource === 'gpu';
    const effect = isGpu ? 'saturates' : llmEffectOf(series ?? '');
    if (!effect) return [];
    return [
      {
        code: 'metric-engine',
        property: `scaling.metrics[${index}]`,
        value: series ?? 'gpu',
        summary: `${series ?? 'the resource gpu'} of ${title}: ${LLM_EFFECTS[effect]}.`,
        help: `${LLM_LOAD_HELP} Where it makes embeddings or scores, say so in args, or leave engine out.`,
      },
    ];
  });
}
