import { stringify } from 'yaml';
import { ahpa, deployment, hpa, yamlOf } from '../checks/sample-manifests';
import { rule } from '../checks/sample-rules';
import { findingsOfFile } from './findings-of-file';

const CPU = { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } };
const M = '<<.Series>>{<<.LabelMatchers>>}';

function configMap(config: string): string {
  const indented = config.trim().replace(/^/gm, '    ');
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: adapter-config, namespace: monitoring}\ndata:\n  config.yaml: |\n${indented}\n`;
}

const MOUNTED = deployment({
  name: 'adapter',
  namespace: 'monitoring',
  spec: {
    template: {
      metadata: { labels: { app: 'adapter' } },
      spec: {
        containers: [{ name: 'adapter', image: 'registry.example/adapter:1' }],
        volumes: [{ name: 'config', configMap: { name: 'adapter-config' } }],
      },
    },
  },
});

/** Each kind of finding in the corpus, from the least input that has it. */
describe('what the corpus has, as cases of our own', () => {
  it.each<readonly [title: string, text: string, findings: readonly string[]]>([
    ['text that is no YAML', 'a: b: c\n', ['unreadable:1']],
    [
      'an embedded configuration that is no YAML, at its place in the ConfigMap',
      configMap('rules:\n- seriesQuery: a\n  metricsQuery: b\n  - seriesQuery: c'),
      ['error adapter/config-invalid:9'],
    ],
    [
      'a configuration that nothing rolls out',
      `${configMap(stringify({ rules: [rule()] }))}---\n${yamlOf(MOUNTED)}`,
      ['info adapter/config-not-rolled:17'],
    ],
    [
      'an average over everything, of a rule for namespaces',
      stringify({ rules: [rule({ overrides: { namespace: 'namespace' }, metricsQuery: `avg(${M})` })] }),
      ['error adapter/aggregated-away:7'],
    ],
    [
      'a replica count beside an autoscaler',
      yamlOf(deployment({ spec: { replicas: 2 } }), hpa({ spec: { metrics: [CPU] } })),
      ['error gitops/replicas-set:20', 'error hpa/resource-request-missing:36'],
    ],
    ['a version that is gone', yamlOf(hpa({ apiVersion: 'autoscaling/v2beta2' })), ['error hpa/api-version-removed:1']],
    [
      'a Deployment of a version that is gone',
      yamlOf(deployment({ apiVersion: 'apps/v1beta1' })),
      ['error manifest/schema:1'],
    ],
    [
      'a selector without anything in it, which the API server takes',
      yamlOf(hpa()).replace(
        'name: DCGM_CUSTOM_PROCESS_SM_UTIL',
        'name: m\n          selector:\n            matchLabels:',
      ),
      [],
    ],
    ['a name that is none', yamlOf(deployment({ name: 'MODEL_NAME-webapp' })), ['error manifest/schema:4']],
    [
      'a target without an API group',
      yamlOf(hpa({ spec: { scaleTargetRef: { kind: 'Deployment', name: 'bert' } } })),
      ['error hpa/admission:6'],
    ],
    ['many replicas', yamlOf(hpa({ spec: { maxReplicas: 20 } })), ['info hpa/dead-zone:11']],
    [
      'a type that is not that of its field',
      yamlOf(hpa()).replace('type: AverageValue', 'type: Value'),
      ['warning hpa/target-type-mismatch:18'],
    ],
    [
      'two HPAs on one Deployment',
      yamlOf(deployment(), hpa(), hpa({ name: 'other' })),
      ['error hpa/two-autoscalers-one-target:49'],
    ],
    ['an autoscaler that is right', yamlOf(deployment(), ahpa()), []],
  ])('%s', (_, text, findings) => {
    expect(findingsOfFile('sample.yaml', text)).toEqual(findings);
  });
});
