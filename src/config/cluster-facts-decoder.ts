import {
  CARD_RESOURCES,
  type ClusterFacts,
  GPU_ALLOCATION_MODES,
  type GpuPoolFacts,
  LABEL_CONVENTION_NAMES,
  type LabelConvention,
  PIPELINE_KINDS,
  PIPELINE_OUTPUTS,
  type PipelineFacts,
  WHOLE_GPU_RESOURCE,
} from '../kubernetes/cluster-facts';
import { HPA_API_VERSIONS } from '../kubernetes/served-api';
import { isTimeZone } from '../kubernetes/time-zone';
import {
  TAINT_EFFECTS,
  TOLERATION_OPERATORS,
  type Toleration,
  type TolerationFields,
  tolerationFaults,
} from '../kubernetes/toleration';
import {
  consistent,
  type Decoder,
  type Field,
  flag,
  listOf,
  mapOf,
  mapping,
  oneOf,
  optional,
  required,
  text,
  textLike,
  wholeNumber,
} from './decode';
import { JUDGED_MINORS, judgedMinor } from './judged-minor';

/** The facts as a file states them: of a minor that is newer than all known ones, too. */
export interface StatedFacts extends Omit<ClusterFacts, 'kubernetes'> {
  readonly kubernetes: string;
}

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

const pipelineFields = consistent(
  mapping<PipelineFields>('pipeline', {
    kind: required(oneOf('pipeline.kind', PIPELINE_KINDS)),
    output: optional(oneOf('pipeline.output', PIPELINE_OUTPUTS)),
    adapterValues: optional(oneOf('pipeline.adapterValues', ['existing'])),
    namespace: optional(text('pipeline.namespace')),
  }),
  (fields) => (fields.kind === 'ackAdapter' ? objectionToAckAdapter(fields) : objectionToPrometheusAdapter(fields)),
);

function objectionToAckAdapter(fields: PipelineFields) {
  const key = (['output', 'adapterValues', 'namespace'] as const).find((name) => fields[name] !== undefined);
  return (
    key && {
      message: `pipeline ackAdapter takes no "${key}"`,
      help: `Remove it: it belongs to the pipeline prometheusAdapter.`,
      key,
    }
  );
}

function objectionToPrometheusAdapter({ output, adapterValues, namespace }: PipelineFields) {
  if (output === undefined || namespace === undefined) {
    return {
      message: 'pipeline prometheusAdapter needs "output" and "namespace"',
      help: `Say in which form the rules reach the adapter (output: ${PIPELINE_OUTPUTS.join(' or ')}) and in which namespace it runs.`,
    };
  }
  if (adapterValues === undefined || output === 'configMap') return undefined;
  return {
    message: 'pipeline.adapterValues is "existing", and pipeline.output is not configMap',
    help: 'Write output: configMap, or remove adapterValues: the values refer to the ConfigMap that carries the rules.',
    key: 'adapterValues',
  };
}

const pipeline: Decoder<PipelineFacts> = (node, errors) => {
  const fields = pipelineFields(node, errors);
  if (!fields) return undefined;
  if (fields.kind === 'ackAdapter') return { kind: 'ackAdapter' };
  const { output, adapterValues, namespace } = fields;
  return { kind: 'prometheusAdapter', output: output!, namespace: namespace!, ...(adapterValues && { adapterValues }) };
};

/** The value of a label or taint, which is often empty. */
const anyText = (what: string) => textLike(what, () => true, 'a text');

const toleration = consistent(
  mapping<Omit<TolerationFields, 'tolerationSeconds'>>('a toleration', {
    key: optional(text('tolerations.key')),
    operator: optional(oneOf('tolerations.operator', TOLERATION_OPERATORS)),
    value: optional(anyText('tolerations.value')),
    effect: optional(oneOf('tolerations.effect', TAINT_EFFECTS)),
  }),
  objectionToToleration,
) as Decoder<Toleration>;

function objectionToToleration(fields: TolerationFields) {
  const [fault] = tolerationFaults(fields);
  if (!fault) return undefined;
  const { field, allowed, help } = fault;
  const given = fields[field] !== undefined;
  const message = `tolerations.${field} is ${given ? JSON.stringify(fields[field]) : 'missing'}, and must be ${allowed}`;
  return { message, help, ...(given && { key: field }) };
}

