import { parse } from 'yaml';
import type { PipelineFacts } from '../../src/kubernetes/cluster-facts';
import { METRICS_BY_EXPORTER } from '../../src/metrics/catalogue';
import { labelsOf } from '../../src/metrics/label-convention';
import { pipelineOutput } from '../../src/pipeline/pipeline-output';
import { ruleFor } from '../../src/pipeline/rule-for';

const { ack: ACK_METRICS, dcgm: DCGM_METRICS } = METRICS_BY_EXPORTER;
const facts = { labels: labelsOf('ack', 'ack'), rateWindow: '2m' };
const rules = [ruleFor({ metric: ACK_METRICS.processSmUtil, by: 'pod' }, facts).rule];
const changed = [...rules, ruleFor({ metric: DCGM_METRICS.gpuUtil, by: 'node' }, facts).rule];
const externalRules = [ruleFor({ metric: ACK_METRICS.processSmUtil, by: 'selector' }, facts).rule];
const custom = (given: typeof rules) => ({ rules: given, externalRules: [] });

const ack: PipelineFacts = { kind: 'ackAdapter' };
const values: PipelineFacts = { kind: 'prometheusAdapter', output: 'helmValues', namespace: 'monitoring' };
const configMap: PipelineFacts = { kind: 'prometheusAdapter', output: 'configMap', namespace: 'monitoring' };
const existing: PipelineFacts = { ...configMap, adapterValues: 'existing' };

const annotation = 'foresail.dev/config-hash';

describe('what a pipeline writes', () => {
  it("puts the rules under the ACK chart's parent key", () => {
    const output = pipelineOutput(ack, custom(rules), 'http://prometheus:9090');
    expect(output.configMap).toBeUndefined();
    expect(output.helmValues?.chart).toBe('ack-alibaba-cloud-metrics-adapter');
    expect(parse(output.helmValues?.text ?? '')).toEqual({
      AlibabaCloudMetricsAdapter: {
        prometheus: {
          enabled: true,
          url: 'http://prometheus:9090',
          adapter: { rules: { default: false, custom: rules } },
        },
      },
    });
  });

  it('switches the default rules of the community chart off', () => {
    const output = pipelineOutput(values, custom(rules), undefined);
    expect(output.configMap).toBeUndefined();
    expect(parse(output.helmValues?.text ?? '')).toEqual({ rules: { default: false, custom: rules } });
  });

  it('writes the ConfigMap that the adapter mounts, with the hash of its text', () => {
    const output = pipelineOutput(configMap, custom(rules), undefined);
    expect(output.helmValues).toBeUndefined();
    expect(output.configMap).toMatchObject({ name: 'adapter-config', namespace: 'monitoring' });
    expect(parse(output.configMap?.data['config.yaml'] ?? '')).toEqual({ rules });
    expect(output.configMap?.annotations[annotation]).toMatch(/^[0-9a-f]{12}$/);
  });

  it('changes the hash with the rules, and only then', () => {
    const hashOf = (given: typeof rules) =>
      pipelineOutput(configMap, custom(given), undefined).configMap?.annotations[annotation];
    expect(hashOf(rules)).toBe(hashOf([...rules]));
    expect(hashOf(rules)).not.toBe(hashOf(changed));
  });

  it('names an existing ConfigMap by its hash, and refers to it by that name', () => {
    const output = pipelineOutput(existing, custom(rules), undefined);
    const hash = output.configMap?.annotations[annotation];
    expect(output.configMap?.name).toBe(`adapter-config-${hash}`);
    expect(parse(output.helmValues?.text ?? '')).toEqual({
      // The chart ignores `default` for the configuration here; it is what registers the APIService.
      rules: { default: true, existing: `adapter-config-${hash}` },
      podAnnotations: { [annotation]: hash },
    });
  });

  it('keeps a ConfigMap whose name changes from being pruned while the running adapter still mounts it', () => {
    const annotations = pipelineOutput(existing, custom(rules), undefined).configMap?.annotations;
    expect(annotations).toEqual({
      [annotation]: expect.any(String),
      'argocd.argoproj.io/sync-options': 'Prune=false',
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    });
    expect(Object.keys(pipelineOutput(configMap, custom(rules), undefined).configMap?.annotations ?? {})).toEqual([
      annotation,
    ]);
  });

  it('says the rules in one place', () => {
    const { helmValues } = pipelineOutput(existing, custom(rules), undefined);
    expect(helmValues?.text).not.toContain('seriesQuery');
  });

  it.each([ack, values, configMap, existing])('writes nothing where there is no rule: %j', (pipeline) => {
    expect(pipelineOutput(pipeline, custom([]), 'http://prometheus:9090')).toEqual({});
  });

  it('writes no YAML anchors where rules share parts', () => {
    const shared = { resource: 'pod' };
    const rule = { seriesQuery: 'a{}', resources: { overrides: { x: shared, y: shared } }, metricsQuery: 'b' };
    expect(pipelineOutput(values, custom([rule]), undefined).helmValues?.text).not.toMatch(/[&*]a\d/);
  });

  it.each<[string, PipelineFacts, (output: ReturnType<typeof pipelineOutput>) => unknown, unknown]>([
    [
      'after the others for ACK, whose adapter has one list',
      ack,
      ({ helmValues }) => parse(helmValues?.text ?? '').AlibabaCloudMetricsAdapter.prometheus.adapter.rules.custom,
      [...rules, ...externalRules],
    ],
    [
      'in a list of their own for the community chart',
      values,
      ({ helmValues }) => parse(helmValues?.text ?? '').rules,
      { default: false, custom: rules, external: externalRules },
    ],
    [
      'in a list of their own in the ConfigMap',
      configMap,
      (output) => parse(output.configMap?.data['config.yaml'] ?? ''),
      { rules, externalRules },
    ],
    [
      "in the ConfigMap, and as a stand-in for the chart's APIService",
      existing,
      ({ helmValues }) => Object.keys(parse(helmValues?.text ?? '').rules.external[0]),
      ['seriesQuery', 'metricsQuery'],
    ],
  ])('puts external rules %s', (_, pipeline, read, expected) => {
    expect(read(pipelineOutput(pipeline, { rules, externalRules }, undefined))).toEqual(expected);
  });

  it('leaves a list without rules out of the ConfigMap', () => {
    const output = pipelineOutput(configMap, { rules: [], externalRules }, undefined);
    expect(parse(output.configMap?.data['config.yaml'] ?? '')).toEqual({ externalRules });
  });
});
