import {
  type ClusterFacts,
  GPU_ALLOCATION_MODES,
  type GpuPoolFacts,
  LABEL_CONVENTION_NAMES,
  type LabelConvention,
  PIPELINE_KINDS,
  PIPELINE_OUTPUTS,
  type PipelineFacts,
} from '../kubernetes/cluster-facts';
import { isKubernetesMinor, type KubernetesMinor, NEWEST_MINOR, OLDEST_MINOR } from '../kubernetes/minor';
import { HPA_API_VERSIONS } from '../kubernetes/served-api';
import {
  configurationError,
  type Decoder,
  type Field,
  flag,
  listOf,
  mapping,
  oneOf,
  optional,
  required,
  text,
  textLike,
  wholeNumber,
} from './decode';

const minor = textLike(
  'kubernetes',
  isKubernetesMinor,
  `a Kubernetes minor from ${OLDEST_MINOR} to ${NEWEST_MINOR}, such as "1.28"`,
) as Decoder<KubernetesMinor>;

const labelConvention: Decoder<LabelConvention> = (node, errors) =>
  node.kind === 'mapping'
    ? mapping<Exclude<LabelConvention, string>>('labelConvention', {
        namespace: required(text('labelConvention.namespace')),
        pod: required(text('labelConvention.pod')),
        node: required(text('labelConvention.node')),
      })(node, errors)
    : oneOf('labelConvention', LABEL_CONVENTION_NAMES)(node, errors);

interface PipelineFields {
  readonly kind: PipelineFacts['kind'];
  readonly output?: (typeof PIPELINE_OUTPUTS)[number];
  readonly adapterValues?: 'existing';
  readonly namespace?: string;
}

const pipelineFields = mapping<PipelineFields>('pipeline', {
  kind: required(oneOf('pipeline.kind', PIPELINE_KINDS)),
  output: optional(oneOf('pipeline.output', PIPELINE_OUTPUTS)),
  adapterValues: optional(oneOf('pipeline.adapterValues', ['existing'])),
  namespace: optional(text('pipeline.namespace')),
});

const pipeline: Decoder<PipelineFacts> = (node, errors) => {
  const fields = pipelineFields(node, errors);
  if (!fields) return undefined;
  if (fields.kind === 'ackAdapter') return { kind: 'ackAdapter' };
  const { output, adapterValues, namespace } = fields;
  if (output === undefined || namespace === undefined) {
    errors.push(
      configurationError(
        'pipeline prometheusAdapter needs "output" and "namespace"',
        `Say in which form the rules reach the adapter (output: ${PIPELINE_OUTPUTS.join(' or ')}) and in which namespace it runs.`,
        node.span,
      ),
    );
    return undefined;
  }
  return { kind: 'prometheusAdapter', output, namespace, ...(adapterValues && { adapterValues }) };
};

const gpuPool = mapping<GpuPoolFacts>('a GPU pool', {
  name: required(text('gpuPools.name')),
  gpu: required(text('gpuPools.gpu')),
  allocation: required(oneOf('gpuPools.allocation', GPU_ALLOCATION_MODES)),
  count: required(wholeNumber('gpuPools.count', 0)),
  max: optional(wholeNumber('gpuPools.max', 0)),
});

type FactFields = { readonly [K in keyof ClusterFacts]-?: Field<Exclude<ClusterFacts[K], undefined>> };

/** The facts as `cluster.yaml` must state them. */
export const CLUSTER_FACT_FIELDS: FactFields = {
  kubernetes: required(minor),
  hpaApiVersion: optional(oneOf('hpaApiVersion', HPA_API_VERSIONS)),
  labelConvention: required(labelConvention),
  pipeline: required(pipeline),
  gpuPools: required(listOf('gpuPools', gpuPool)),
  ahpa: optional(flag('ahpa')),
  ahpaTimeZone: optional(textLike('ahpaTimeZone', isTimeZone, 'an IANA time zone, such as Asia/Shanghai')),
  substitutions: optional(listOf('substitutions', text('substitutions'))),
  snapshot: optional(text('snapshot')),
};

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
