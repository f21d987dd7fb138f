import { Gpu, MetricsPipeline, metrics, PolicyApp, ScalingPolicy, Size } from '../../../src/index';
import { errorsOf, filesOf, policyErrors, sampleCluster, samplePolicy, type Untyped } from '../sample';

const custom = metrics.custom as Untyped;
const queue = { unit: 'count', aggregation: 'sum' };
const onPrem = {
  labelConvention: 'dcgmExporter',
  metricsPipeline: MetricsPipeline.prometheusAdapter({ output: 'configMap' }),
};
const hpaOn = (target: Untyped, gpu: Untyped = Gpu.dedicated(1)) =>
  samplePolicy({ gpu, scaling: ScalingPolicy.hpa({ minReplicas: 1, maxReplicas: 4, metrics: [target] as Untyped }) });
const ruleOf = (target: Untyped) => {
  const app = new PolicyApp();
  sampleCluster(app, onPrem).add(hpaOn(target));
  expect(errorsOf(app)).toEqual([]);
  return filesOf(app).get('prod/manifests/monitoring/adapter-config.k8s.yaml');
};

describe('a series of one’s own', () => {
  it.each<[string, () => unknown, string, string]>([
    ['no name', () => custom(null, queue), 'value-type', 'series'],
    ['no props', () => custom('x'), 'value-missing', ''],
    ['no aggregation', () => custom('x', { unit: 'count' }), 'value-missing', 'aggregation'],
    [
      'an aggregation that is none',
      () => custom('x', { ...queue, aggregation: 'median' }),
      'value-type',
      'aggregation',
    ],
    ['a unit that is none', () => custom('x', { ...queue, unit: 'bytes' }), 'value-type', 'unit'],
    ['a typo', () => custom('x', { ...queue, typ: 'counter' }), 'property-unknown', 'typ'],
    ['allocations as a text', () => custom('x', { ...queue, validOn: 'dedicated' }), 'value-type', 'validOn'],
    ['an allocation that is none', () => custom('x', { ...queue, validOn: ['whole'] }), 'value-type', 'validOn[0]'],
    ['a name that the adapter expands', () => custom('x', { ...queue, as: 'a$1' }), 'metric-name', 'as'],
    ['a rate that is a count', () => custom('x', { ...queue, type: 'counter' }), 'metric-unit', 'unit'],
    [
      'a rate that is a latency',
      () => custom('x', { ...queue, type: 'counter', unit: 'seconds' }),
      'metric-unit',
      'unit',
    ],
    ...['reqs_total', 'wait_seconds_sum', 'wait_seconds_count', 'wait_seconds_bucket'].map(
      (name): [string, () => unknown, string, string] => [
        `${name} as a gauge`,
        () => custom(name, queue),
        'metric-unit',
        'type',
      ],
    ),
    ['a card as its own', () => custom('DCGM_FI_DEV_SM_CLOCK', queue), 'metric-exporter', 'exporter'],
    [
      "ACK's as DCGM's",
      () => custom('DCGM_CUSTOM_PROCESS_ENCODE_UTIL', { ...queue, exporter: 'dcgm' }),
      'metric-exporter',
      'exporter',
    ],
    [
      'a card on a part of it',
      () => custom('DCGM_FI_DEV_SM_CLOCK', { ...queue, exporter: 'dcgm', validOn: ['shared'] }),
      'value-type',
      'validOn[0]',
    ],
    [
      'a metric for people',
      () => custom('DCGM_FI_DEV_FB_FREE', { ...queue, exporter: 'dcgm' }),
      'metric-source',
      'series',
    ],
  ])('is refused with %s', (_, make, code, property) => {
    expect(make).toThrow(expect.objectContaining({ name: 'PolicyError', code, property }));
  });

  it('may be a gauge that is rated already, and a counter of seconds', () => {
    expect(custom('x', { unit: 'perSecond', aggregation: 'sum' }).unit).toBe('perSecond');
    expect(custom('x_total', { unit: 'quotient', aggregation: 'avg', type: 'counter' }).unit).toBe('quotient');
  });

  it('may be called like a counter where it is said to be a gauge, or is a size', () => {
    expect(custom('slots_in_use_count', { ...queue, type: 'gauge' }).unit).toBe('count');
    expect(custom('gpu_memory_total', queue).unit).toBe('count');
  });

  it('is a counter by its name, and says so', () => {
    expect(() => custom('reqs_total', queue)).toThrow(
      [
        'metrics.custom("reqs_total", { ... }): type is not given, but must be given for reqs_total, which is called like a counter.',
        '  A counter as it is grows until the process starts anew, so the service scales out and never in.',
        "  Write type: 'counter' and unit: 'perSecond' for its rate; type: 'gauge' where the value falls too.  [metric-unit]",
      ].join('\n'),
    );
  });

  it('is named where the catalogue has it', () => {
    expect(() => custom('DCGM_FI_DEV_POWER_USAGE', queue)).toThrow(
      [
        'metrics.custom("DCGM_FI_DEV_POWER_USAGE", { ... }): exporter is "service", but must be \'dcgm\' for DCGM_FI_DEV_POWER_USAGE.',
        '  The labels of its series name the pod as the label convention of the cluster says; those of a service name the pod that was scraped, which here is the exporter.',
        '  Write metrics.dcgm.powerUsage, which is that series.  [metric-exporter]',
      ].join('\n'),
    );
  });
});

describe('a series of the GPU exporter', () => {
  const clock = metrics.custom('DCGM_FI_DEV_SM_CLOCK', { unit: 'count', aggregation: 'avg', exporter: 'dcgm' });

  it('is read by the labels of the convention', () => {
    const rules = ruleOf(clock.perPod(1200));
    expect(rules).toContain('DCGM_FI_DEV_SM_CLOCK{exported_namespace!="",exported_pod!=""}');
  });

  it('is that of a card: not on parts of it, and not where no label names the pod', () => {
    const shared = Gpu.shared({ memory: Size.gibibytes(4) });
    expect(policyErrors(hpaOn(clock.perPod(1200), shared), onPrem)).toMatchObject([{ code: 'metric-on-gpu' }]);
    expect(policyErrors(hpaOn(clock.perPod(1200)))).toMatchObject([{ code: 'needs-cluster' }]);
  });

  it('is that of a slice where it is a profiling field', () => {
    const made = (series: string) => custom(series, { unit: 'ratio', aggregation: 'avg', exporter: 'dcgm' }).validOn;
    expect(made('DCGM_FI_PROF_PIPE_INT_ACTIVE')).toEqual(['dedicated', 'mig']);
    expect(made('DCGM_FI_DEV_FAN_SPEED')).toEqual(['dedicated']);
  });

  it("is that of a container where it is ACK's", () => {
    const encoder = metrics.custom('DCGM_CUSTOM_PROCESS_ENCODE_UTIL', {
      unit: 'percent',
      aggregation: 'sum',
      exporter: 'ack',
    });
    expect(encoder.validOn).toEqual(['dedicated', 'shared']);
    expect(policyErrors(hpaOn(encoder.perPod(60)))).toEqual([]);
    expect(policyErrors(hpaOn(encoder.perPod(60)), onPrem)).toMatchObject([{ code: 'needs-cluster' }]);
  });

  it('has watts', () => {
    expect(ruleOf(metrics.dcgm.powerUsage.perPod(300))).toContain(
      'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
    );
  });
});
