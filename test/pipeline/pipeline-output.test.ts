import { parse } from 'yaml';
import type { PipelineFacts } from '../../src/kubernetes/cluster-facts';
import { ACK_METRICS, DCGM_METRICS } from '../../src/metrics/catalogue';
import { labelsOf } from '../../src/metrics/label-convention';
import { pipelineOutput } from '../../src/pipeline/pipeline-output';
import { ruleFor } from '../../src/pipeline/rule-for';

const labels = labelsOf('ack', 'ack');
const rules = [ruleFor({ metric: ACK_METRICS.processSmUtil, by: 'pod' }, labels).rule];
const changed = [...rules, ruleFor({ metric: DCGM_METRICS.gpuUtil, by: 'node' }, labels).rule];

const ack: PipelineFacts = { kind: 'ackAdapter' };
const values: PipelineFacts = { kind: 'prometheusAdapter', output: 'helmValues', namespace: 'monitoring' };
const configMap: PipelineFacts = { kind: 'prometheusAdapter', output: 'configMap', namespace: 'monitoring' };
const existing: PipelineFacts = { ...configMap, adapterValues: 'existing' };

const annotation = 'foresail.dev/config-hash';

describe('what a pipeline writes', () => {
  it("puts the rules under the ACK chart's parent key", () => {
    const output = pipelineOutput(ack, rules, 'http://prometheus:9090');
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
    const output = pipelineOutput(values, rules, undefined);
    expect(output.configMap).toBeUndefined();
    expect(parse(output.helmValues?.text ?? '')).toEqual({ rules: { default: false, custom: rules } });
  });

  it('writes the ConfigMap that the adapter mounts, with the hash of its text', () => {
    const output = pipelineOutput(configMap, rules, undefined);
    expect(output.helmValues).toBeUndefined();
    expect(output.configMap).toMatchObject({ name: 'adapter-config', namespace: 'monitoring' });
    expect(parse(output.configMap?.data['config.yaml'] ?? '')).toEqual({ rules });
    expect(output.configMap?.annotations[annotation]).toMatch(/^[0-9a-f]{12}$/);
  });

  it('changes the hash with the rules, and only then', () => {
    const hashOf = (given: typeof rules) =>
      pipelineOutput(configMap, given, undefined).configMap?.annotations[annotation];
    expect(hashOf(rules)).toBe(hashOf([...rules]));
    expect(hashOf(rules)).not.toBe(hashOf(changed));
  });

  it('names an existing ConfigMap by its hash, and refers to it by that name', () => {
    const output = pipelineOutput(existing, rules, undefined);
    const hash = output.configMap?.annotations[annotation];
    expect(output.configMap?.name).toBe(`adapter-config-${hash}`);
    expect(parse(output.helmValues?.text ?? '')).toEqual({
      // The chart ignores `default` for the configuration here; it is what registers the APIService.
      rules: { default: true, existing: `adapter-config-${hash}` },
      podAnnotations: { [annotation]: hash },
    });
  });

  it('says the rules in one place', () => {
    const { helmValues } = pipelineOutput(existing, rules, undefined);
    expect(helmValues?.text).not.toContain('seriesQuery');
  });

  it.each([ack, values, configMap, existing])('writes nothing where there is no rule: %j', (pipeline) => {
    expect(pipelineOutput(pipeline, [], 'http://prometheus:9090')).toEqual({});
  });

  it('writes no YAML anchors where rules share parts', () => {
    const shared = { resource: 'pod' };
    const rule = { seriesQuery: 'a{}', resources: { overrides: { x: shared, y: shared } }, metricsQuery: 'b' };
    expect(pipelineOutput(values, [rule], undefined).helmValues?.text).not.toMatch(/[&*]a\d/);
  });
});