const gpuPool = consistent(
  mapping<GpuPoolFacts>('a GPU pool', {
    name: required(text('gpuPools.name')),
    gpu: required(text('gpuPools.gpu')),
    allocation: required(oneOf('gpuPools.allocation', GPU_ALLOCATION_MODES)),
    count: required(wholeNumber('gpuPools.count', 0)),
    max: optional(wholeNumber('gpuPools.max', 0)),
    spot: optional(flag('gpuPools.spot')),
    memoryGiB: optional(wholeNumber('gpuPools.memoryGiB', 1)),
    profile: optional(text('gpuPools.profile')),
    resource: optional(oneOf('gpuPools.resource', CARD_RESOURCES)),
    nodeSelector: optional(mapOf('gpuPools.nodeSelector', anyText('gpuPools.nodeSelector'))),
    tolerations: optional(listOf('gpuPools.tolerations', toleration)),
  }),
  (pool) => objectionToCount(pool) ?? objectionToKind(pool) ?? objectionToResource(pool),
);

function objectionToCount({ name, count, max }: GpuPoolFacts) {
  if (max === undefined || max >= count) return undefined;
  return {
    message: `the GPU pool "${name}" has count ${count}, which is more than its max ${max}`,
    help: 'max is what the pool may grow to: raise it, or remove it for a pool of one size.',
    key: 'max',
  };
}

/** Memory and profile say something about one kind of pool each. */
function objectionToKind({ name, allocation, memoryGiB, profile }: GpuPoolFacts) {
  const key =
    memoryGiB !== undefined && allocation !== 'shared'
      ? 'memoryGiB'
      : profile !== undefined && allocation !== 'mig'
        ? 'profile'
        : undefined;
  if (key === undefined) return undefined;
  const belongsTo = key === 'profile' ? 'mig' : 'shared';
  return {
    message: `the GPU pool "${name}" has allocation ${allocation} and "${key}"`,
    help: `Remove it: it belongs to pools with allocation ${belongsTo}.`,
    key,
  };
}

/** Of what is no card, only its nodes' labels tell. */
function objectionToResource({ name, allocation, resource, nodeSelector = {} }: GpuPoolFacts) {
  if (resource === undefined || allocation === 'dedicated') return undefined;
  if (allocation === 'shared') {
    const help = 'Remove it: it belongs to pools with allocation dedicated, mig or timeSliced.';
    return { message: `the GPU pool "${name}" has allocation ${allocation} and "resource"`, help, key: 'resource' };
  }
  if (resource !== WHOLE_GPU_RESOURCE) {
    const message = `the GPU pool "${name}" has allocation ${allocation} and resource ${resource}`;
    return { message, help: `Write ${WHOLE_GPU_RESOURCE}, or leave it out.`, key: 'resource' };
  }
  if (Object.keys(nodeSelector).length > 0) return undefined;
  return {
    message: `the GPU pool "${name}" has "resource" and no nodeSelector`,
    help: `Give it the labels of its nodes: nothing else tells its ${WHOLE_GPU_RESOURCE} from whole cards.`,
    key: 'resource',
  };
}

type FactFields = { readonly [K in keyof StatedFacts]-?: Field<Exclude<StatedFacts[K], undefined>> };

/** The facts as `cluster.yaml` must state them. */
export const CLUSTER_FACT_FIELDS: FactFields = {
  kubernetes: required(textLike('kubernetes', (value) => judgedMinor(value) !== undefined, JUDGED_MINORS)),
  hpaApiVersion: optional(oneOf('hpaApiVersion', HPA_API_VERSIONS)),
  labelConvention: required(labelConvention),
  pipeline: required(pipeline),
  gpuPools: required(listOf('gpuPools', gpuPool)),
  ahpa: optional(flag('ahpa')),
  ahpaTimeZone: optional(textLike('ahpaTimeZone', isTimeZone, 'an IANA time zone, such as Asia/Shanghai')),
  ahpaTimeZoneAssumed: optional(flag('ahpaTimeZoneAssumed')),
  substitutions: optional(listOf('substitutions', text('substitutions'))),
  snapshot: optional(text('snapshot')),
};
