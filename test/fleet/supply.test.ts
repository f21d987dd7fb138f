import { readProjectFile } from '../../src/config/project-file';
import type { MetricRequest } from '../../src/fleet/metric-request';
import type { ReadFleetsOptions } from '../../src/fleet/read-fleets';
import { type Supply, supplyOf } from '../../src/fleet/supply';
import { findResource } from '../../src/kubernetes/resource-table';
import { SourceFile } from '../../src/source/source-file';
import { readFiles } from './reading';

interface Given {
  readonly rules?: string;
  readonly project?: string;
  readonly options?: ReadFleetsOptions;
}

const custom = (name: string, resource = 'pods'): MetricRequest => ({
  api: 'custom',
  name,
  resource: findResource({ resource })!,
});
const external = (name: string): MetricRequest => ({ api: 'external', name });

function supply(request: MetricRequest, { rules, project = '', options }: Given): Supply {
  // A manifest, so that there is a fleet where no rule is.
  const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: s}';
  const { fleets, errors } = readFiles(
    { 's.yaml': service, ...(rules !== undefined && { 'rules.yaml': rules }) },
    options,
  );
  expect(errors).toEqual([]);
  return supplyOf(request, fleets[0]!, readProjectFile(new SourceFile('foresail.yaml', project)), undefined);
}

const OVERRIDES = 'overrides: {ns: {resource: namespace}, pod: {resource: pod}}';
const RULE = `{seriesQuery: m, resources: {${OVERRIDES}}, metricsQuery: sum(<<.Series>>)}`;
const ACK = { dialect: 'ack' } as const;
const UPSTREAM = { dialect: 'upstream' } as const;

describe('a custom metric', () => {
  it.each<[string, MetricRequest, Given, Supply['is']]>([
    ['that a rule gives', custom('m'), { rules: `rules: [${RULE}]` }, 'expected'],
    ['that a rule gives to namespaces', custom('m', 'namespaces'), { rules: `rules: [${RULE}]` }, 'expected'],
    ['that a rule gives to others', custom('m', 'services'), { rules: `rules: [${RULE}]` }, 'otherResources'],
    ['that no rule gives', custom('n'), { rules: `rules: [${RULE}]` }, 'missing'],
    ['that no rule gives, beside an external one', custom('m'), { rules: `externalRules: [${RULE}]` }, 'missing'],
    ['without any rules', custom('m'), {}, 'unknown'],
    ['beside rules that do not load', custom('m'), { rules: `rules: [${RULE}, {wrong: 1}]` }, 'unknown'],
    ['beside a refused query', custom('m'), { rules: `rules: [${RULE}, {seriesQuery: sum(x)}]` }, 'unknown'],
    [
      'beside a refused query of the other API',
      custom('m'),
      { rules: `rules: [${RULE}]\nexternalRules: [{seriesQuery: sum(x)}]` },
      'expected',
    ],
    ["beside the chart's default rules", custom('n'), { rules: `rules: {custom: [${RULE}]}` }, 'unknown'],
    [
      "of another adapter's kind of name",
      custom('custom.googleapis.com|a|b'),
      { rules: `rules: [${RULE}]` },
      'unknown',
    ],
    ['whose name holds a placeholder', custom('m_${NAME}'), { rules: `rules: [${RULE}]` }, 'unknown'],
    [
      'called like one of the ACK adapter',
      custom('sls_ingress_qps'),
      { rules: `rules: [${RULE}]`, options: ACK },
      'missing',
    ],
    ['that is declared', custom('n'), { project: 'metrics: [{api: custom, name: "n", servedBy: KEDA}]' }, 'declared'],
    [
      'that is declared for others',
      custom('n', 'services'),
      { project: 'metrics: [{api: custom, name: "n", servedBy: KEDA}]' },
      'unknown',
    ],
    [
      'that is declared for its kind',
      custom('n', 'services'),
      { project: 'metrics: [{api: custom, name: "n", resource: services, servedBy: KEDA}]' },
      'declared',
    ],
    [
      'that is declared for another cluster',
      custom('n'),
      { project: 'metrics: [{api: custom, name: "n", cluster: other, servedBy: KEDA}]' },
      'unknown',
    ],
  ])('%s', (_, request, given, is) => {
    expect(supply(request, given).is).toBe(is);
  });
});

