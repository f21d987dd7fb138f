import { LABEL_CONVENTION_NAMES } from '../../kubernetes/cluster-facts';
import { gitOps } from '../git-ops/git-ops-shape';
import { isPlaceholderName } from '../git-ops/substitutions';
import { gpuPool } from '../gpu/gpu-pool-shape';
import { guardRails } from '../guard-rails/guard-rails-shape';
import { objectPatches } from '../output/object-patch-shape';
import type { PolicyProblem } from '../problems/policy-error';
import { flag, interval, listOf, record, type Shape, shaped, text } from '../problems/shape';
import { MetricsPipeline } from './metrics-pipeline';

const CONVENTION: Shape = (value, property) => {
  if (typeof value === 'object') return record({ namespace: text, pod: text, node: text })(value, property);
  const allowed = `one of ${LABEL_CONVENTION_NAMES.join(', ')}, or { namespace, pod, node }`;
  return shaped(
    (each) => typeof each === 'string',
    allowed,
    'It says which labels name namespace, pod and node.',
  )(value, property);
};

const MINOR = shaped(
  (value) => typeof value === 'string',
  "a minor as text, such as '1.28'",
  "Write it in quotes: a number would make 1.3 of '1.30'.",
);

const CLUSTER = record({
  kubernetes: MINOR,
  'hpaApiVersion?': text,
  labelConvention: CONVENTION,
  metricsPipeline: shaped(
    (value) => value instanceof MetricsPipeline,
    'a MetricsPipeline',
    'Write MetricsPipeline.ackAdapter({ prometheusUrl }) or MetricsPipeline.prometheusAdapter({ output }).',
  ),
  gpuPools: listOf(gpuPool),
  'ahpa?': flag,
  'ahpaTimeZone?': text,
  'scrapeInterval?': interval,
  'expose?': listOf(
    shaped(
      (value) => typeof (value as { requestFor?: unknown } | null)?.requestFor === 'function',
      'a metric without a threshold',
      'Write metrics.dcgm.gpuUtil.byNode().',
    ),
  ),
  'guardRails?': guardRails,
  'gitOps?': gitOps,
  'createNamespaces?': flag,
  'kustomization?': flag,
  'patches?': objectPatches,
  'substitutions?': listOf(
    shaped(
      (value) => typeof value === 'string' && isPlaceholderName(value),
      'a name: letters, digits and "_", no digit first',
      "Write 'NAME' for ${NAME}.",
    ),
  ),
  'snapshot?': shaped(
    (value) => typeof value === 'string' && value !== '',
    'the path of a file',
    'Leave it out for none.',
  ),
});

/** Values of a cluster that are not even of the right kind: nothing can be made of them. */
export function clusterShapeProblems(props: unknown): readonly PolicyProblem[] {
  return CLUSTER(props, '');
}
