import { Duration } from 'cdk8s';
import { Gpu, GuardRails, metrics, ScalingPolicy } from '../../src/index';
import { policyErrors, samplePolicy, type Untyped } from './sample';

const owner = 'ml-platform';
const broken = (policy: Untyped, rails: Untyped) =>
  policyErrors(policy, { guardRails: new GuardRails({ owner, ...rails }) }).map(({ message }) => message);
const hpa = (maxReplicas: number) =>
  ScalingPolicy.hpa({ minReplicas: 1, maxReplicas, metrics: [metrics.ack.processSmUtil.perPod(20)] });
const ahpa = (props: Untyped) =>
  ScalingPolicy.ahpa({
    minReplicas: 1,
    maxReplicas: 4,
    metrics: [metrics.resource.gpu.utilization(20)],
    prediction: { quantile: 95, scaleUpForward: Duration.minutes(3) },
    ...props,
  });

describe('guard rails', () => {
  it('limit the GPUs of a service, and say what to write', () => {
    const chat = samplePolicy({ gpu: Gpu.dedicated(2), scaling: hpa(40) }, 'chat-llm');
    expect(broken(chat, { maxGpusPerService: 64 })).toEqual([
      `prod/chat-llm: 40 replicas x 2 GPUs = 80 GPUs, but at most 64 GPUs per service are allowed here.
  Guard rail maxGpusPerService of ml-platform, set on cluster prod.
  Lower scaling.maxReplicas to 32 for this cluster: chatLlm.with({ scaling: { maxReplicas: 32 } }), or ask ml-platform.  [guard-rail]`,
    ]);
    expect(broken(chat.with({ scaling: { maxReplicas: 32 } }), { maxGpusPerService: 64 })).toEqual([]);
  });

  it('count every pod of a group', () => {
    const group = samplePolicy({ gpu: Gpu.dedicated(8), podGroup: { size: 2 }, scaling: hpa(2) });
    expect(broken(group, { maxGpusPerService: 16 })[0]).toContain('2 replicas x 16 GPUs = 32 GPUs');
    expect(broken(group, { maxGpusPerService: 8 })[0]).toContain('One replica takes more than is allowed');
  });

  it('demand a drain, in the words of their owner', () => {
    const text = 'Chats run for minutes. Read https://wiki.example.com/drain, or call 4711.';
    expect(broken(samplePolicy(), { requireDrain: true, text })).toEqual([
      `prod/bert: the policy says nothing about drain, and here each must.
  Guard rail requireDrain of ml-platform, set on cluster prod.
  ${text}
  Write how long the longest request runs: drain: Duration.seconds(60).  [guard-rail]`,
    ]);
    expect(broken(samplePolicy({ drain: Duration.seconds(60) }), { requireDrain: true, text })).toEqual([]);
  });

  it('forbid metrics by their series', () => {
    const [message] = broken(samplePolicy(), { forbiddenMetrics: ['DCGM_CUSTOM_PROCESS_SM_UTIL'] });
    expect(message).toMatch(
      /^prod\/bert: the policy scales on DCGM_CUSTOM_PROCESS_SM_UTIL, which is not allowed here\./,
    );
    expect(broken(samplePolicy(), { forbiddenMetrics: ['DCGM_FI_DEV_GPU_UTIL'] })).toEqual([]);
  });

  it.each<[string, Untyped, string | undefined]>([
    ['auto without a word', { scaleStrategy: 'auto' }, 'nothing says that AHPA observed first'],
    [
      'auto after 3 days',
      { scaleStrategy: 'auto', observed: { from: '2026-10-01', until: '2026-10-04' } },
      'AHPA observed for 3 days only',
    ],
    ['auto after a week', { scaleStrategy: 'auto', observed: { from: '2026-10-01', until: '2026-10-08' } }, undefined],
    ['observer', {}, undefined],
  ])('let AHPA observe first: %s', (_, props, expected) => {
    const messages = broken(samplePolicy({ scaling: ahpa(props) }), { observerBeforeAuto: true });
    expect(messages.map((message) => expected !== undefined && message.includes(expected))).toEqual(
      expected ? [true] : [],
    );
  });

  it('stop nobody where there are none', () => {
    expect(policyErrors(samplePolicy({ scaling: hpa(400) }), { guardRails: undefined })).toEqual([]);
  });
});