describe('an external metric', () => {
  it.each<[string, MetricRequest, Given, Supply['is']]>([
    ['of an external rule', external('m'), { rules: `externalRules: [${RULE}]` }, 'expected'],
    ['of a custom rule, for the ACK adapter', external('m'), { rules: `rules: [${RULE}]`, options: ACK }, 'expected'],
    [
      'of a custom rule, for prometheus-adapter',
      external('m'),
      { rules: `rules: [${RULE}]`, options: UPSTREAM },
      'missing',
    ],
    ['of a custom rule, where nothing tells the adapter', external('m'), { rules: `rules: [${RULE}]` }, 'unknown'],
    [
      'of an external rule, for the ACK adapter',
      external('m'),
      { rules: `externalRules: [${RULE}]`, options: ACK },
      'missing',
    ],
    ['of no rule, where nothing tells the adapter', external('n'), { rules: `rules: [${RULE}]` }, 'missing'],
    ["beside the community chart's default rules", external('n'), { rules: 'rules: {custom: []}' }, 'missing'],
    [
      "beside the ACK chart's default rules",
      external('n'),
      { rules: 'AlibabaCloudMetricsAdapter: {prometheus: {adapter: {rules: {default: true}}}}' },
      'unknown',
    ],
    ['of the ACK adapter itself', external('sls_ingress_qps'), { options: ACK }, 'builtIn'],
    [
      'of the ACK adapter itself, told by its values',
      external('slb_l7_qps'),
      { rules: 'prometheus: {enabled: true, url: x}' },
      'builtIn',
    ],
    ['like one of the ACK adapter itself', external('sls_ingress_qqs'), { options: ACK }, 'unknown'],
    [
      'of the ACK adapter itself, for prometheus-adapter',
      external('cost_hour'),
      { rules: `externalRules: [${RULE}]` },
      'missing',
    ],
    [
      'of the ACK adapter itself, where nothing tells the adapter',
      external('cost_hour'),
      { rules: `rules: [${RULE}]` },
      'unknown',
    ],
    ['of KEDA', external('s0-prometheus'), { rules: `externalRules: [${RULE}]` }, 'unknown'],
    [
      'of Stackdriver',
      external('pubsub.googleapis.com|subscription|num_undelivered_messages'),
      { rules: `externalRules: [${RULE}]` },
      'unknown',
    ],
    ['of Datadog', external('datadogmetric@ml:queue'), { rules: `externalRules: [${RULE}]` }, 'unknown'],
    [
      'that is declared',
      external('s0-x'),
      { project: 'metrics: [{api: external, name: s0-x, servedBy: KEDA}]' },
      'declared',
    ],
  ])('%s', (_, request, given, is) => {
    expect(supply(request, given).is).toBe(is);
  });
});

describe('a metric that a rule lists and cannot answer', () => {
  const noNamespace =
    '{seriesQuery: m, resources: {overrides: {pod: {resource: pod}, svc: {resource: service}, no: {resource: node}}}, metricsQuery: x}';
  const noQuery = `{seriesQuery: m, resources: {${OVERRIDES}}}`;

  it.each<[string, MetricRequest, string, string]>([
    ['for want of a namespace label', custom('m'), `rules: [${noNamespace}]`, 'noNamespaceLabel'],
    [
      'for want of a namespace label, of a Service',
      custom('m', 'services'),
      `rules: [${noNamespace}]`,
      'noNamespaceLabel',
    ],
    ['as a node has no namespace', custom('m', 'nodes'), `rules: [${noNamespace}]`, 'notNamespaced'],
    ['for want of a query', custom('m'), `rules: [${noQuery}]`, 'noQuery'],
    [
      'for want of a namespace label, as an external metric',
      external('m'),
      'externalRules: [{seriesQuery: m, metricsQuery: x}]',
      'noNamespaceLabel',
    ],
  ])('%s', (_, request, rules, obstacle) => {
    expect(supply(request, { rules })).toMatchObject({ is: 'unanswered', obstacle });
  });

  it.each<[string, MetricRequest, string]>([
    ['a template', custom('m'), 'rules: [{seriesQuery: m, resources: {template: "<<.Resource>>"}, metricsQuery: x}]'],
    [
      'namespaced: false',
      external('m'),
      'externalRules: [{seriesQuery: m, resources: {namespaced: false}, metricsQuery: x}]',
    ],
    ['a second rule', custom('m'), `rules: [${noQuery}, ${RULE}]`],
  ])('is answered with %s', (_, request, rules) => {
    expect(supply(request, { rules })).toMatchObject({ is: 'expected' });
  });
});

describe('rules in a ConfigMap that Helm values name', () => {
  const values = 'rules: {default: true, existing: adapter-config}';
  const map = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: adapter-config}\ndata: {config.yaml: "rules: [{seriesQuery: m, resources: {template: '<<.Resource>>'}, metricsQuery: x}]"}`;

  it('are looked up there', () => {
    expect(supply(custom('m'), { rules: `${values}\n---\n${map}` }).is).toBe('expected');
    expect(supply(custom('n'), { rules: `${values}\n---\n${map}` }).is).toBe('missing');
  });

  it('are not known where it is not among the files', () => {
    expect(supply(custom('m'), { rules: values })).toEqual({
      is: 'unknown',
      reason: 'the adapter reads the ConfigMap adapter-config, which is not among the files',
    });
  });
});

describe('what is missing', () => {
  it('comes with the nearest names', () => {
    expect(supply(custom('mm'), { rules: `rules: [${RULE}]` })).toMatchObject({ is: 'missing', near: ['m'] });
  });

  it('comes with the rule of the other API that has the name', () => {
    const found = supply(external('m'), { rules: `rules: [${RULE}]`, options: UPSTREAM });
    expect(found.is === 'missing' && found.otherApi?.compiled.path).toBe('/rules/0');
  });
});
